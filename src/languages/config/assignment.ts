import type { ConfigEntry } from '../../ir.js';
import type { TextNode } from './tree.js';

/** What an element such as `NAME=value` or `NAME` says of its variable. */
export type AssignmentRead = Pick<
  ConfigEntry,
  'name' | 'nameSpan' | 'value' | 'valueSpan' | 'quote' | 'isPassedOn' | 'within'
>;

/**
 * An assignment that a text is as a whole. Undefined where the text has an escape in it, so that its parts have no place of
 * their own, or where it is something else.
 */
export function readAssignment(
  text: string,
  { inner, value, quote }: Pick<TextNode, 'inner' | 'value' | 'quote'>,
): AssignmentRead | undefined {
  if (text.slice(inner.start, inner.end) !== value) return undefined;
  const match = /^([A-Za-z_][\w.-]*)(\s*=\s*)?/.exec(value);
  const [head, name = '', sign] = match ?? [];
  if (head === undefined || (sign === undefined && head.length < value.length)) return undefined;
  const nameSpan = { start: inner.start, end: inner.start + name.length };
  const start = inner.start + head.length;
  // Quotes inside the text stay where they are.
  const mark = /^(["'])[^"'\\]*\1$/.test(value.slice(head.length)) ? (value[head.length] ?? '') : '';
  const valueSpan = { start: start + mark.length, end: inner.end - mark.length };
  return {
    name,
    nameSpan,
    value: text.slice(valueSpan.start, valueSpan.end),
    valueSpan,
    quote: mark === '' ? quote : mark,
    within: 'assignment',
    ...(sign === undefined && { isPassedOn: true as const }),
  };
}
