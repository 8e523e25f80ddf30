import type { CallForm } from '../catalog/sdk.js';
import type { Insertion, Writer } from '../languages/writer.js';
import { isOfType } from '../link/is-of-type.js';
import type { Unit } from './types.js';

/** The parameter that a place means, by its name or its number. */
export function parameterAt({ parameters }: CallForm, place: string): { name: string; index: number } | undefined {
  const index = /^\d+$/.test(place) ? Number(place) : parameters.indexOf(place);
  const name = parameters[index];
  return name === undefined ? undefined : { name, index };
}

/** Source for a place whose value has to be of a type. */
export function instanceOf({ shape }: Unit, writer: Writer, place: string, source: string): string {
  const type = shape?.form?.types[place];
  return type !== undefined && writer.instance ? writer.instance(type, source) : source;
}

/** What another form of the call is given, as the one with a base URL takes it. */
export function inForm({ call, shape }: Unit, writer: Writer): Insertion[] {
  if (!call || !shape?.form || !writer.instance) return [];
  const { types, renamed = {} } = shape.form;
  const edits: Insertion[] = [];
  for (const argument of call.arguments) {
    const other = argument.name === undefined ? undefined : renamed[argument.name];
    if (other !== undefined && argument.nameSpan) edits.push({ ...argument.nameSpan, text: other });
    const name = other ?? argument.name ?? String(call.arguments.indexOf(argument));
    const type = types[name];
    if (type === undefined || isOfType(argument.value, type)) continue;
    const { start, end } = argument.value;
    const [before = '', after = ''] = writer.instance(type, '\0').split('\0');
    edits.push({ start, end: start, text: before }, { start: end, end, text: after });
  }
  return edits;
}
