import type { ConfigEntry, ConfigModel } from '../ir.js';

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

/** Whether what the entries take up is named by an anchor of YAML, or takes something in by one. */
export function usesAnchors({ text, language }: ConfigModel, entries: readonly ConfigEntry[]): boolean {
  if (language !== 'yaml' || entries.length === 0) return false;
  const start = Math.min(...entries.map((entry) => entry.start));
  const end = Math.max(...entries.map((entry) => entry.end));
  const before = text.slice(Math.max(0, start - 80), start);
  return /(?:^|[\s:,{[-])(?:<<\s*:|[&*][\w-]+)/.test(text.slice(start, end)) || /&[\w-]+\s*$/.test(before);
}

/** The entries to which keys lead further, in the document that has the offset in it. */
export function entriesBelow(config: ConfigModel, path: readonly string[], at: number): ConfigEntry[] {
  const document = documentAt(config, at);
  return config.entries.filter(
    (entry) =>
      entry.path.length > path.length &&
      path.every((key, index) => entry.path[index] === key) &&
      documentAt(config, entry.start) === document,
  );
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
