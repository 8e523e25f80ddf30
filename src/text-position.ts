import type { SourceModel } from './ir.js';

/** A place as people and editors count it: 1-based line, 1-based column in UTF-16 code units. */
export interface Position {
  line: number;
  column: number;
}

/** The position in the file of an offset in a source, which may lie inside that file. */
export function positionIn({ text, island }: SourceModel, offset: number): Position {
  if (!island) return positionOf(text, offset);
  return positionOf(island.file, island.map.spanInFile({ start: offset, end: offset }).start);
}

const LINES = new Map<string, number[]>();
const BREAK = /\r\n|\n|\r/g;

/** The position of a UTF-16 offset. The starts of the lines of the texts asked for last are remembered. */
export function positionOf(text: string, offset: number): Position {
  const starts = lineStarts(text);
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
}

/** The UTF-16 offset of a position. */
export function offsetAt(text: string, { line, column }: Position): number {
  return (lineStarts(text)[line - 1] ?? 0) + column - 1;
}

function lineStarts(text: string): number[] {
  const known = LINES.get(text);
  if (known) return known;
  const starts = [0];
  // Without an object for each line, and by the faster way where there is one: a report asks for those of all its files.
  BREAK.lastIndex = 0;
  if (text.includes('\r')) while (BREAK.test(text)) starts.push(BREAK.lastIndex);
  else for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  if (LINES.size > 64) LINES.clear();
  LINES.set(text, starts);
  return starts;
}

/** The text of a line, without its break; empty where there is none. */
export function lineOf(text: string, line: number): string {
  const start = lineStarts(text)[line - 1];
  return start === undefined ? '' : text.slice(start, lineEnd(text, start));
}

/** The UTF-16 offset at which the line that an offset lies in begins. */
export function lineStart(text: string, at: number): number {
  if (at === 0) return 0;
  const start = text.lastIndexOf('\n', at - 1) + 1;
  return start + text.slice(start, at).lastIndexOf('\r') + 1;
}

/** Whether nothing but blanks stands before an offset on its line. */
export function startsLine(text: string, at: number): boolean {
  let before = at;
  while (/[ \t]/.test(text[before - 1] ?? '')) before--;
  return before === 0 || /[\r\n]/.test(text[before - 1] ?? '');
}

/** The UTF-16 offset at which the line that an offset lies in ends, its line break not counted. */
export function lineEnd(text: string, at: number): number {
  const found = text.slice(at).search(/[\r\n]/);
  return found === -1 ? text.length : at + found;
}
