import type { Span } from '../../ir.js';
import { lineEnd, lineStart } from '../../text-position.js';

/** Whether nothing but a remark stands beside a command on its lines. */
export function isWholeLine(text: string, { start, end }: Span): boolean {
  const before = text.slice(lineStart(text, start), start);
  return /^[ \t]*$/.test(before) && /^[ \t]*(?:#.*)?$/.test(text.slice(end, lineEnd(text, end)));
}
