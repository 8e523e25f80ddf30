import type { Span } from '../../ir.js';

/** The text with blanks for what is read as code, so that its offsets stay: the rest is searched line by line. */
export function unreadText(text: string, read: readonly Span[]): string {
  let rest = '';
  let at = 0;
  for (const { start, end } of [...read].sort((a, b) => a.start - b.start)) {
    if (start < at) continue;
    rest += text.slice(at, start) + text.slice(start, end).replace(/[^\r\n]/g, ' ');
    at = end;
  }
  return rest + text.slice(at);
}
