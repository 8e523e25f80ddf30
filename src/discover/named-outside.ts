import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { isProse } from './file-kinds.js';
import { git } from './git.js';

/**
 * Where the root is a folder of a git repository: the files outside of it that name a variable, relative to the root, in order. What they
 * do with it is not known, since they are not read.
 */
export function namedOutside(root: string, name: string): string[] {
  // At the top of a work tree git need not be asked.
  if (existsSync(join(root, '.git'))) return [];
  const prefix = git(root, ['rev-parse', '--show-prefix'])?.toString().trim();
  if (!prefix) return [];
  const where = [':(top)', `:(top,exclude,literal)${prefix.slice(0, -1)}`];
  const found = git(root, ['grep', '-zlIwF', '-e', name, '--', ...where])?.toString() ?? '';
  return found
    .split('\0')
    .filter((path) => path !== '' && !isProse(path))
    .sort();
}
