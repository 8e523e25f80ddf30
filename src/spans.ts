import type { Span } from './ir.js';

/** Whether a span lies in another one of the same text, or is the same. */
export function isWithin(inner: Span, outer: Span): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

/** The span of what has one, and nothing else of it. */
export function spanOf({ start, end }: Span): Span {
  return { start, end };
}
