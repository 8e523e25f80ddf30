import { orderEdits, type TextEdit } from '../edit/order-edits.js';
import type { Span } from '../ir.js';
import { Lines } from './lines.js';
import { splitBlock } from './split-block.js';

/** Lines `oldStart`… of the old text become lines `newStart`… of the new one. Line numbers are 0-based. */
export interface Block {
  oldStart: number;
  oldEnd: number;
  newStart: number;
  newEnd: number;
}

/** Blocks that are near enough to be shown together. */
export interface Hunk {
  blocks: Block[];
}

export interface TextDiff {
  before: Lines;
  after: Lines;
  hunks: Hunk[];
  /** What was replaced in the old text, and by what in the new one, to the code unit. */
  removed: Span[];
  added: Span[];
}

/** Lines shown above and below a change. */
export const CONTEXT = 3;

/** A line diff made from the edits, which are known, instead of by comparing two texts. */
export function diffFromEdits(change: { before: string; after: string; edits: readonly TextEdit[] }): TextDiff {
  const before = new Lines(change.before);
  const after = new Lines(change.after);
  const removed: Span[] = [];
  const added: Span[] = [];
  const touched: Touched[] = [];
  let shift = 0;
  for (const edit of orderEdits(change.edits)) {
    const shiftBefore = shift;
    shift += edit.text.length - (edit.end - edit.start);
    removed.push({ start: edit.start, end: edit.end });
    added.push({ start: edit.start + shiftBefore, end: edit.end + shift });
    const start = before.at(edit.start);
    // The line in which the edit ends is touched too, unless the edit is made of whole lines.
    const last = before.at(edit.end);
    const isWhole = edit.start === before.start(start) && edit.end === before.start(last) && endsLine(edit);
    const end = Math.min(last + (isWhole ? 0 : 1), before.count);
    const previous = touched.at(-1);
    if (previous !== undefined && start <= previous.end) {
      previous.end = Math.max(previous.end, end);
      previous.shiftAfter = shift;
    } else touched.push({ start, end, shiftBefore, shiftAfter: shift });
  }
  const blocks = touched
    .flatMap((lines) => trim(blockOf(lines, before, after), before, after))
    .flatMap((block) => splitBlock(block, before, after));
  return { before, after, removed, added, hunks: group(blocks) };
}

/** Lines of the old text that edits touch, and how far the new text is ahead of the old at either side. */
interface Touched {
  start: number;
  end: number;
  shiftBefore: number;
  shiftAfter: number;
}

function blockOf({ start, end, shiftBefore, shiftAfter }: Touched, before: Lines, after: Lines): Block {
  const newEnd = before.start(end) + shiftAfter;
  return {
    oldStart: start,
    oldEnd: end,
    newStart: after.at(before.start(start) + shiftBefore),
    newEnd: newEnd >= after.text.length ? after.count : after.at(newEnd),
  };
}

function endsLine(edit: TextEdit): boolean {
  return edit.text === '' ? edit.end > edit.start : edit.text.endsWith('\n');
}

/** Leaves out lines at either side that come out the same. */
function trim(block: Block, before: Lines, after: Lines): Block[] {
  let { oldStart, oldEnd, newStart, newEnd } = block;
  while (oldStart < oldEnd && newStart < newEnd && before.slice(oldStart) === after.slice(newStart)) {
    oldStart += 1;
    newStart += 1;
  }
  while (oldStart < oldEnd && newStart < newEnd && before.slice(oldEnd - 1) === after.slice(newEnd - 1)) {
    oldEnd -= 1;
    newEnd -= 1;
  }
  return oldStart === oldEnd && newStart === newEnd ? [] : [{ oldStart, oldEnd, newStart, newEnd }];
}

/** Blocks whose context would meet make one hunk. */
export function group(blocks: readonly Block[], context = CONTEXT): Hunk[] {
  const hunks: Hunk[] = [];
  let last: Block | undefined;
  for (const block of blocks) {
    if (last !== undefined && block.oldStart - last.oldEnd <= 2 * context) hunks.at(-1)?.blocks.push(block);
    else hunks.push({ blocks: [block] });
    last = block;
  }
  return hunks;
}

/** The lines that a hunk covers with its context, before and after. */
export function extent({ blocks }: Hunk, before: Lines, context = CONTEXT): Block {
  const first = blocks[0] ?? { oldStart: 0, oldEnd: 0, newStart: 0, newEnd: 0 };
  const last = blocks.at(-1) ?? first;
  const above = Math.min(context, first.oldStart);
  const below = Math.min(context, before.count - last.oldEnd);
  return {
    oldStart: first.oldStart - above,
    oldEnd: last.oldEnd + below,
    newStart: first.newStart - above,
    newEnd: last.newEnd + below,
  };
}

/** The lines of a hunk as a unified diff has them: with ` ` and `-` those of the old text, with `+` of the new one. */
export function* linesOf({ blocks }: Hunk, whole: Block): Generator<{ sign: ' ' | '-' | '+'; line: number }> {
  let context = whole.oldStart;
  for (const block of blocks) {
    for (; context < block.oldStart; context++) yield { sign: ' ', line: context };
    for (let line = block.oldStart; line < block.oldEnd; line++) yield { sign: '-', line };
    for (let line = block.newStart; line < block.newEnd; line++) yield { sign: '+', line };
    context = block.oldEnd;
  }
  for (; context < whole.oldEnd; context++) yield { sign: ' ', line: context };
}
