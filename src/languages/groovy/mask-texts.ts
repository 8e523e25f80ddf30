import type { Span } from '../../ir.js';
import { lineEnd } from '../../text-position.js';

export interface GroovyText extends Span {
  value: string;
  inner: Span;
  quote: string;
}

/** The texts of a program, and the program with a filler in their place and with blanks for remarks. */
export function maskTexts(text: string): { masked: string; texts: GroovyText[] } {
  const texts: GroovyText[] = [];
  const parts: string[] = [];
  let from = 0;
  const replace = (start: number, end: number, filler: string) => {
    parts.push(text.slice(from, start), text.slice(start, end).replace(/[^\r\n]/g, filler));
    from = end;
  };
  for (let at = 0; at < text.length; ) {
    const quote = /^(?:'''|"""|'|")/.exec(text.slice(at, at + 3))?.[0];
    if (quote !== undefined) {
      const end = closedAt(text, at + quote.length, quote);
      const inner = { start: at + quote.length, end: end - quote.length };
      texts.push({ value: text.slice(inner.start, inner.end), inner, quote, start: at, end });
      // The quotes stay, so that one can see that a text begins.
      replace(inner.start, inner.end, '_');
      at = end;
    } else if (text.startsWith('//', at) || text.startsWith('/*', at)) {
      const close = text.indexOf('*/', at + 2);
      const end = text[at + 1] === '/' ? lineEnd(text, at) : close === -1 ? text.length : close + 2;
      replace(at, end, ' ');
      at = end;
    } else at++;
  }
  return { masked: parts.join('') + text.slice(from), texts };
}

function closedAt(text: string, from: number, quote: string): number {
  for (let at = from; at < text.length; at++) {
    if (text[at] === '\\') at++;
    else if (text.startsWith(quote, at)) return at + quote.length;
    else if (quote.length === 1 && text[at] === '\n') return at;
  }
  return text.length;
}
