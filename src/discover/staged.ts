import { isAbsolute, join, relative, resolve } from 'node:path';
import { Failure } from '../errors.js';
import { askGit, git, records } from './git.js';
import { holdsObject } from './holds-object.js';
import { lstat } from './listing.js';
import { MAX_READ_SIZE } from './prefilter.js';

/** What the next commit is made of. Paths are relative to the root. */
export interface Index {
  /** Files that the commit adds or changes. */
  staged: ReadonlySet<string>;
  /** All files of the commit. */
  files: ReadonlySet<string>;
  /** The bytes of those of some of its files that hold something else in the work tree, or are not there. */
  textsOf(paths: readonly string[]): Map<string, Buffer>;
}

/** @throws Failure outside of a git repository. */
export async function readIndex(root: string, env: NodeJS.ProcessEnv = process.env): Promise<Index> {
  const indexFile = indexFileOf(root, env);
  const [diff, listed] = await Promise.all([
    askGit(root, ['diff', '--cached', '--diff-filter=ACMRT', ...NAMES], { indexFile }),
    askGit(root, ['ls-files', '-z', '-s'], { indexFile }),
  ]);
  const staged = diff && records(diff).flatMap(({ text, isUtf8 }) => (isUtf8 ? [text] : []));
  const entries = listed && entriesOf(listed);
  if (staged === undefined || entries === undefined) throw new Failure('no-index', '--staged needs a git repository.');
  return {
    staged: new Set(staged),
    files: new Set(entries.keys()),
    textsOf(paths) {
      // By hashes: `git diff` may run the `filter` programs that a repository's config names.
      const isOther = (path: string) => !holdsObject(join(root, path), entries.get(path) ?? '');
      // What is larger is not read, whatever it holds.
      const differing = paths.filter((path) => (lstat(join(root, path))?.size ?? 0) <= MAX_READ_SIZE && isOther(path));
      const texts = blobsOf(
        root,
        differing.map((path) => entries.get(path) ?? ''),
      );
      return new Map(differing.map((path, index) => [path, texts[index] ?? Buffer.alloc(0)]));
    },
  };
}

const NAMES = ['--name-only', '--relative', '--no-renames', '--no-ext-diff', '--ignore-submodules', '-z'];

/** Inside a hook the index may be one that git has made for this commit alone, if it is this repository's. */
function indexFileOf(root: string, { GIT_INDEX_FILE: file }: NodeJS.ProcessEnv): string | undefined {
  const directory = file && git(root, ['rev-parse', '--absolute-git-dir'])?.toString().replace(/\n$/, '');
  const within = file && directory ? relative(directory, resolve(file)) : '';
  const isOurs = within !== '' && !within.startsWith('..') && !isAbsolute(within);
  return isOurs && file ? resolve(file) : undefined;
}

/** Path → object, of regular files. */
function entriesOf(output: Buffer): Map<string, string> {
  const found = new Map<string, string>();
  for (const { text, isUtf8 } of records(output)) {
    const [, object, path] = /^100\d{3} ([0-9a-f]+) 0\t([\s\S]*)$/.exec(text) ?? [];
    if (isUtf8 && object !== undefined && path !== undefined) found.set(path, object);
  }
  return found;
}

/** The contents of objects, in their order; none of one that a partial clone lacks. */
function blobsOf(root: string, objects: readonly string[]): Buffer[] {
  if (objects.length === 0) return [];
  const input = objects.map((one) => `${one}\n`).join('');
  const output = git(root, ['cat-file', '--batch'], { input }) ?? Buffer.alloc(0);
  const found: Buffer[] = [];
  for (let at = 0; at < output.length; ) {
    const start = output.indexOf(0x0a, at) + 1;
    const size = / blob (\d+)\n$/.exec(output.subarray(at, start).toString())?.[1];
    const end = start + Number(size ?? 0);
    found.push(output.subarray(start, end));
    at = size === undefined ? start : end + 1;
  }
  return found;
}
