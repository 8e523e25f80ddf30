import type { Span } from '../../ir.js';
import { closingBrace } from './braces.js';

export interface Attribute extends Span {
  /** Empty for `{name}` and `{...names}`. */
  name: string;
  nameSpan: Span;
  /** Without its quotes, or its braces; absent for a name by itself. */
  value?: Span;
  quote: '' | '"' | "'" | '`' | '{';
}
export type Token =
  | (Span & { kind: 'open'; name: string; nameSpan: Span; attributes: Attribute[]; isClosed: boolean })
  | (Span & { kind: 'close'; name: string })
  /** What stands in an element that holds no markup, as it is written. */
  | (Span & { kind: 'raw'; name: string })
  /** What stands between braces in the text: `{…}`, or `{{ … }}`. */
  | (Span & { kind: 'braces' });
export type OpenTag = Extract<Token, { kind: 'open' }>;

/** `single`: Svelte and Astro, also in attributes; `double`: Vue. */
export type Braces = 'single' | 'double';

/** Elements that have no end of their own. */
const VOID = /^(?:area|base|br|col|embed|hr|img|input|link|meta|param|source|track|wbr)$/i;
const RAW = /^(?:script|style)$/i;
const SPACE = /\s/;

/**
 * The tags of a component, and the code between braces beside them. No tag and no remark is looked at twice, whatever the text is. `isRaw`: what other elements
 * hold no markup.
 */
export function* tokensIn(
  text: string,
  { start, end }: Span,
  braces: Braces,
  isRaw: (tag: OpenTag) => boolean = () => false,
): Generator<Token> {
  const ends = new Ends(text, end);
  let at = start;
  while (at < end) {
    const sign = text[at];
    if (sign === '<') {
      if (text.startsWith('<!--', at)) at = ends.behind('-->', at + 4) ?? end;
      else if (text.startsWith('</', at)) {
        const close = text.indexOf('>', at);
        const last = close === -1 || close >= end ? end : close + 1;
        const name = /^[^\s>/]{0,100}/.exec(text.slice(at + 2, at + 102))?.[0] ?? '';
        yield { kind: 'close', name, start: at, end: last };
        at = last;
      } else if (/[A-Za-z>]/.test(text[at + 1] ?? '')) {
        const tag = readTag(text, at, end, braces);
        yield tag;
        at = tag.end;
        if ((RAW.test(tag.name) || isRaw(tag)) && !tag.isClosed) {
          const close = ends.closingTag(tag.name, at);
          yield { kind: 'raw', name: tag.name, start: at, end: close };
          at = close;
        }
      } else at++;
    } else if (braces === 'double' && sign === '{' && text[at + 1] === '{') {
      const close = ends.at('}}', at + 2);
      if (close === undefined) return;
      yield { kind: 'braces', start: at + 2, end: close };
      at = close + 2;
    } else if (braces === 'single' && sign === '{') {
      // `{/if}` ends a block, and begins no regular expression.
      const ending = /^\{\/[a-z]{1,20}\s{0,20}\}/.exec(text.slice(at, at + 50));
      const close = ending ? at + ending[0].length - 1 : closingBrace(text, at + 1, end);
      // What follows is not understood: it is left to who searches line by line.
      if (close === undefined) return;
      yield { kind: 'braces', start: at + 1, end: close };
      at = close + 1;
    } else at++;
  }
}

/** Where things end, each looked for once where there is none. */
class Ends {
  readonly #none = new Set<string>();
  constructor(
    private readonly text: string,
    private readonly end: number,
  ) {}

  at(what: string, from: number): number | undefined {
    if (this.#none.has(what)) return undefined;
    const found = this.text.indexOf(what, from);
    if (found !== -1 && found + what.length <= this.end) return found;
    this.#none.add(what);
    return undefined;
  }

  behind(what: string, from: number): number | undefined {
    const found = this.at(what, from);
    return found === undefined ? undefined : found + what.length;
  }

  closingTag(name: string, from: number): number {
    const wanted = name.toLowerCase();
    for (let at = this.at('</', from); at !== undefined; at = this.at('</', at + 2)) {
      const behind = at + 2 + wanted.length;
      const isIt = this.text.slice(at + 2, behind).toLowerCase() === wanted;
      if (isIt && /[\s/>]/.test(this.text[behind] ?? '>')) return at;
    }
    return this.end;
  }
}

function readTag(text: string, start: number, end: number, braces: Braces): OpenTag {
  let at = start + 1;
  while (at < end && !/[\s/>]/.test(text[at] as string)) at++;
  const nameSpan = { start: start + 1, end: at };
  const name = text.slice(nameSpan.start, at);
  const attributes: Attribute[] = [];
  let isSlashed = false;
  while (at < end && text[at] !== '>') {
    const sign = text[at] as string;
    if (sign === '/' || SPACE.test(sign)) {
      isSlashed = sign === '/';
      at++;
      continue;
    }
    isSlashed = false;
    const attribute = readAttribute(text, at, end, braces);
    attributes.push(attribute);
    at = attribute.end;
  }
  const isClosed = isSlashed || VOID.test(name);
  return { kind: 'open', name, nameSpan, attributes, isClosed, start, end: Math.min(end, at + 1) };
}

function readAttribute(text: string, start: number, end: number, braces: Braces): Attribute {
  if (braces === 'single' && text[start] === '{') {
    const close = closingBrace(text, start + 1, end) ?? end;
    const nameSpan = { start, end: start };
    return { name: '', nameSpan, value: { start: start + 1, end: close }, quote: '{', start, end: close + 1 };
  }
  let at = start + 1;
  while (at < end && !/[\s/>=]/.test(text[at] as string)) at++;
  const nameSpan = { start, end: at };
  const name = text.slice(start, at);
  let equals = at;
  while (equals < end && SPACE.test(text[equals] as string)) equals++;
  if (text[equals] !== '=') return { name, nameSpan, quote: '', start, end: at };
  at = equals + 1;
  while (at < end && SPACE.test(text[at] as string)) at++;
  const quote = text[at];
  if (quote === '"' || quote === "'" || (quote === '`' && braces === 'single')) {
    const close = closingQuote(text, at, end, braces);
    return { name, nameSpan, value: { start: at + 1, end: close }, quote, start, end: Math.min(end, close + 1) };
  }
  if (braces === 'single' && quote === '{') {
    const close = closingBrace(text, at + 1, end) ?? end;
    return { name, nameSpan, value: { start: at + 1, end: close }, quote, start, end: Math.min(end, close + 1) };
  }
  const from = at;
  while (at < end && !/[\s>]/.test(text[at] as string)) at++;
  return { name, nameSpan, value: { start: from, end: at }, quote: '', start, end: at };
}

/** In Svelte's texts there may be code between braces, with quotes of its own. */
function closingQuote(text: string, open: number, end: number, braces: Braces): number {
  let mayHoldCode = braces === 'single';
  for (let at = open + 1; at < end; at++) {
    if (text[at] === text[open]) return at;
    if (!mayHoldCode || text[at] !== '{') continue;
    const close = closingBrace(text, at + 1, end);
    mayHoldCode = close !== undefined;
    at = close ?? at;
  }
  return end;
}
