import type { Span } from '../ir.js';

/** Replaces a range of UTF-16 code units; an empty range is an insertion. */
export interface TextEdit extends Span {
  text: string;
}

/** Two edits want the same text; applying either would break what the other was made for. */
export class EditConflict extends Error {
  constructor(
    readonly first: TextEdit,
    readonly second: TextEdit,
  ) {
    // Ranges only: an edit's text may not be fit to be shown.
    super(`The edits at ${first.start}-${first.end} and ${second.start}-${second.end} overlap.`);
    this.name = 'EditConflict';
  }
}

/**
 * By place. Identical edits become one, as two units may want the same import; insertions at one offset keep the
 * order in which they were asked for, and stand before a replacement that starts there.
 */
export function orderEdits<E extends TextEdit>(edits: readonly E[]): E[] {
  const sorted = [...edits].sort((a, b) => a.start - b.start || a.end - b.end);
  const ordered: E[] = [];
  let last: E | undefined;
  let atLastStart = new Set<string>();
  for (const edit of sorted) {
    if (edit.start !== last?.start) atLastStart = new Set();
    const identity = `${edit.end} ${edit.text}`;
    if (atLastStart.has(identity)) continue;
    if (last !== undefined && edit.start < last.end) throw new EditConflict(last, edit);
    atLastStart.add(identity);
    ordered.push(edit);
    last = edit;
  }
  return ordered;
}
