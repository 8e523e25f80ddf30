import type { Span } from '../../ir.js';
import { lineEnd } from '../../text-position.js';

/** `ENV A=b`, over all lines that it goes over, with the documents (`<<EOF`) that are handed to it. */
export interface Instruction extends Span {
  /** In capital letters. */
  keyword: string;
  /** What stands behind the keyword. */
  arguments: Span;
}

/** The instructions of a Dockerfile. Lines that are no instruction are left out, and so are remarks. */
export function splitInstructions(text: string): Instruction[] {
  const sign = /^\uFEFF?(?:#[^\n]*\n)*?#[ \t]*escape[ \t]*=[ \t]*`/i.test(text) ? '`' : '\\';
  const found: Instruction[] = [];
  let at = text.startsWith('\uFEFF') ? 1 : 0;
  while (at < text.length) {
    const stop = lineEnd(text, at);
    const line = text.slice(at, stop);
    const [head, keyword = ''] = /^[ \t]*([A-Za-z]+)(?:[ \t]+|$)/.exec(line) ?? [];
    if (head === undefined || line.trimStart().startsWith('#')) {
      at = nextLine(text, stop);
      continue;
    }
    const start = at + head.search(/\S/);
    const last = withDocuments(text, at, continuedEnd(text, at, sign), keyword);
    found.push({ keyword: keyword.toUpperCase(), arguments: { start: at + head.length, end: last }, start, end: last });
    at = nextLine(text, last);
  }
  return found;
}

/** The end of the last line that an instruction goes over: lines that end in the sign for it, and remarks between. */
function continuedEnd(text: string, from: number, sign: string): number {
  let at = from;
  let isOpen = true;
  let end = from;
  while (at < text.length && isOpen) {
    const stop = lineEnd(text, at);
    const line = text.slice(at, stop).trimEnd();
    const isRemark = at > from && /^[ \t]*(?:#|$)/.test(line);
    isOpen = isRemark || line.endsWith(sign);
    if (!isRemark) end = stop;
    at = nextLine(text, stop);
  }
  return end;
}

function withDocuments(text: string, from: number, end: number, keyword: string): number {
  if (!/^(?:RUN|COPY|ADD)$/i.test(keyword)) return end;
  let at = end;
  for (const [, mark] of text.slice(from, end).matchAll(/<<-?["']?([A-Za-z_]\w*)["']?/g))
    for (;;) {
      const start = nextLine(text, at);
      if (start >= text.length) return Math.max(at, end);
      at = lineEnd(text, start);
      if (text.slice(start, at).trim() === mark) break;
    }
  return at;
}

function nextLine(text: string, end: number): number {
  return text.startsWith('\r\n', end) ? end + 2 : end + 1;
}
