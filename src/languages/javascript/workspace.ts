import { posix } from 'node:path';
import type { Files } from '../front-end.js';
import { readJson } from './modules.js';

const ROOTS = new WeakMap<Files, Map<string, string>>();

/** Packages that live in the repository: name → directory. */
export function packageRoots(files: Files): ReadonlyMap<string, string> {
  const known = ROOTS.get(files);
  if (known) return known;
  const roots = new Map<string, string>();
  ROOTS.set(files, roots);
  for (const path of files.named('package.json')) {
    const name = readJson(files.read(path))?.name;
    if (typeof name === 'string' && !roots.has(name)) roots.set(name, posix.dirname(path));
  }
  return roots;
}

/** The directories from a file up to the root, nearest first. */
export function ancestors(path: string): string[] {
  const found: string[] = [];
  for (let directory = posix.dirname(path); ; directory = posix.dirname(directory)) {
    found.push(directory === '.' ? '' : directory);
    if (directory === '.' || directory === '/' || directory === '') return found;
  }
}
