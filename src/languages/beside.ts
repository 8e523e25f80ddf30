import type { Span } from '../ir.js';
import { lineEnd, lineStart, startsLine } from '../text-position.js';
import { eolOf } from './style.js';
import { type Insertion, insertionAt } from './writer.js';

/** Something of which several can stand beside each other, with what parts it from the next one. */
export interface Neighbour extends Span {
  separator?: '' | ',' | ' ';
}

/** Edits that write another one directly below or behind, as the text does it there. */
export function writtenBeside(text: string, one: Neighbour, added: string): Insertion[] {
  if (one.separator === '') return [insertionAt(lineEnd(text, one.end), onNextLine(text, one, added))];
  if (one.separator === ' ') return [insertionAt(one.end, gapAround(text, one) + added)];
  const behind = /^(\s*),/.exec(text.slice(one.end));
  const isFirst = startsLine(text, one.start);
  const end = lineEnd(text, one.end);
  const rest = text.slice(one.end, end);
  // A remark behind it stays on its line.
  if (isFirst && /^[ \t]*(?:,[ \t]*)?(?:\/\/.*|\/\*.*\*\/|#.*)?$/.test(rest)) {
    const indent = eolOf(text, one.start) + text.slice(lineStart(text, one.start), one.start);
    const next = `${indent}${added}${behind ? ',' : ''}`;
    if (behind || rest.trim() === '') return [insertionAt(behind ? end : one.end, behind ? next : `,${next}`)];
    return [insertionAt(one.end, ','), insertionAt(end, next)];
  }
  const isDense = text[one.start - 1] === ',' || /^,\S/.test(text.slice(one.end, one.end + 2));
  return [insertionAt(one.end, `,${isDense ? '' : ' '}${added}`)];
}

/** What a line below begins with so that something stands at the same column. */
export function blanksBefore(text: string, at: number): string {
  return text.slice(lineStart(text, at), at).replace('\uFEFF', '').replace(/\S/g, ' ');
}

/** A line of its own, where the next one of its kind would stand. */
function onNextLine(text: string, one: Span, added: string): string {
  return eolOf(text, one.end) + blanksBefore(text, one.start) + added;
}

/** What stands between words: a space, or the end of a line that goes on in the next. */
function gapAround(text: string, { start, end }: Span): string {
  const behind = /^[ \t]*[\\`^]\r?\n[ \t]*(?=[^\s#])/.exec(text.slice(end, end + 400))?.[0];
  const before = /(?<![ \t])[ \t]*[\\`^]\r?\n[ \t]*$/.exec(text.slice(Math.max(0, start - 400), start))?.[0];
  return before ?? behind ?? ' ';
}
