import type { Span } from '../../ir.js';
import { lineEnd, startsLine } from '../../text-position.js';

/** Whether nothing but a remark stands beside a command on its lines. */
export function isWholeLine(text: string, { start, end }: Span): boolean {
  return startsLine(text, start) && /^[ \t]*(?:#.*)?$/.test(text.slice(end, lineEnd(text, end)));
}
