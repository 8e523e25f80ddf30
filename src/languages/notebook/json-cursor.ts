import type { Span } from '../../ir.js';
import { SyntaxFailure } from '../front-end.js';

const LITERAL = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;
const ESCAPE = /["\\/bfnrt]|u[\dA-Fa-f]{4}/y;

/**
 * Walks strict JSON and tells where things stand. What is not asked for is checked and passed over without a tree:
 * most of a notebook is the base64 of its plots.
 */
export class JsonCursor {
  at: number;

  constructor(readonly text: string) {
    this.at = text.startsWith('\uFEFF') ? 1 : 0;
    this.space();
  }

  /** The character that the next value begins with. */
  get next(): string {
    return this.text[this.at] ?? '';
  }

  /** Calls for every member of the object here; the call has to pass over the member's value. */
  members(visit: (key: string) => void): void {
    this.#all('{', '}', () => visit(this.#key()));
  }

  /** Calls for every item of the array here; the call has to pass over the item. */
  items(visit: () => void): void {
    this.#all('[', ']', visit);
  }

  /** Passes over a string and gives the span between its quotes. */
  string(): Span {
    if (this.next !== '"') this.#fail();
    const start = ++this.at;
    for (;;) {
      const code = this.text.charCodeAt(this.at);
      if (code === 0x22) break;
      // NaN, past the end, fails too.
      if (!(code >= 0x20)) this.#fail();
      this.at++;
      if (code === 0x5c) this.#match(ESCAPE);
    }
    const end = this.at++;
    this.space();
    return { start, end };
  }

  /** Passes over a value and gives it where it is a string. */
  textOrSkip(): string | undefined {
    if (this.next === '"') return this.#decoded();
    this.skip();
    return undefined;
  }

  /** Passes over a value of any kind, however deep it goes. */
  skip(): void {
    const closers: string[] = [];
    for (;;) {
      const opener = this.next;
      if (opener === '{' || opener === '[') {
        const closer = opener === '{' ? '}' : ']';
        this.#take(opener);
        if (this.next !== closer) {
          closers.push(closer);
          if (closer === '}') this.#key();
          continue;
        }
        this.#take(closer);
      } else this.#scalar();
      while (closers.length > 0 && this.next !== ',') this.#take(closers.pop() ?? '');
      if (closers.length === 0) return;
      this.#take(',');
      if (closers.at(-1) === '}') this.#key();
    }
  }

  /** @throws SyntaxFailure when anything but white space is left. */
  end(): void {
    if (this.at < this.text.length) this.#fail();
  }

  space(): void {
    while (' \t\n\r'.includes(this.text[this.at] ?? 'x')) this.at++;
  }

  #all(opener: string, closer: string, visit: () => void): void {
    this.#take(opener);
    if (this.next !== closer) {
      visit();
      while (this.next === ',') {
        this.#take(',');
        visit();
      }
    }
    this.#take(closer);
  }

  #scalar(): void {
    if (this.next === '"') this.string();
    else {
      this.#match(LITERAL);
      this.space();
    }
  }

  #key(): string {
    const key = this.#decoded();
    this.#take(':');
    return key;
  }

  #decoded(): string {
    const { start, end } = this.string();
    const raw = this.text.slice(start, end);
    return raw.includes('\\') ? JSON.parse(`"${raw}"`) : raw;
  }

  #take(character: string): void {
    if (this.next !== character) this.#fail();
    this.at++;
    this.space();
  }

  #match(pattern: RegExp): void {
    pattern.lastIndex = this.at;
    if (!pattern.test(this.text)) this.#fail();
    this.at = pattern.lastIndex;
  }

  #fail(): never {
    throw new SyntaxFailure('it is no valid JSON', this.at);
  }
}
