import { isAbsolute, join, relative, resolve } from 'node:path';
import { Failure } from '../errors.js';
import { git, records } from './git.js';
import { holdsObject } from './holds-object.js';
import { lstat } from './linked-folders.js';
import { MAX_READ_SIZE } from './prefilter.js';

/** Path, relative to the root → the object that it holds; empty for what is no regular file. */
export type Entries = ReadonlyMap<string, string>;

/** What the next commit is made of. */
export interface Index {
  /** Files that the commit adds or changes. */
  staged: Entries;
  /** All regular files of the commit: git is asked when this is called, since for most commits nobody wants to know. */
  all(): Entries;
}

/** @throws Failure outside of a git repository. */
export function readIndex(root: string, env: NodeJS.ProcessEnv = process.env): Index {
  const indexFile = indexFileOf(root, env);
  // Nothing else is there to do meanwhile, and to wait for a process costs half of what it takes to be told of it.
  const ask = (args: readonly string[]) => {
    const answer = git(root, args, { indexFile });
    if (!answer) throw new Failure('no-index', '--staged needs a git repository.');
    return records(answer);
  };
  return { staged: changesOf(ask(CHANGES)), all: () => entriesOf(ask(['ls-files', '-z', '-s'])) };
}

/** The bytes of those of some files that hold something else in the work tree, or are not there. */
export function textsOf(root: string, paths: readonly string[], entries: Entries): Map<string, Buffer> {
  // By hashes: `git diff` may run the `filter` programs that a repository's config names.
  const isOther = (path: string) => !holdsObject(join(root, path), entries.get(path) ?? '');
  // What is larger is not read, whatever it holds.
  const differing = paths.filter((path) => (lstat(join(root, path))?.size ?? 0) <= MAX_READ_SIZE && isOther(path));
  const texts = blobsOf(
    root,
    differing.map((path) => entries.get(path) ?? ''),
  );
  return new Map(differing.map((path, index) => [path, texts[index] ?? Buffer.alloc(0)]));
}

const CHANGES = [
  ...['diff', '--cached', '--diff-filter=ACMRT', '--raw', '--no-abbrev', '-z'],
  ...['--relative', '--no-renames', '--no-ext-diff', '--ignore-submodules'],
];

/** Of `:000000 100644 <old> <new> A`, and the path in a record of its own. */
function changesOf(output: ReturnType<typeof records>): Map<string, string> {
  const found = new Map<string, string>();
  for (let at = 0; at < output.length; at += 2) {
    const [, mode, , object = ''] = output[at]?.text.split(' ') ?? [];
    const path = output[at + 1];
    if (path?.isUtf8) found.set(path.text, mode?.startsWith('100') ? object : '');
  }
  return found;
}

/** Inside a hook the index may be one that git has made for this commit alone, if it is this repository's. */
function indexFileOf(root: string, { GIT_INDEX_FILE: file }: NodeJS.ProcessEnv): string | undefined {
  const directory = file && git(root, ['rev-parse', '--absolute-git-dir'])?.toString().replace(/\n$/, '');
  const within = file && directory ? relative(directory, resolve(file)) : '';
  const isOurs = within !== '' && !within.startsWith('..') && !isAbsolute(within);
  return isOurs && file ? resolve(file) : undefined;
}

function entriesOf(output: ReturnType<typeof records>): Map<string, string> {
  const found = new Map<string, string>();
  for (const { text, isUtf8 } of output) {
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
