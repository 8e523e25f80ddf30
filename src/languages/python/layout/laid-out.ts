import { isClosing, isOpening, type LogicalLine, type Token } from './tokens.js';

/** A token, with what stands between it and the one before on the same line; or a pair of brackets. */
type Item = Word | Group;

interface Word {
  kind: 'word';
  text: string;
  gap: string;
}

interface Group {
  kind: 'group';
  open: string;
  close: string;
  gap: string;
  items: Item[];
  /** It stands by itself, and is not what something before it is called or asked with. */
  isAtom: boolean;
  /** What ends with a comma has a line for each element. */
  isSpread: boolean;
}

/** What this does not know how to lay out. */
class Unknown extends Error {}

const KEYWORDS = new Set(
  'and as assert async await del elif else except finally for from global if import in is lambda nonlocal not or raise return while with yield'.split(
    ' ',
  ),
);
/** Statements whose brackets are laid out by other rules, or that need some which are not written. */
const OTHER_STATEMENTS = new Set(
  'assert del elif else except finally for global if import match case nonlocal raise try while with yield'.split(' '),
);

/**
 * A statement as Black and Ruff lay it out in lines of `limit` characters: the last brackets that it has are split; what is in them has a
 * line if it fits, else each of its elements has one; and so on. Undefined where these have other rules that are not known here: for
 * operators, chains of calls, `*args`. Source: github.com/psf/black, docs/the_black_code_style/current_style.md, and its `linegen.py`.
 */
export function laidOut(line: LogicalLine, indent: string, step: string, limit: number): string | undefined {
  if (line.isFixed) return undefined;
  try {
    const items = itemsOf(line.tokens);
    return new Layout(step, limit).statement(items, indent).join('\n').slice(indent.length);
  } catch (error) {
    if (error instanceof Unknown) return undefined;
    throw error;
  }
}

class Layout {
  constructor(
    private readonly step: string,
    private readonly limit: number,
  ) {}

  statement(items: readonly Item[], indent: string): string[] {
    const whole = this.#inOneLine(items, indent);
    if (whole !== undefined) return [whole];
    const words = items.flatMap((item) => (item.kind === 'word' ? [item.text] : []));
    if (words.includes(';')) throw new Unknown();
    const isFunction = words[0] === 'def' || (words[0] === 'async' && words[1] === 'def');
    if (isFunction) return this.#definition(items, indent);
    if (words[0] === 'from') return this.#imports(items, indent);
    if (OTHER_STATEMENTS.has(words[0] ?? '') || words[0] === 'async') throw new Unknown();
    const equals = items.findLastIndex(
      (item) => item.kind === 'word' && /^(?:=|[^=!<>]=|\*\*=|\/\/=)$/.test(item.text),
    );
    // Which side is split depends on more than the right one.
    if (items.slice(0, equals + 1).some((item) => item.kind === 'group')) throw new Unknown();
    if (words.filter((word) => word === '=').length > 1) throw new Unknown();
    const isLed = words[0] === 'return' || words[0] === '@';
    return this.#atLastBrackets(items, indent, items.slice(isLed ? 1 : equals + 1), false);
  }

  /** What is inside of brackets, on lines of its own. */
  #inside(items: readonly Item[], indent: string, isSpread: boolean): string[] {
    const elements = elementsOf(items);
    const whole = isSpread ? undefined : this.#inOneLine(items, indent);
    if (whole !== undefined) return [whole];
    if (elements.length === 1) return this.#atLastBrackets(items, indent, items, true);
    if (elements.some(isUnpacking) || items.some(isBinding)) throw new Unknown();
    return elements.flatMap((element) => this.#inside([...element, COMMA], indent, false));
  }

  /** Undefined where that is too long, or something in it ends with a comma. */
  #inOneLine(items: readonly Item[], indent: string): string | undefined {
    const whole = indent + rendered(items);
    return widthOf(whole) <= this.limit && !items.some(isSpreadWithin) ? whole : undefined;
  }

  #atLastBrackets(items: readonly Item[], indent: string, expression: readonly Item[], isInside: boolean): string[] {
    const value = withoutComma(expression);
    if (!isOneValue(value)) throw new Unknown();
    const last = value.at(-1);
    if (last?.kind !== 'group') {
      // Brackets that are not written would go around it.
      if (!isInside || value.some((item) => item.kind === 'group')) throw new Unknown();
      return [indent + rendered(items)];
    }
    const at = items.lastIndexOf(last);
    const spread = items.slice(0, at).findLastIndex(isSpreadWithin);
    return spread === -1 ? this.#split(items, at, indent) : this.#splitBefore(items, spread, at, indent);
  }

  /** `Client(…,).create(…)`: what ends with a comma is split first, and the last brackets too where what is left is too long. */
  #splitBefore(items: readonly Item[], spread: number, at: number, indent: string): string[] {
    const [earlier, last] = [items[spread] as Group, items[at] as Group];
    const isBetween = items.slice(spread + 1, at).some((item) => item.kind === 'group' && item.items.length > 0);
    if (!earlier.isSpread || isBetween) throw new Unknown();
    const rest = indent + earlier.close + rendered(items.slice(spread + 1), earlier.close);
    if (!isSpreadWithin(last) && widthOf(rest) <= this.limit) return this.#split(items, spread, indent);
    const opened: Word = { kind: 'word', text: last.open, gap: last.gap };
    return [...this.#split([...items.slice(0, at), opened], spread, indent), ...this.#behind(items, at, indent)];
  }

  /** Each name has a line. */
  #imports(items: readonly Item[], indent: string): string[] {
    const to = items.findIndex((item) => item.kind === 'word' && item.text === 'import') + 1;
    const [first, ...others] = items.slice(to);
    const names = elementsOf(first?.kind === 'group' && others.length === 0 ? first.items : items.slice(to));
    if (to === 0 || names.length < 2) throw new Unknown();
    const inner = indent + this.step;
    return [
      `${indent}${rendered(items.slice(0, to))} (`,
      ...names.map((name) => `${inner}${rendered(name)},`),
      `${indent})`,
    ];
  }

  #definition(items: readonly Item[], indent: string): string[] {
    const at = items.findIndex((item) => item.kind === 'group');
    const parameters = items[at];
    const last = items.at(-1);
    // What stands behind the colon would get a line.
    if (parameters?.kind !== 'group' || last?.kind !== 'word' || last.text !== ':') throw new Unknown();
    const elements = elementsOf(parameters.items);
    // A comma would follow the only parameter.
    if (elements.some(isUnpacking) || (elements.length === 1 && !parameters.isSpread)) throw new Unknown();
    return this.#split(items, at, indent);
  }

  #split(items: readonly Item[], at: number, indent: string): string[] {
    const { open, gap } = items[at] as Group;
    const head = indent + rendered(items.slice(0, at)) + (at === 0 ? '' : gap) + open;
    if (widthOf(head) > this.limit || items.slice(0, at).some(isSpreadWithin)) throw new Unknown();
    return [head, ...this.#behind(items, at, indent)];
  }

  /** What brackets hold, and what stands behind them. */
  #behind(items: readonly Item[], at: number, indent: string): string[] {
    const group = items[at] as Group;
    const elements = elementsOf(group.items);
    const isSeveral = elements.length > 1;
    // Brackets round one value may go; an index gets no comma.
    const isOther = group.isAtom ? group.open === '(' && !isSeveral : group.open === '[';
    const tail = indent + group.close + rendered(items.slice(at + 1), group.close);
    if (group.items.length === 0 || isOther || widthOf(tail) > this.limit) throw new Unknown();
    if (items.slice(at + 1).some(isSpreadWithin)) throw new Unknown();
    const isEach = isSeveral && (group.isSpread || group.isAtom);
    return [...this.#inside(group.items, indent + this.step, isEach), tail];
  }
}

const WIDE = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/g;

/** In columns: characters of East Asia take two, as a surrogate pair does. */
function widthOf(text: string): number {
  return text.length + (text.match(WIDE)?.length ?? 0);
}

const COMMA: Word = { kind: 'word', text: ',', gap: '' };

function itemsOf(tokens: readonly Token[]): Item[] {
  let at = 0;
  const read = (isInner: boolean): Item[] => {
    const items: Item[] = [];
    for (; at < tokens.length; at++) {
      const token = tokens[at] as Token;
      if (isClosing(token)) {
        if (isInner) return items;
        throw new Unknown();
      }
      const gap = gapBefore(tokens, at);
      if (!isOpening(token)) {
        items.push({ kind: 'word', text: token.text, gap });
        continue;
      }
      const isAtom = !isTrailer(tokens[at - 1]);
      at++;
      const inner = read(true);
      const close = tokens[at]?.text ?? '';
      const isSpread =
        endsWithComma(inner) && !isTupleOfOne(token.text, isAtom, inner) && !isIndex(token.text, isAtom, inner);
      items.push({ kind: 'group', open: token.text, close, gap, items: inner, isAtom, isSpread });
    }
    return items;
  };
  return read(false);
}

/** What stands between two tokens on one line: what does, or what would if they stood on one. */
function gapBefore(tokens: readonly Token[], at: number): string {
  const [before, token] = [tokens[at - 1], tokens[at]];
  if (!before || !token || before.end === token.start) return '';
  return isOpening(before) || isClosing(token) || token.text === ',' || token.text === '.' ? '' : ' ';
}

/** Whether brackets behind a token call it, or take something of it. */
function isTrailer(before: Token | undefined): boolean {
  if (!before) return false;
  if (isClosing(before)) return true;
  return /^[\p{L}_]/u.test(before.text) && !KEYWORDS.has(before.text);
}

function isTupleOfOne(open: string, isAtom: boolean, items: readonly Item[]): boolean {
  return open === '(' && isAtom && elementsOf(items).length === 1;
}

function isIndex(open: string, isAtom: boolean, items: readonly Item[]): boolean {
  return open === '[' && !isAtom && elementsOf(items).length === 1;
}

function isSpreadWithin(item: Item): boolean {
  return item.kind === 'group' && (item.isSpread || item.items.some(isSpreadWithin));
}

function endsWithComma(items: readonly Item[]): boolean {
  const last = items.at(-1);
  return last?.kind === 'word' && last.text === ',';
}

function withoutComma(items: readonly Item[]): readonly Item[] {
  return endsWithComma(items) ? items.slice(0, -1) : items;
}

/** What stands between the commas. */
function elementsOf(items: readonly Item[]): Item[][] {
  const found: Item[][] = [[]];
  for (const item of withoutComma(items))
    if (item.kind === 'word' && item.text === ',') found.push([]);
    else found.at(-1)?.push(item);
  return found;
}

function isUnpacking([first]: readonly Item[]): boolean {
  return first?.kind === 'word' && /^\*{1,2}$/.test(first.text);
}

/** The commas behind it part no elements. */
function isBinding(item: Item): boolean {
  return item.kind === 'word' && (item.text === 'for' || item.text === 'lambda');
}

const OPERATORS = /^(?:and|or|not|in|is|if|else|for|lambda|yield|\*\*?|\/\/?|[-+%@&|^~<>]|<<|>>|[=!<>]=|:=)$/;

/** A value with no operators beside it, and one call at most in a chain of names. A name and `=`, or a key and `:`, may stand before it. */
function isOneValue(items: readonly Item[]): boolean {
  let dots = 0;
  for (const [index, item] of items.entries()) {
    if (item.kind === 'group') continue;
    if (OPERATORS.test(item.text)) return false;
    const [before, after] = [items[index - 1], items[index + 1]];
    if (item.text === '.' && before?.kind === 'group') dots++;
    // Texts that follow each other are one.
    if (isText(item) && after?.kind === 'word' && isText(after)) return false;
  }
  return dots < 2;
}

function isText({ text }: Word): boolean {
  return /^[rbuft]{0,3}["']/i.test(text);
}

function rendered(items: readonly Item[], before = ''): string {
  let text = '';
  for (const item of items) {
    const gap = text === '' && before === '' ? '' : item.gap;
    if (item.kind === 'word') text += gap + item.text;
    else text += `${gap}${item.open}${rendered(item.items)}${item.close}`;
  }
  return text;
}
