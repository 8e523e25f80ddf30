import type { Span } from '../ir.js';
import { spanOf } from '../spans.js';

/** Runs `body` for a branch or a loop, where what it does may not happen, or not just once. */
export function conditionally<T>(c: { branch?: Span | undefined }, branch: Span, body: () => T): T {
  const outer = c.branch;
  c.branch = spanOf(branch);
  const made = body();
  c.branch = outer;
  return made;
}
