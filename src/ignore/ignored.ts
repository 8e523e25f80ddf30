import type { Span } from '../ir.js';

/** A stretch of a file that is to stay as it is. Offsets are UTF-16 code units in the file. */
export interface Ignored extends Span {
  /** A comment in the file, or a rule that names the file. */
  by: 'comment' | 'rule';
  /** What ignores it, for people: `src/a.ts:3`, `.holysheepignore:2`, `--ignore`. */
  place: string;
  /** What the comment says of why. */
  reason?: string;
}

/** `src/a.ts:3, until the tender is over`. */
export function wordsOf({ place, reason }: Ignored): string {
  return reason === undefined ? place : `${place}, ${reason}`;
}
