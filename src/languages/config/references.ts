import { REFERENCES, type ReferenceSyntax } from '../../catalog/config.js';
import type { ConfigReference, Span } from '../../ir.js';
import { between } from './between.js';

interface Compiled {
  syntax: ReferenceSyntax;
  read: RegExp;
  tests: RegExp | undefined;
}
const COMPILED = new Map<string, Compiled[]>();

function compiledFor(id: string): Compiled[] {
  const known = COMPILED.get(id);
  if (known) return known;
  const made = REFERENCES.filter((one) => one.id === id).map((syntax) => ({
    syntax,
    read: new RegExp(syntax.read, 'dg'),
    tests: syntax.tests === undefined ? undefined : new RegExp(syntax.tests),
  }));
  COMPILED.set(id, made);
  return made;
}

/** Defaults inside defaults are followed so far. */
const MAX_DEPTH = 4;

/**
 * What a piece of text refers to, in order. `ids` name the ways of `catalog/config/references.json`; where two ways
 * find the same name, the first one counts. `isExpression`: the piece is an expression as a whole.
 */
export function readReferences(
  text: string,
  { start, end }: Span,
  ids: readonly string[],
  isExpression = false,
  depth = 0,
): ConfigReference[] {
  const piece = text.slice(start, end);
  if (!isExpression && !/[$%{(</.!]/.test(piece)) return [];
  const found = new Map<number, ConfigReference>();
  for (const { syntax, read, tests } of ids.flatMap(compiledFor)) {
    const { within } = syntax;
    const isWhole = !within || isExpression;
    for (const place of isWhole
      ? [{ start: 0, end: piece.length }]
      : within.flatMap((marks) => between(piece, marks))) {
      for (const match of piece.slice(place.start, place.end).matchAll(read)) {
        const at = start + place.start;
        const [nameStart, nameEnd] = match.indices?.groups?.name ?? [0, 0];
        if (nameStart === nameEnd || found.has(at + nameStart)) continue;
        const fallback = match.indices?.groups?.fallback;
        const group = match.groups?.group ?? syntax.group;
        found.set(at + nameStart, {
          name: match.groups?.name ?? '',
          nameSpan: { start: at + nameStart, end: at + nameEnd },
          to: syntax.to,
          ...(group && {
            setting: { name: `${group}.${match.groups?.name}`, ...(syntax.isOfFile && { of: '' }) },
          }),
          ...((isExpression || tests?.test(piece.slice(place.start, place.end))) && { isTest: true as const }),
          ...(match.groups?.store && { store: match.groups.store }),
          ...(fallback && {
            fallback: { start: at + fallback[0], end: at + fallback[1], value: match.groups?.fallback ?? '' },
          }),
          start: within ? start + place.start : at + match.index,
          end: within ? start + place.end : at + match.index + match[0].length,
        });
      }
    }
  }
  const own = [...found.values()];
  const inner = own.flatMap(({ fallback }) =>
    fallback && depth < MAX_DEPTH ? readReferences(text, fallback, ids, false, depth + 1) : [],
  );
  return [...own, ...inner.filter((one) => !found.has(one.nameSpan.start))].sort(
    (a, b) => a.nameSpan.start - b.nameSpan.start,
  );
}
