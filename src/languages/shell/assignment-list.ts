import { escapePattern } from '../../escape-pattern.js';

/** How several assignments stand in one word. Without a separator, no other one can be written beside them. */
export interface AssignmentList {
  read: RegExp;
  separator?: ',';
}

const WITH_COMMAS: AssignmentList = {
  read: /(?:^|,)(?<name>[A-Za-z_]\w{0,100})(?:=(?<value>(?:(?!,[A-Za-z_]\w{0,100}=)[\s\S])*))?/dg,
  separator: ',',
};
/** AWS's short form: `Variables={NAME=value,NAME=value}`. */
const IN_BRACES: AssignmentList = {
  read: /(?<=[{,]\s{0,100})(?<name>[A-Za-z_]\w{0,100})=(?!\{)(?<value>(?:\$\{[^{}]{0,500}\}|[^,{}\s]){0,4000})/dg,
  separator: ',',
};
/** AWS's long one: `{"Variables":{"NAME":"value"}}`. */
const JSON_TEXT: AssignmentList = {
  read: /(?<=[{,]\s{0,100})"(?<name>[A-Za-z_]\w{0,100})"\s{0,20}:\s{0,20}"(?<value>[^"\\]{0,4000})"/dg,
};

/** The form of a list of assignments, with commas between them if nothing says otherwise. */
export function assignmentList(text: string): AssignmentList {
  // gcloud takes any other sign, which is named first: `^@^NAME=value@NAME=value`.
  const sign = /^\^([^\w^]{1,3})\^/.exec(text)?.[1];
  if (sign !== undefined) {
    const mark = escapePattern(sign);
    return {
      read: new RegExp(`(?<=\\^|${mark})(?<name>[A-Za-z_]\\w{0,100})=(?<value>(?:(?!${mark})[\\s\\S])*)`, 'dg'),
    };
  }
  if (/^\s*(?:Variables=)?\{\s*\w+=/.test(text)) return IN_BRACES;
  return /^\s*\{\s*"/.test(text) ? JSON_TEXT : WITH_COMMAS;
}
