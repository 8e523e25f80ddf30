import type { Span } from '../../ir.js';
import { convertStatements } from '../javascript/statements.js';
import type { MarkupContext } from './markup-context.js';

/** What stands between braces in a component of Svelte: an expression, or a part of a block (https://svelte.dev/docs/svelte/if). */
export function convertBlock(markup: MarkupContext, braces: Span): void {
  const source = markup.source(braces);
  const [head = '', sign = '', word = ''] = /^\s*(?:([#:@/])([a-z]+)(?:\s+if\b)?)?\s*/.exec(source) ?? [];
  const rest = { start: braces.start + head.length, end: braces.end };
  const { c } = markup;
  if (sign === '/') markup.leave(`#${word}`);
  else if (sign === '#') {
    const outer = c.scope;
    open(markup, word, rest);
    markup.enter(`#${word}`, outer);
  } else if (sign === ':' && (word === 'then' || word === 'catch')) {
    if (rest.start < rest.end) markup.bind(rest, undefined);
  } else if (sign === '@' && word === 'const') declare(markup, { start: rest.start - 'const '.length, end: rest.end });
  else if (rest.start < rest.end) markup.convert(rest);
}

function open(markup: MarkupContext, word: string, rest: Span): void {
  const source = markup.source(rest);
  if (word === 'each') {
    const at = source.lastIndexOf(' as ');
    const list = { start: rest.start, end: at === -1 ? rest.end : rest.start + at };
    const value = markup.convert(list);
    if (at === -1) return;
    const names = { start: rest.start + at + ' as '.length, end: withoutKey(source, rest) };
    markup.bind(names, value);
  } else if (word === 'await') {
    const at = source.search(/ (?:then|catch) /);
    markup.convert({ start: rest.start, end: at === -1 ? rest.end : rest.start + at });
    if (at !== -1)
      markup.bind(
        { start: rest.start + at + source.slice(at).search(/(?<=(?:then|catch) )/), end: rest.end },
        undefined,
      );
  } else if (word === 'snippet') {
    const from = source.indexOf('(');
    const to = source.lastIndexOf(')');
    if (from !== -1 && to > from + 1) markup.bind({ start: rest.start + from + 1, end: rest.start + to }, undefined);
  } else markup.convert(rest);
}

/** `item, index (item.id)` without the key, which is no name. */
function withoutKey(source: string, { start, end }: Span): number {
  const trimmed = source.trimEnd();
  if (!trimmed.endsWith(')')) return end;
  let depth = 0;
  for (let at = trimmed.length - 1; at >= 0; at--) {
    if (trimmed[at] === ')') depth++;
    else if (trimmed[at] === '(' && --depth === 0) return start + at;
  }
  return end;
}

/** `{@const name = value}` */
function declare(markup: MarkupContext, span: Span): void {
  const statements = markup.statements(span);
  if (!statements) return;
  const { c } = markup;
  c.scope.hoistBlock(statements);
  convertStatements(c, statements);
}
