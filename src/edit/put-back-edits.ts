import { diffIndices } from 'node-diff3';
import type { Span } from '../ir.js';
import type { TextEdit } from './order-edits.js';

/** How a text gets back what a rewrite changed in it, though it was edited since. */
export interface WayBack {
  /** Into the text as it is now, in order; whole lines. */
  edits: TextEdit[];
  /** Where the text was edited since, so that what stood there cannot be put back: lines of it as it is now. */
  edited: Span[];
}

/** Lines of one text that are others in another one. 0-based, the end one past the last. */
interface Difference {
  start: number;
  end: number;
  otherStart: number;
  otherEnd: number;
}

/**
 * `before` and `after` are the text around the rewrite, `now` is what has become of it. A place is put back only where all of
 * its lines still stand as the rewrite left them.
 */
export function putBackEdits(before: string, after: string, now: string): WayBack {
  const [old, written, current] = [linesOf(before), linesOf(after), linesOf(now)];
  const since = differences(written, current);
  const starts = startsOf(current);
  const edits: TextEdit[] = [];
  const edited: Span[] = [];
  for (const change of differences(written, old)) {
    const isTouched = since.some((one) => meets(change, one));
    const start = placeIn(since, change.start, 'otherStart');
    const end = isTouched ? Math.max(start, placeIn(since, change.end, 'otherEnd')) : start + change.end - change.start;
    const span = { start: starts[start] ?? now.length, end: starts[end] ?? now.length };
    if (isTouched) edited.push(span);
    else edits.push({ ...span, text: old.slice(change.otherStart, change.otherEnd).join('') });
  }
  return { edits, edited };
}

/** The edits, of whole lines, that make one text of another. */
export function lineEdits(from: string, to: string): TextEdit[] {
  const [old, wanted] = [linesOf(from), linesOf(to)];
  const starts = startsOf(old);
  return differences(old, wanted).map(({ start, end, otherStart, otherEnd }) => ({
    start: starts[start] ?? from.length,
    end: starts[end] ?? from.length,
    text: wanted.slice(otherStart, otherEnd).join(''),
  }));
}

/** What is edited beside a change leaves it alone, unless the change is a place between two lines: then these have to be there. */
function meets(change: Difference, since: Difference): boolean {
  return change.start === change.end
    ? since.start <= change.start && change.start <= since.end
    : since.start < change.end && change.start < since.end;
}

/** The line that a line has become; of one that was edited, the first of those in its place, or what follows the last. */
function placeIn(since: readonly Difference[], line: number, side: 'otherStart' | 'otherEnd'): number {
  let shift = 0;
  for (const one of since) {
    if (one.end > line) return one.start < line ? one[side] : line + shift;
    shift = one.otherEnd - one.end;
  }
  return line + shift;
}

function differences(from: readonly string[], to: readonly string[]): Difference[] {
  // What is the same at both ends is most of a text, and costs nothing to tell.
  let head = 0;
  while (head < from.length && head < to.length && from[head] === to[head]) head++;
  let tail = 0;
  while (tail < from.length - head && tail < to.length - head && from.at(-1 - tail) === to.at(-1 - tail)) tail++;
  const inner = (lines: readonly string[]) => lines.slice(head, lines.length - tail);
  return diffIndices(inner(from), inner(to)).map(
    ({ buffer1: [start, length], buffer2: [otherStart, otherLength] }) => ({
      start: head + start,
      end: head + start + length,
      otherStart: head + otherStart,
      otherEnd: head + otherStart + otherLength,
    }),
  );
}

/** With their ends. */
function linesOf(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

function startsOf(lines: readonly string[]): number[] {
  let at = 0;
  return [...lines, ''].map((line) => {
    const start = at;
    at += line.length;
    return start;
  });
}
