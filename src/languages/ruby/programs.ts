import { posix } from 'node:path';
import type { Files } from '../front-end.js';

/** A program is what lies beside and below a `Gemfile`: its files know each other's constants without loading each other. */
export function programOf(path: string, files: Files): string | undefined {
  for (let directory = posix.dirname(path); ; directory = posix.dirname(directory)) {
    const inside = directory === '.' ? '' : directory;
    if (files.has(posix.join(directory, 'Gemfile')) || files.has(posix.join(directory, 'gems.rb'))) return inside;
    if (directory === '.') return undefined;
  }
}
