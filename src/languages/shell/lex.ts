import type { ConfigWord, Span } from '../../ir.js';

/** `NAME=value`, or `NAME+=value`. */
export interface Assigned extends Span {
  name: string;
  nameSpan: Span;
  value: ConfigWord;
}
export interface ShellWord extends ConfigWord {
  assigned?: Assigned;
  /** Where a `$` is a sign. */
  live: Span[];
  /** Commands inside: `$(…)`, `` `…` ``. */
  nested: Span[];
}

export interface LexOptions {
  /** `$(NAME)` is a variable of the program around the shell, and no command. */
  hasMacros?: boolean;
  /** Words are parted by white space alone: the text is no command. */
  hasNoOperators?: boolean;
  /** A remark between two lines of a command, as in a Dockerfile, does not end it. */
  goesOnAfterRemark?: boolean;
}

/** A shell's own limit is far beyond. */
const MAX_NESTING = 40;

/**
 * The word of a shell that starts at an offset: up to white space or an operator, with all its quotes. Expressions of the
 * program around the shell (`${{ … }}`, `{{ … }}`) are part of it.
 */
export function lexWord(text: string, start: number, limit: number, options: LexOptions = {}): ShellWord {
  const match = /^[A-Za-z_]\w*\+?=/.exec(text.slice(start, Math.min(limit, start + 200)));
  const pieces = readPieces(text, start, limit, options);
  const word = wordOf(text, start, pieces);
  if (!match || word.end < start + match[0].length) return word;
  const from = start + match[0].length;
  const name = match[0].replace(/\+?=$/, '');
  const value = wordOf(text, from, readPieces(text, from, limit, options));
  const nameSpan = { start, end: start + name.length };
  return { ...word, assigned: { name, nameSpan, value, start, end: value.end } };
}

interface Piece extends Span {
  kind: 'bare' | 'escape' | 'single' | 'double' | 'nested' | 'other';
  /** Commands inside a double-quoted piece. */
  nested?: Span[];
}

function readPieces(text: string, start: number, limit: number, options: LexOptions): Piece[] {
  const pieces: Piece[] = [];
  let at = start;
  const take = (kind: Piece['kind'], end: number, nested?: Span[]) => {
    const last = pieces.at(-1);
    if (kind === 'bare' && last?.kind === 'bare') pieces.splice(-1, 1, { ...last, end: Math.min(end, limit) });
    else pieces.push({ kind, start: at, end: Math.min(end, limit), ...(nested && { nested }) });
    at = Math.min(end, limit);
  };
  while (at < limit) {
    const char = text[at] ?? '';
    if (text.startsWith('{{', at) || text.startsWith('${{', at)) take('other', expressionEnd(text, at, limit));
    else if ((options.hasNoOperators ? /\s/ : /[\s;&|<>()]/).test(char)) break;
    else if (char === '\\') {
      if (text[at + 1] === '\n' || text.startsWith('\r\n', at + 1)) break;
      take('escape', at + 2);
    } else if (char === "'") take('single', closed(text, "'", at + 1, limit));
    else if (char === '"') {
      const { end, nested } = doubleQuoted(text, at, limit, options);
      take('double', end, nested);
    } else if (char === '`') take('nested', closed(text, '`', at + 1, limit));
    else if (text.startsWith('$(', at)) take(options.hasMacros ? 'other' : 'nested', parenthesis(text, at + 1, limit));
    else if (text.startsWith('${', at)) take('bare', brace(text, at + 1, limit));
    else if (text.startsWith("$'", at)) take('escape', closed(text, "'", at + 2, limit));
    else {
      const bare = /^[^\s;&|<>()\\'"`${]+/.exec(text.slice(at, Math.min(limit, at + 4000)))?.[0].length ?? 1;
      take('bare', at + bare);
    }
  }
  return pieces;
}

function wordOf(text: string, start: number, pieces: readonly Piece[]): ShellWord {
  const end = pieces.at(-1)?.end ?? start;
  const [only] = pieces;
  const isQuoted = pieces.length === 1 && (only?.kind === 'single' || only?.kind === 'double');
  const isWhole = pieces.every(({ kind }) => kind === 'bare' || kind === 'other' || kind === 'nested') || isQuoted;
  const valueSpan = isQuoted && isClosed(text, only) ? { start: start + 1, end: end - 1 } : { start, end };
  return {
    value: pieces.map((piece) => plain(text, piece)).join(''),
    valueSpan,
    quote: isQuoted ? (text[start] ?? '') : '',
    ...(!isWhole && { isComputed: true }),
    live: pieces.filter(({ kind }) => kind === 'bare' || kind === 'double'),
    nested: pieces.flatMap((piece) => (piece.kind === 'nested' ? [insideOf(text, piece)] : (piece.nested ?? []))),
    start,
    end,
  };
}

function isClosed(text: string, piece: Span | undefined): boolean {
  return piece !== undefined && piece.end - piece.start > 1 && text[piece.end - 1] === text[piece.start];
}

/** What a piece says, without its quotes. A `\$` stays as it is: a text for a shell has to be able to say `$`. */
function plain(text: string, { kind, start, end }: Piece): string {
  const raw = text.slice(start, end);
  if (kind === 'single') return raw.slice(1, -1);
  if (kind === 'double') return raw.slice(1, -1).replace(/\\(["`\\])/g, '$1');
  return kind === 'escape' ? raw.slice(1) : raw;
}

function insideOf(text: string, { start, end }: Span): Span {
  return { start: start + (text[start] === '`' ? 1 : 2), end: Math.max(start, end - 1) };
}

function closed(text: string, quote: string, from: number, limit: number): number {
  for (let at = from; at < limit; at++) {
    if (text[at] === '\\' && quote !== "'") at++;
    else if (text[at] === quote) return at + 1;
  }
  return limit;
}

export function expressionEnd(text: string, from: number, limit: number): number {
  const found = text.indexOf('}}', from);
  return found === -1 || found + 2 > limit ? from + 2 : found + 2;
}

function doubleQuoted(text: string, open: number, limit: number, options: LexOptions, depth = 0) {
  const nested: Span[] = [];
  let at = open + 1;
  while (at < limit && text[at] !== '"') {
    if (text[at] === '\\') at += 2;
    else if (text.startsWith('${{', at) || text.startsWith('{{', at)) at = expressionEnd(text, at, limit);
    else if (text.startsWith('$(', at) && !options.hasMacros && depth < MAX_NESTING) {
      const end = parenthesis(text, at + 1, limit, depth + 1);
      nested.push({ start: at + 2, end: Math.max(at + 2, end - 1) });
      at = end;
    } else at++;
  }
  return { end: Math.min(at + 1, limit), nested };
}

/** Behind the parenthesis that closes the one at `open`. */
export function parenthesis(text: string, open: number, limit: number, depth = 0): number {
  let level = 0;
  for (let at = open; at < limit; at++) {
    const char = text[at];
    if (char === '\\') at++;
    else if (char === "'") at = closed(text, "'", at + 1, limit) - 1;
    else if (char === '"' && depth < MAX_NESTING) at = doubleQuoted(text, at, limit, {}, depth + 1).end - 1;
    else if (char === '(') level++;
    else if (char === ')' && --level === 0) return at + 1;
  }
  return limit;
}

function brace(text: string, open: number, limit: number): number {
  let level = 0;
  for (let at = open; at < limit; at++) {
    const char = text[at];
    if (char === '\\') at++;
    else if (char === '{') level++;
    else if (char === '}' && --level === 0) return at + 1;
    else if (char === '\n' && level === 0) return at;
  }
  return limit;
}
