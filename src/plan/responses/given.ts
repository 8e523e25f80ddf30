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

/**
 * Takes parameters out, each with a comma beside it. A comment stays where it is; undefined where one stands between two
 * that go.
 */
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
    const last = gone.at(-1) as Given;
    const gaps = gone.slice(1).map((one, at) => text.slice(gone[at]?.end, one.start));
    if (!gaps.every((gap) => /^\s*,\s*$/.test(gap))) return undefined;
    const span = next ? upTo(first, last, next, text) : downTo(kept, first, last, text);
    if (!span) return undefined;
    edits.push({ ...span, text: '' });
  }
  return edits;
}

/** With the comma behind, and all white space up to the next one, or up to a comment. */
function upTo(first: Given, last: Given, next: Given, text: string): Span | undefined {
  const gap = text.slice(last.end, next.start);
  const comma = /^\s*,[ \t]*/.exec(gap);
  if (!comma) return undefined;
  const isBare = /^\s*,\s*$/.test(gap);
  return { start: first.start, end: isBare ? next.start : last.end + comma[0].length };
}

/** With the comma before; where a comment is behind that one, the comma behind goes. */
function downTo(kept: Given | undefined, first: Given, last: Given, text: string): Span {
  const gap = kept ? text.slice(kept.end, first.start) : '';
  if (kept && /^\s*,\s*$/.test(gap)) return { start: kept.end, end: last.end };
  const comma = /^\s*,/.exec(text.slice(last.end))?.[0].length ?? 0;
  return { start: first.start - (/(?<!\s)\s*$/.exec(gap)?.[0].length ?? 0), end: last.end + comma };
}
