import type { Span } from '../ir.js';
import { applyEdits } from './apply-edits.js';
import type { TextEdit } from './order-edits.js';

/** A part of a text with the edits made that lie in it, all by offsets in the whole text. */
export function applyWithin(text: string, { start, end }: Span, edits: readonly TextEdit[]): string {
  return applyEdits(
    text.slice(start, end),
    edits.map((edit) => ({ start: edit.start - start, end: edit.end - start, text: edit.text })),
  );
}
