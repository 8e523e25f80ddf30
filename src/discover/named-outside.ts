import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { isProse } from './file-kinds.js';
import { git } from './git.js';

/**
 * Where the root is a folder of a git repository: by each variable, the files outside of it that name it, relative to the root, in order.
 * What they do with it is not known, since they are not read.
 */
export function namedOutside(root: string, names: readonly string[]): ReadonlyMap<string, string[]> {
  // At the top of a work tree git need not be asked.
  if (names.length === 0 || existsSync(join(root, '.git'))) return new Map();
  const prefix = git(root, ['rev-parse', '--show-prefix'])?.toString().trim();
  if (!prefix) return new Map();
  const where = [':(top)', `:(top,exclude,literal)${prefix.slice(0, -1)}`];
  return new Map(names.map((name) => [name, filesNaming(root, name, where)]));
}

function filesNaming(root: string, name: string, where: readonly string[]): string[] {
  const found = git(root, ['grep', '-zlIwF', '-e', name, '--', ...where])?.toString() ?? '';
  return found
    .split('\0')
    .filter((path) => path !== '' && !isProse(path))
    .sort();
}
