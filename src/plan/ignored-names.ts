import type { Ignored } from '../ignore/ignored.js';
import type { Ignores } from '../ignore/ignores.js';
import { push } from '../push.js';

/** What ignores a place that spells a name, and the file in which that is. */
export interface IgnoredName {
  path: string;
  ignored: Ignored;
}

/** The names of variables that something ignored spells: it may read or set them, and goes on doing so. */
export function ignoredNames(
  files: Iterable<{ path: string; text: string }>,
  ignores: Ignores,
): ReadonlyMap<string, readonly IgnoredName[]> {
  const found = new Map<string, IgnoredName[]>();
  for (const { path, text } of files)
    for (const ignored of ignores.of(path))
      for (const [name] of text.slice(ignored.start, ignored.end).matchAll(NAME)) push(found, name, { path, ignored });
  return found;
}

const NAME = /(?<![\w-])[A-Z][A-Z0-9_]{2,80}(?![\w-])/g;
