import { realpathSync, statSync } from 'node:fs';
import { relative, resolve, sep } from 'node:path';
import { Failure } from '../errors.js';

export interface Root {
  /** Absolute path of the directory to look at. */
  root: string;
  /** Files and directories in it, relative, `/`-separated; all when empty. */
  selection: string[];
}

/**
 * One directory is the root itself; files, globs and several paths are looked at from the current directory.
 * @throws Failure for what is not there.
 */
export async function rootOf(paths: readonly string[]): Promise<Root> {
  const [first] = paths;
  if (first === undefined) return { root: process.cwd(), selection: [] };
  // A link that the user names is meant, unlike one that is found.
  if (paths.length === 1 && isDirectory(first)) return { root: realpathSync(first), selection: [] };
  const named: string[] = [];
  for (const path of paths) named.push(...(exists(path) ? [path] : await expanded(path)));
  const selection = named.map((path) => relative(process.cwd(), resolve(path)).split(sep).join('/') || '.');
  const outside = selection.find((path) => path === '..' || path.startsWith('../'));
  if (outside !== undefined) throw new Failure('no-such-path', `${outside} is outside of the current directory.`);
  return { root: process.cwd(), selection };
}

/** A glob that the shell did not expand, quoted for this tool to do it. */
async function expanded(path: string): Promise<string[]> {
  const { globby, isDynamicPattern } = await import('globby');
  const found = isDynamicPattern(path) ? await globby(path, { followSymbolicLinks: false, dot: true }) : [];
  if (found.length === 0) throw new Failure('no-such-path', `${path} does not exist.`);
  return found.sort();
}

function exists(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false }) !== undefined;
}

function isDirectory(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}
