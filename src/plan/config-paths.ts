import type { ConfigModel } from '../ir.js';

/** Where keys lead in a file, for each of its documents. */
interface PathIndex {
  /** Where documents begin after the first. */
  documents: readonly number[];
  values: Map<string, string>;
  above: Set<string>;
}
const INDEXES = new WeakMap<ConfigModel, PathIndex>();

/** The value to which keys lead in the document that has the offset in it. */
export function valueAt(config: ConfigModel, path: readonly string[], at: number): string | undefined {
  return indexOf(config).values.get(keyOf(config, path, at));
}

/** Whether keys lead somewhere in the document that has the offset in it. */
export function hasBelow(config: ConfigModel, path: readonly string[], at: number): boolean {
  return indexOf(config).above.has(keyOf(config, path, at));
}

/** The number of the document that has the offset in it. */
export function documentAt(config: ConfigModel, at: number): number {
  return indexOf(config).documents.filter((start) => start <= at).length;
}

function keyOf(config: ConfigModel, path: readonly string[], at: number): string {
  return [documentAt(config, at), ...path].join('\0');
}

function indexOf(config: ConfigModel): PathIndex {
  const known = INDEXES.get(config);
  if (known) return known;
  const { text, language, entries } = config;
  const starts = language === 'yaml' ? [...text.matchAll(/^---(?=\s|$)/gm)].map(({ index }) => index) : [];
  const made: PathIndex = { documents: starts, values: new Map(), above: new Set() };
  INDEXES.set(config, made);
  for (const { path, value, start } of entries) {
    const key = keyOf(config, path, start);
    if (!made.values.has(key)) made.values.set(key, value);
    for (let depth = path.length; depth > 0; depth--) made.above.add(keyOf(config, path.slice(0, depth), start));
  }
  return made;
}
