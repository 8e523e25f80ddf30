import type { Span } from '../../ir.js';
import { lineEnd } from '../../text-position.js';
import type { TextNode } from '../config/tree.js';
import { SyntaxFailure } from '../front-end.js';

interface Word {
  text: string;
  start: number;
  end: number;
}

/** Reads the words and texts of HCL one after the other. */
export class HclCursor {
  at: number;

  constructor(private readonly source: string) {
    this.at = source.startsWith('\uFEFF') ? 1 : 0;
  }

  get isAtEnd(): boolean {
    return this.at >= this.source.length;
  }

  /** Whether a stretch of the text goes over several lines. */
  hasLineIn({ start, end }: Span): boolean {
    return this.source.slice(start, end).includes('\n');
  }

  sees(text: string): boolean {
    return this.source.startsWith(text, this.at);
  }

  seesAny(signs: string): boolean {
    return signs.includes(this.source[this.at] ?? ' ');
  }

  take(sign: string): void {
    if (!this.sees(sign)) throw new SyntaxFailure(`a '${sign}' is missing`, this.at);
    this.at += sign.length;
  }

  /** White space and remarks; line ends too where `lines`. */
  skip(lines: boolean): void {
    const space = lines ? /\s/ : /[^\S\r\n]/;
    while (!this.isAtEnd) {
      if (space.test(this.source[this.at] ?? '')) this.at++;
      else if (this.sees('#') || this.sees('//')) this.at = lineEnd(this.source, this.at);
      else if (this.sees('/*')) {
        const end = this.source.indexOf('*/', this.at + 2);
        if (end === -1) throw new SyntaxFailure('a remark has no end', this.at);
        this.at = end + 2;
      } else return;
    }
  }

  /** A name or a number. */
  word(): Word | undefined {
    const text = /^-?[\p{L}\p{N}_][\p{L}\p{N}_.-]*/u.exec(this.source.slice(this.at, this.at + 500))?.[0];
    if (text === undefined) return undefined;
    const start = this.at;
    this.at += text.length;
    return { text, start, end: this.at };
  }

  /** A name in quotes; its span is that of the name alone. */
  label(): Word {
    const { value, inner } = this.text();
    return { text: value, ...inner };
  }

  /** A text in quotes, which may hold expressions with texts of their own. */
  text(): TextNode {
    const start = this.at;
    this.#quoted();
    const inner = { start: start + 1, end: this.at - 1 };
    const raw = this.source.slice(inner.start, inner.end);
    const value = raw.replace(/\\(["\\nrt])/g, (_, sign: string) => ESCAPES[sign] ?? sign);
    const isExpression = /^\$\{[^{}]*\}$/.test(raw);
    return { kind: 'text', value, inner, quote: '"', ...(isExpression && { isComputed: true }), start, end: this.at };
  }

  #quoted(depth = 0): void {
    const start = this.at;
    if (depth > MAX_DEPTH) throw new SyntaxFailure('it is nested too deeply', start);
    for (this.at++; !this.isAtEnd; this.at++) {
      if (this.sees('\\')) this.at++;
      else if (this.sees('$${') || this.sees('%%{')) this.at += 2;
      else if (this.sees('${') || this.sees('%{')) this.#interpolated(depth);
      else if (this.sees('"')) {
        this.at++;
        return;
      } else if (this.sees('\n')) break;
    }
    throw new SyntaxFailure('a text has no end', start);
  }

  /** Up to the brace that closes an expression inside a text. */
  #interpolated(depth: number): void {
    const start = this.at;
    let level = 0;
    for (this.at++; !this.isAtEnd; this.at++) {
      if (this.sees('{')) level++;
      else if (this.sees('}') && --level === 0) return;
      else if (this.sees('"')) {
        this.#quoted(depth + 1);
        this.at--;
      }
    }
    throw new SyntaxFailure('an expression has no end', start);
  }

  /** `<<EOT`: a text of lines, up to one that holds the word alone. */
  document(): TextNode {
    const start = this.at;
    const [head, mark] = /^<<-?([A-Za-z_][\w-]*)[^\S\n]*\n/.exec(this.source.slice(start, start + 200)) ?? [];
    if (head === undefined) {
      this.at += 2;
      return {
        kind: 'text',
        value: '',
        inner: { start, end: start },
        quote: '<<',
        isComputed: true,
        start,
        end: this.at,
      };
    }
    const from = start + head.length;
    for (this.at = from; !this.isAtEnd; this.at = lineEnd(this.source, this.at) + 1) {
      if (/\r/.test(this.source[this.at] ?? '')) this.at++;
      const end = lineEnd(this.source, this.at);
      if (this.source.slice(this.at, end).trim() !== mark) continue;
      const inner = { start: from, end: Math.max(from, this.at - 1) };
      this.at = end;
      const value = this.source.slice(inner.start, inner.end);
      return { kind: 'text', value, inner, quote: '<<', isComputed: true, start, end };
    }
    throw new SyntaxFailure('a text has no end', start);
  }
}

const ESCAPES: Record<string, string> = { n: '\n', r: '\r', t: '\t' };
const MAX_DEPTH = 50;
