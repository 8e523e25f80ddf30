import { functionAround } from '../../function-around.js';
import type { Expression, SourceModel } from '../../ir.js';
import { isWithin } from '../../spans.js';
import type { Insertion } from '../writer.js';

/** What begins the declaration that an offset lies in. */
const DECLARATION = /(?:^|[;{}\r\n])([^;{}\r\n]*?)\bconst\s+(?=[^;{}]*$)/;

/** How far before a value its declaration may begin. */
const REACH = 400;

/** A constant that gets what is known only when the program runs is none any more: a field is read-only then, and a local one a variable. */
export function looseConstants(model: SourceModel, edits: readonly Insertion[]): Insertion[] {
  const { text } = model;
  const found = new Map<number, Insertion>();
  for (const { start, text: written } of edits) {
    if (!/^\s*[\w.]*Environment\./.test(written)) continue;
    const from = Math.max(0, start - REACH);
    const before = text.slice(from, start);
    if (!DECLARATION.test(before)) continue;
    const at = from + before.lastIndexOf('const');
    const isField = !functionAround(model, { start: at, end: at }) && isInClass(model, at);
    const word = /^const\s+/.exec(text.slice(at))?.[0] ?? '';
    if (word !== '') found.set(at, { start: at, end: at + word.length, text: isField ? 'static readonly ' : '' });
  }
  return [...found.values()];
}

function isInClass({ expressions }: SourceModel, at: number): boolean {
  return expressions.some((one) => one.kind === 'class' && isWithin({ start: at, end: at }, one));
}

/** The default of a parameter has to be known when the program is compiled. */
export function inconstantDefault({ expressions }: SourceModel): string | undefined {
  for (const one of expressions)
    if (one.kind === 'function')
      for (const { fallback, name } of one.parameters)
        if (fallback && isRead(fallback)) return `the default of ${name} is no constant`;
  return undefined;
}

function isRead(value: Expression): boolean {
  if (value.kind === 'choice') return value.options.some(isRead);
  if (value.kind === 'wrapper') return isRead(value.value);
  return value.kind === 'call' && value.callee.kind === 'member' && value.callee.property === 'GetEnvironmentVariable';
}
