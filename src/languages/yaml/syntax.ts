import type { ConfigEntry, ConfigModel } from '../../ir.js';
import type { ConfigSyntax, Members } from '../config/front-end.js';
import { eolOf, indentOf, indentUnit } from '../style.js';

export const yamlSyntax: ConfigSyntax = {
  value(model, entry, value) {
    if (entry.quote === '|') return inBlock(model, entry, value);
    if (entry.quote === '>') return value.includes('\n') ? undefined : inBlock(model, entry, value);
    if (entry.quote === "'") return /[\n\r]/.test(value) ? undefined : value.replaceAll("'", "''");
    if (entry.quote === '"') return JSON.stringify(value).slice(1, -1);
    return plain(model, entry, value);
  },
  members: ({ text }, entry, members, indent) =>
    entry.separator === ',' ? inFlow(members) : inLines(members, indent, eolOf(text, entry.start), indentUnit(text, 2)),
};

function inFlow(members: Members): string {
  return members
    .map(([name, value]) => `${name}: ${typeof value === 'string' ? scalar(value, true) : `{ ${inFlow(value)} }`}`)
    .join(', ');
}

function inLines(members: Members, indent: string, eol: string, step: string): string {
  return members
    .map(([name, value]) => {
      if (typeof value === 'string') return `${name}: ${scalar(value, false)}`;
      return `${name}:${eol}${indent}${step}${inLines(value, indent + step, eol, step)}`;
    })
    .join(eol + indent);
}

function scalar(value: string, isInFlow: boolean): string {
  return isPlain(value, isInFlow) ? value : JSON.stringify(value);
}

/** A text without quotes gets some where it would not be read as the same text without. */
function plain({ text }: ConfigModel, entry: ConfigEntry, value: string): string | undefined {
  const { start } = entry.valueSpan;
  const isInFlow = entry.separator === ',';
  // Behind `NAME=` in one text there is no place for quotes.
  if (entry.within) return isPlain(`x${value}`, isInFlow) ? value : undefined;
  const gap = /[:-]/.test(text[start - 1] ?? '') ? ' ' : '';
  // A remark may stand where the value is missing.
  const behind = /[^\s,}\]]/.test(text[entry.valueSpan.end] ?? ' ') ? ' ' : '';
  return gap + scalar(value, isInFlow) + behind;
}

/** What YAML 1.1 and 1.2 read as no text. */
const NO_TEXT =
  /^(?:|~|null|true|false|yes|no|on|off|y|n|[-+]?(?:\d[\d_,]*)?(?:\.\d*)?(?:e[-+]?\d+)?|0[xob][\da-f_]+|[-+]?\.(?:inf|nan)|\d{4}-\d\d?-\d\d?.*|[-+]?\d+(?::\d+)+)$/i;

function isPlain(value: string, isInFlow: boolean): boolean {
  if (NO_TEXT.test(value) || value !== value.trim() || /[\p{Cc}\u2028\u2029\uFEFF]/u.test(value)) return false;
  if (/^[-?:](?:\s|$)|^[,[\]{}#&*!|>'"%@`]|:(?:\s|$)|\s#|^(?:---|\.\.\.)/.test(value)) return false;
  return !isInFlow || !/[,[\]{}]|^[-?:]/.test(value);
}

function inBlock({ text }: ConfigModel, { valueSpan }: ConfigEntry, value: string): string | undefined {
  const lines = value.split('\n');
  if (value === '' || value !== value.trim() || value.includes('\r')) return undefined;
  const eol = eolOf(text, valueSpan.start);
  // A tab is no indentation, but belongs to the value.
  const indent = /^ */.exec(indentOf(text, valueSpan.start))?.[0] ?? '';
  return lines.map((line, index) => (index === 0 || line === '' ? line : indent + line)).join(eol);
}
