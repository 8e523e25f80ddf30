import type { Span } from '../../ir.js';
import { lineEnd } from '../../text-position.js';
import { SyntaxFailure } from '../front-end.js';

/** `program`: what stands between the braces of a block in another language. */
export interface NginxToken extends Span {
  kind: 'word' | ';' | '{' | '}' | 'program';
  value: string;
  inner: Span;
  quote: string;
}

export function* tokensOf(text: string): Generator<NginxToken> {
  let at = text.startsWith('\uFEFF') ? 1 : 0;
  let previous = '';
  while (at < text.length) {
    const char = text[at] ?? '';
    const start = at;
    if (/\s/.test(char)) at++;
    else if (char === '#') at = lineEnd(text, at);
    else if (char === '{' && previous.endsWith('_by_lua_block')) {
      at = programEnd(text, at);
      yield token('program', text, start, at, '');
    } else if (char === '{' || char === '}' || char === ';') {
      at++;
      yield token(char, text, start, at, '');
    } else {
      const quote = char === '"' || char === "'" ? char : '';
      at = quote === '' ? wordEnd(text, at) : quotedEnd(text, at);
      const word = token('word', text, start, at, quote);
      previous = word.value;
      yield word;
    }
  }
}

function token(kind: NginxToken['kind'], text: string, start: number, end: number, quote: string): NginxToken {
  const inner = { start: start + quote.length, end: end - quote.length };
  return { kind, value: text.slice(inner.start, inner.end), inner, quote, start, end };
}

/** `${NAME}` is part of a word. */
function wordEnd(text: string, from: number): number {
  for (let at = from; at < text.length; at++) {
    if (text[at] === '\\') at++;
    else if (text.startsWith('${', at)) {
      const close = text.indexOf('}', at);
      if (close === -1) return text.length;
      at = close;
    } else if (/[\s;{}]/.test(text[at] ?? '')) return Math.max(at, from + 1);
  }
  return text.length;
}

function quotedEnd(text: string, open: number): number {
  for (let at = open + 1; at < text.length; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === text[open]) return at + 1;
  }
  throw new SyntaxFailure('a text has no end', open);
}

function programEnd(text: string, open: number): number {
  let level = 0;
  for (let at = open; at < text.length; at++) {
    if (text[at] === '{') level++;
    else if (text[at] === '}' && --level === 0) return at + 1;
  }
  throw new SyntaxFailure("a '}' is missing", open);
}
