import type { Span } from '../../ir.js';

/** The pieces of a text that the marks are around, with the marks. */
export function between(text: string, [open, close]: readonly [string, string]): Span[] {
  const found: Span[] = [];
  for (let end = 0; ; ) {
    const start = text.indexOf(open, end);
    const closed = start === -1 ? -1 : text.indexOf(close, start + open.length);
    if (closed === -1) return found;
    end = closed + close.length;
    found.push({ start, end });
  }
}
