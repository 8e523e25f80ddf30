import type { Entry, ObjectNode, Span } from '../../ir.js';
import { type Insertion, insertionAt } from '../writer.js';

/**
 * Writes entries before the first one of a literal that has a line for each: gofmt puts the values below each other, over all lines
 * that follow each other with one entry. Where they do not stand so, they are left.
 */
export function insertAligned(
  { model: { text }, entries }: ObjectNode,
  at: number,
  gap: string,
  added: readonly (readonly [string, string])[],
): Insertion[] {
  const run = firstRun(text, entries);
  const keys = run.map(({ key }) => text.slice(key.start, key.end));
  const width = Math.max(...keys.map((key) => key.length));
  const isAligned = run.every(
    ({ blanks }, index) => blanks.end - blanks.start === width - (keys[index]?.length ?? 0) + 1,
  );
  const wider = isAligned ? Math.max(width, ...added.map(([key]) => key.length)) : 0;
  const blanksBehind = (key: string) => ' '.repeat(Math.max(wider - key.length, 0) + 1);
  const lines = added.map(([key, value]) => `${gap}${key}:${blanksBehind(key)}${value},`);
  return [
    insertionAt(at, lines.join('')),
    ...(isAligned && wider > width
      ? run.map(({ blanks }, index) => ({ ...blanks, text: blanksBehind(keys[index] ?? '') }))
      : []),
  ];
}

/** Keys, and the blanks before their values, of the entries from the first one on that have a line each and no other between. */
function firstRun(text: string, entries: readonly Entry[]): { key: Span; blanks: Span }[] {
  const run: { key: Span; blanks: Span }[] = [];
  let before: Entry | undefined;
  for (const entry of entries) {
    const { keySpan: key, value } = entry;
    const isNext = before === undefined || /^,[^\n]*\n[ \t]*$/.test(text.slice(before.end, entry.start));
    const blanks = key && { start: key.end + 1, end: value.start };
    if (!isNext || !key || !blanks || !/^ +$/.test(text.slice(blanks.start, blanks.end))) break;
    if (/\n/.test(text.slice(entry.start, entry.end))) break;
    run.push({ key, blanks });
    before = entry;
  }
  return run;
}
