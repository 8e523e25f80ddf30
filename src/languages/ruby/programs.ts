import { posix } from 'node:path';
import type { Files } from '../front-end.js';

/**
 * A program is what lies beside and below a `Gemfile`, or in no such folder: its files know each other's constants without loading each other.
 */
export function programOf(path: string, files: Files): string {
  for (let directory = posix.dirname(path); ; directory = posix.dirname(directory)) {
    if (directory === '.') return '';
    if (['Gemfile', 'gems.rb'].some((name) => files.has(posix.join(directory, name)))) return directory;
  }
}
