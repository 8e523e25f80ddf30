import type { Span } from '../ir.js';
import { lineEnd, lineStart, startsLine } from '../text-position.js';
import type { Insertion } from './writer.js';

/** Offsets and habits of a text that writers of all languages look at. All offsets are UTF-16 code units. */

export function columnOf(text: string, at: number): number {
  return at - lineStart(text, at);
}

/** The length of the line at an offset. */
export function lineLength(text: string, at: number): number {
  return lineEnd(text, at) - lineStart(text, at);
}

/** The white space that the line at an offset begins with. */
export function indentOf(text: string, at: number): string {
  return /^[ \t]*/.exec(text.slice(lineStart(text, at)))?.[0] ?? '';
}

/** One step of indentation as the file does it. */
export function indentUnit(text: string, usual: number): string {
  if (/^\t/m.test(text)) return '\t';
  const steps = [...text.matchAll(/^( {2,8})\S/gm)].slice(0, 200).map((match) => (match[1] ?? '').length);
  return ' '.repeat(steps.length > 0 ? Math.min(4, Math.min(...steps)) : usual);
}

/** The line ending in force at an offset: that of the line before it, else of the one after. */
export function eolOf(text: string, at: number): string {
  const before = text.lastIndexOf('\n', at - 1);
  const found = before === -1 ? text.indexOf('\n', at) : before;
  if (found === -1) return text.includes('\r') ? '\r' : '\n';
  return text[found - 1] === '\r' ? '\r\n' : '\n';
}

/** What stands before an item of a list that stands at an offset: a line end with its indentation, or a space. */
export function gapBefore(text: string, at: number): string {
  return startsLine(text, at) ? eolOf(text, at) + indentOf(text, at) : ' ';
}

/** Behind what ends there, with the remark that follows it in its line and is said of it. */
export function behindRemark(text: string, end: number): number {
  const line = lineEnd(text, end);
  return /^[ \t]*(?:\/\/.*|\/\*.*\*\/[ \t]*)$/.test(text.slice(end, line)) ? line : end;
}

/** A new entry behind one of an object or a dictionary; a comment on the line of the old one stays with that. */
export function insertionBehind(text: string, entry: Span, source: string): Insertion {
  const rest = text.slice(entry.end, lineEnd(text, entry.end));
  const gap = gapBefore(text, entry.start);
  if (gap === ' ' || !/^\s*(?:,\s*)?(?:\/\/|#|\/\*)/.test(rest))
    return { start: entry.end, end: entry.end, text: `,${gap}${source}` };
  const hasComma = rest.trimStart().startsWith(',');
  const at = hasComma ? lineEnd(text, entry.end) : entry.start;
  return { start: at, end: at, text: hasComma ? `${gap}${source},` : `${source},${gap}` };
}

/** Where the first sign of the line at an offset stands. */
export function lineContentStart(text: string, at: number): number {
  return lineStart(text, at) + indentOf(text, at).length;
}

/** Words that a function's name begins with when it gives something. */
export const GIVING_VERBS = 'get|make|create|build|init|load|provide|use';
