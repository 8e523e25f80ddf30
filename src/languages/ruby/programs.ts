import { posix } from 'node:path';
import { foldersOf } from '../../discover/folders-of.js';
import type { Files } from '../front-end.js';

/**
 * A program is what lies beside and below a `Gemfile`, or in no such folder: its files know each other's constants without loading each other.
 */
export function programOf(path: string, files: Files): string {
  const hasGems = (folder: string) => ['Gemfile', 'gems.rb'].some((name) => files.has(posix.join(folder, name)));
  return foldersOf(path).find((folder) => folder !== '.' && hasGems(folder)) ?? '';
}
