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
  const root = folderOf(paths);
  if (paths.length === 0 || namesFolder(paths)) return { root, selection: [] };
  const named: string[] = [];
  for (const path of paths) named.push(...(exists(path) ? [path] : await expanded(path)));
  const selection = named.map((path) => relative(process.cwd(), resolve(path)).split(sep).join('/') || '.');
  const outside = selection.find((path) => path === '..' || path.startsWith('../'));
  if (outside !== undefined) throw new Failure('no-such-path', `${outside} is outside of the current directory.`);
  return { root, selection };
}

/** The root alone: an absolute path. A link that the user names is meant, unlike one that is found. */
export function folderOf(paths: readonly string[]): string {
  return namesFolder(paths) ? realpathSync(paths[0] ?? '') : process.cwd();
}

function namesFolder(paths: readonly string[]): boolean {
  const [first] = paths;
  return paths.length === 1 && first !== undefined && isDirectory(first);
}

/** The one directory that a command takes; the current one by default. @throws Failure for files. */
export async function directoryOf(paths: readonly string[], what: string): Promise<string> {
  const { root, selection } = await rootOf(paths);
  if (selection.length > 0) throw new Failure('usage', `${what} takes a directory, since a run is taken as a whole.`);
  return root;
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
