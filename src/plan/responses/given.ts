import type { CallNode, Expression, Span } from '../../ir.js';
import type { Insertion } from '../../languages/writer.js';

/** A parameter as it is written: an entry of an object, or a keyword argument. */
export interface Given extends Span {
  /** Absent for one that is spread, or computed. */
  name?: string;
  nameSpan?: Span;
  value: Expression;
  shorthand?: true;
}

/** What is written between the braces of an object, or between the parentheses of a call. */
export function givenIn(holder: CallNode | Extract<Expression, { kind: 'object' }>): Given[] {
  if (holder.kind === 'call')
    return holder.arguments.map(({ start, end, name, nameSpan, value }) => ({ start, end, name, nameSpan, value }));
  return holder.entries.map(({ start, end, key, keySpan, value, shorthand }) => ({
    ...{ start, end, name: key, nameSpan: keySpan, value },
    shorthand,
  }));
}

/** Gives a parameter another name. */
export function renamed({ nameSpan, shorthand, name, start }: Given, to: string): Insertion {
  const span = nameSpan ?? { start, end: start };
  return { start: span.start, end: span.end, text: shorthand ? `${to}: ${name}` : to };
}

/** Takes parameters out, each with a comma beside it. Undefined where something else, a comment say, stands between. */
export function removed(all: readonly Given[], isGone: (one: Given) => boolean, text: string): Insertion[] | undefined {
  const edits: Insertion[] = [];
  let kept: Given | undefined;
  for (let index = 0; index < all.length; ) {
    const first = all[index] as Given;
    if (!isGone(first)) {
      kept = first;
      index += 1;
      continue;
    }
    const run = all.slice(index).findIndex((one) => !isGone(one));
    const gone = run === -1 ? all.slice(index) : all.slice(index, index + run);
    const next = run === -1 ? undefined : all[index + run];
    index += gone.length;
    const start = next ? first.start : (kept?.end ?? first.start);
    const end = next ? next.start : (gone.at(-1) ?? first).end;
    const around = [...(next || !kept ? [] : [kept]), ...gone, ...(next ? [next] : [])];
    const gaps = around.slice(1).map((one, at) => text.slice(around[at]?.end, one.start));
    if (!gaps.every((gap) => /^\s*,\s*$/.test(gap))) return undefined;
    edits.push({ start, end, text: '' });
  }
  return edits;
}
