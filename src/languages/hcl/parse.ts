import type { ConfigNode, Item, MapNode, Member, TextNode } from '../config/tree.js';
import { SyntaxFailure } from '../front-end.js';
import { HclCursor } from './cursor.js';

/**
 * A file of HCL as one map. A block is a member under its type and its labels; the same block may be there several times.
 * Of an expression, the values that are written in it are kept.
 *
 * @throws SyntaxFailure when the text does not parse
 */
export function parseHcl(text: string): MapNode {
  return new Parser(new HclCursor(text)).body(0, true);
}

class Parser {
  constructor(private readonly cursor: HclCursor) {}

  body(start: number, isFile: boolean, inside = start): MapNode {
    const { cursor } = this;
    const members: Member[] = [];
    for (;;) {
      cursor.skip(true);
      if (cursor.isAtEnd || cursor.sees('}')) break;
      members.push(this.#statement());
    }
    if (!isFile) cursor.take('}');
    else if (!cursor.isAtEnd) throw new SyntaxFailure("a '}' too many", cursor.at);
    // A block on one line has room for one argument only.
    const separator = isFile || cursor.hasLineIn({ start: inside, end: cursor.at }) ? '' : undefined;
    return { kind: 'map', members, separator, start, end: cursor.at };
  }

  /** `name = value`, or `type "label" { … }`. */
  #statement(): Member {
    const { cursor } = this;
    const start = cursor.at;
    const words: { text: string; start: number; end: number }[] = [];
    for (;;) {
      cursor.skip(false);
      const word = cursor.sees('"') ? cursor.label() : cursor.word();
      if (!word) break;
      words.push(word);
    }
    const last = words.at(-1);
    if (!last) throw new SyntaxFailure('a name is missing', cursor.at);
    const { text: key } = last;
    const keySpan = { start: last.start, end: last.end };
    // A file of variables for other programs has objects with `:`.
    if (words.length === 1 && (cursor.sees('=') || cursor.sees(':'))) {
      cursor.at++;
      const value = this.expression(false);
      return { key, keySpan, value, start, end: value.end };
    }
    cursor.skip(true);
    cursor.take('{');
    const value = this.body(start, false, cursor.at);
    const outer = words.slice(0, -1).map((word) => word.text);
    return { ...(outer.length > 0 && { outer }), key, keySpan, value, start, end: value.end };
  }

  /** `isInside`: in brackets, where a line's end means nothing. */
  expression(isInside: boolean): ConfigNode {
    const { cursor } = this;
    cursor.skip(isInside);
    const start = cursor.at;
    const inside: ConfigNode[] = [];
    let end = start;
    for (;;) {
      cursor.skip(isInside);
      if (cursor.isAtEnd || cursor.seesAny(isInside ? ',]})' : ',]})\n\r')) break;
      // `key = value` of an object ends with what begins the next one.
      const node = this.#part();
      if (node) inside.push(node);
      end = cursor.at;
    }
    const [only] = inside;
    if (only && inside.length === 1 && only.start === start && only.end === end) return only;
    if (start === end) throw new SyntaxFailure('a value is missing', start);
    return { kind: 'other', inside, start, end };
  }

  #part(): ConfigNode | undefined {
    const { cursor } = this;
    if (cursor.sees('"')) return cursor.text();
    if (cursor.sees('<<')) return cursor.document();
    if (cursor.sees('[')) return this.#list('[', ']');
    if (cursor.sees('(')) return this.#list('(', ')');
    if (cursor.sees('{')) return this.#object();
    const word = cursor.word();
    if (!word) {
      // What joins the parts: `==`, `?`, `.`, `=>`.
      cursor.at++;
      return undefined;
    }
    const isValue = /^(?:-?\d[\d.eE+-]*|true|false|null)$/.test(word.text);
    if (!isValue) return undefined;
    const span = { start: word.start, end: word.end };
    return { kind: 'text', value: word.text, inner: span, quote: '', ...span } satisfies TextNode;
  }

  #list(open: string, close: string): ConfigNode {
    const { cursor } = this;
    const start = cursor.at;
    cursor.take(open);
    const items: Item[] = [];
    for (;;) {
      cursor.skip(true);
      if (cursor.sees(close)) break;
      const value = this.expression(true);
      items.push({ value, start: value.start, end: value.end });
      cursor.skip(true);
      if (cursor.sees(',')) cursor.at++;
      else if (!cursor.sees(close)) throw new SyntaxFailure(`a '${close}' is missing`, cursor.at);
    }
    cursor.take(close);
    const span = { start, end: cursor.at };
    if (open === '(') return { kind: 'other', inside: items.map(({ value }) => value), ...span };
    return { kind: 'list', items, separator: ',', ...span };
  }

  #object(): ConfigNode {
    const { cursor } = this;
    const start = cursor.at;
    cursor.take('{');
    const members: Member[] = [];
    const others: ConfigNode[] = [];
    let hasComma = false;
    for (;;) {
      cursor.skip(true);
      if (cursor.sees('}')) break;
      const from = cursor.at;
      const key = cursor.sees('"') ? cursor.label() : cursor.sees('(') ? undefined : cursor.word();
      if (!key) this.#part();
      cursor.skip(true);
      const isEntry = cursor.sees('=') || cursor.sees(':');
      if (isEntry) {
        cursor.at++;
        const value = this.expression(false);
        if (key) {
          const keySpan = { start: key.start, end: key.end };
          members.push({ key: key.text, keySpan, value, start: from, end: value.end });
        } else others.push(value);
      } else others.push(this.expression(true));
      cursor.skip(true);
      if (cursor.sees(',')) {
        cursor.at++;
        hasComma = true;
      }
    }
    cursor.take('}');
    const map: MapNode = {
      kind: 'map',
      members,
      separator: hasComma || !cursor.hasLineIn({ start, end: cursor.at }) ? ',' : '',
      start,
      end: cursor.at,
    };
    // `{ for k, v in … : k => v }` makes its entries.
    return others.length === 0 ? map : { kind: 'other', inside: [map, ...others], start, end: cursor.at };
  }
}
