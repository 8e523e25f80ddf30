import type { Span } from '../../../ir.js';

/** A token of Python; `text` is as it is written. Offsets are UTF-16 code units. */
export interface Token extends Span {
  text: string;
}

/** A statement of one line or more, without its indentation: what ends at a line break outside of brackets. */
export interface LogicalLine extends Span {
  tokens: Token[];
  /**
   * There is something in it that keeps its lines: a comment, a text of several lines, a backslash, very many brackets in each other; or
   * formatters are told to leave it alone.
   */
  isFixed: boolean;
}

const MAX_DEPTH = 50;

const SPACE = /[ \t\f\ufeff]+/y;
const BREAK = /\r?\n|\r/y;
const COMMENT = /#[^\r\n]*/y;
/** On lines of their own. Both end with a block, too, which is not read here. */
const OFF = /^# ?(?:fmt: ?off|yapf: ?disable)\b/;
const ON = /^# ?(?:fmt: ?on|yapf: ?enable)\b/;
const QUOTES = /([rbuft]{0,3})("""|'''|"|')/iy;
const WORD = /[\p{L}_][\p{L}\p{M}\p{N}_]*|\d[\w.]*(?:(?<=[eE])[+-]\d\w*)?|\.\d\w*/uy;
const OPERATOR = /->|:=|\.\.\.|\*\*=?|\/\/=?|<<=?|>>=?|[-+*/%@&|^<>=!]=|[-+*/%@&|^~<>=.,:;()[\]{}]/y;

/** The logical lines of a text; undefined where it cannot be told where they end, which takes a parser. */
export function logicalLines(text: string): LogicalLine[] | undefined {
  const lines: LogicalLine[] = [];
  let tokens: Token[] = [];
  let isFixed = false;
  let isOff = false;
  let depth = 0;
  const end = () => {
    const [first, last] = [tokens[0], tokens.at(-1)];
    if (first && last) lines.push({ start: first.start, end: last.end, tokens, isFixed: isFixed || isOff });
    tokens = [];
    isFixed = false;
  };
  for (let at = 0; at < text.length; ) {
    const space = match(SPACE, text, at);
    if (space) {
      at += space.length;
      continue;
    }
    const lineBreak = match(BREAK, text, at);
    if (lineBreak) {
      if (depth === 0) end();
      at += lineBreak.length;
      continue;
    }
    const comment = match(COMMENT, text, at);
    if (comment && tokens.length === 0) isOff = OFF.test(comment) || (isOff && !ON.test(comment));
    if (comment || text[at] === '\\') {
      isFixed = true;
      at += comment ? comment.length : 1 + (match(BREAK, text, at + 1)?.length ?? text.length);
      continue;
    }
    const to = tokenEnd(text, at);
    if (to === undefined) return undefined;
    const token = { start: at, end: to, text: text.slice(at, to) };
    tokens.push(token);
    if (/[\r\n]/.test(token.text)) isFixed = true;
    if (isOpening(token)) depth++;
    else if (isClosing(token) && --depth < 0) return undefined;
    if (depth > MAX_DEPTH) isFixed = true;
    at = to;
  }
  end();
  return depth === 0 ? lines : undefined;
}

export function isOpening({ text }: Token): boolean {
  return text === '(' || text === '[' || text === '{';
}

export function isClosing({ text }: Token): boolean {
  return text === ')' || text === ']' || text === '}';
}

function tokenEnd(text: string, at: number): number | undefined {
  QUOTES.lastIndex = at;
  const [whole, prefix = '', quotes = ''] = QUOTES.exec(text) ?? [];
  if (whole !== undefined) return stringEnd(text, at + whole.length, quotes, /[ft]/i.test(prefix));
  const token = match(WORD, text, at) ?? match(OPERATOR, text, at);
  return token === undefined ? undefined : at + token.length;
}

/** After the closing quotes. From Python 3.12 on an expression in a text may hold the text's own quotes: what ends there is not told. */
function stringEnd(text: string, from: number, quotes: string, isFormatted: boolean): number | undefined {
  let braces = 0;
  for (let at = from; at < text.length; at++) {
    if (text.startsWith(quotes, at)) return braces > 0 ? undefined : at + quotes.length;
    const character = text[at];
    if (character === '\\') at++;
    else if (quotes.length === 1 && (character === '\n' || character === '\r')) return undefined;
    else if (!isFormatted) continue;
    else if ((character === '{' || character === '}') && braces === 0 && text[at + 1] === character) at++;
    else if (character === '{') braces++;
    else if (character === '}') braces--;
  }
  return undefined;
}

function match(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}
