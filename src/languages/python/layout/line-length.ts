import { posix } from 'node:path';
import { foldersOf } from '../../../discover/folders-of.js';
import type { Files } from '../../front-end.js';

/** Black's and Ruff's own. */
export const DEFAULT_LINE_LENGTH = 88;

/** Files in which the two are told how long a line may become, and where in these. */
const PLACES: readonly { name: string; section?: RegExp }[] = [
  { name: 'ruff.toml' },
  { name: '.ruff.toml' },
  { name: 'pyproject.toml', section: /^\[tool\.(?:black|ruff)\][ \t]*$([^[]*)/m },
];

/** How long the lines of a file may become: what the nearest file says that tells the formatters. */
export function lineLength(path: string, files: Files): number {
  for (const folder of foldersOf(path))
    for (const { name, section } of PLACES) {
      const file = posix.join(folder, name);
      const text = files.has(file) ? files.read(file) : undefined;
      const own = text === undefined || !section ? text : section.exec(text)?.[1];
      const said = /^line-length[ \t]*=[ \t]*(\d{2,3})\b/m.exec(own ?? '')?.[1];
      if (said !== undefined) return Number(said);
    }
  return DEFAULT_LINE_LENGTH;
}
