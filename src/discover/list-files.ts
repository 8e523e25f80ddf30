import type { Stats } from 'node:fs';
import { isAbsolute, join, posix } from 'node:path';
import { Failure } from '../errors.js';
import { skippedByName } from './file-kinds.js';
import { git, records } from './git.js';
import { type Listing, ListingBuilder, lstat } from './listing.js';
import { walk } from './walk.js';

export type { Listing } from './listing.js';

const KEY_FILE = /(?:^|\/)(?:\.env[^/]*|\.dev\.vars[^/]*)$/;

/** Lists what the selection names (root-relative files or directories; empty: everything), without reading a file. */
export function listFiles(root: string, selection: readonly string[]): Listing {
  const builder = new ListingBuilder(root);
  const directories: string[] = [];
  for (const entry of selection.length === 0 ? ['.'] : selection) {
    const path = normalise(entry);
    const stats = path === undefined ? undefined : lstat(join(root, path));
    if (path === undefined || stats === undefined) throw new Failure('no-such-path', `${entry} does not exist.`);
    if (stats.isDirectory()) directories.push(path);
    else builder.addNamed(path, stats);
  }
  const isGit = git(root, ['rev-parse', '--is-inside-work-tree'])?.toString().trim() === 'true';
  const ignoredDirectories = isGit ? ignoredAmong(root, directories) : new Set(directories);
  const tracked = directories.filter((path) => !ignoredDirectories.has(path));
  if (tracked.length > 0 && !listWithGit(root, tracked, builder))
    for (const path of tracked) ignoredDirectories.add(path);
  for (const path of ignoredDirectories) walk(root, path, builder);
  return builder.build(isGit);
}

/** A directory that is named although git ignores it is walked, since git would list nothing in it. */
function ignoredAmong(root: string, directories: readonly string[]): Set<string> {
  // Git takes no pathspec for the top of a work tree, which cannot be ignored anyway.
  const isTop = git(root, ['rev-parse', '--show-prefix'])?.toString().trim() === '';
  const asked = isTop ? directories.filter((path) => path !== '.') : directories;
  if (asked.length === 0) return new Set();
  const output = git(root, ['check-ignore', '-z', '--stdin'], { input: asked.map((path) => `${path}\0`).join('') });
  return new Set(output === undefined ? [] : records(output).map(({ text }) => text));
}

/** One record: `H 100644 <object> 0<TAB>path` for a tracked file, `R …` when it is gone, `? path` for a new one. */
const RECORD = /^([A-Z?]) (?:(\d{6}) [0-9a-f]+ \d\t)?([\s\S]*)$/;

function listWithGit(root: string, directories: readonly string[], builder: ListingBuilder): boolean {
  const pathspecs = ['--', ...directories];
  const output = git(root, [
    '--literal-pathspecs',
    'ls-files',
    '-z',
    '-t',
    '-s',
    '-c',
    '-o',
    '-d',
    '--exclude-standard',
    ...pathspecs,
  ]);
  if (output === undefined) return false;
  const gone = new Set<string>();
  const entries: { tag: string; mode: string | undefined; path: string; isUtf8: boolean }[] = [];
  for (const { text, isUtf8 } of records(output)) {
    const [, tag, mode, path] = RECORD.exec(text) ?? [];
    if (tag === undefined || path === undefined) continue;
    if (tag === 'R') gone.add(path);
    else entries.push({ tag, mode, path, isUtf8 });
  }
  for (const { tag, mode, path, isUtf8 } of entries) {
    // A hostile `core.worktree` can make git list what lies outside.
    if (gone.has(path) || path.startsWith('../')) continue;
    if (!isUtf8) builder.skip(path, 'name-not-utf8');
    else if (mode === '160000') builder.skip(path, 'submodule');
    else if (mode === '120000') builder.skip(path, 'symlink');
    else if (path.endsWith('/')) addUntrackedDirectory(root, path.slice(0, -1), builder);
    else if (tag === '?') builder.addIfFile(path, lstat(join(root, path)));
    else if (tag === 'S') addSparse(path, lstat(join(root, path)), builder);
    else builder.add(path);
  }
  addKeyFiles(root, pathspecs, builder);
  return true;
}

/** Git reports an untracked directory as a whole when it is the work tree of another repository. */
function addUntrackedDirectory(root: string, path: string, builder: ListingBuilder): void {
  if (lstat(join(root, path, '.git')) !== undefined) builder.skip(path, 'nested-repository');
  else walk(root, path, builder);
}

/** What a sparse checkout may leave out: then nobody knows what stands in it, so it is counted. */
function addSparse(path: string, stats: Stats | undefined, builder: ListingBuilder): void {
  if (stats !== undefined) builder.addIfFile(path, stats);
  else if (skippedByName(path) === undefined) builder.countSkipped('not-checked-out');
}

/** Ignored `.env` files; `--directory` keeps git from walking ignored directories such as `node_modules`. */
function addKeyFiles(root: string, pathspecs: readonly string[], builder: ListingBuilder): void {
  const args = ['--literal-pathspecs', 'ls-files', '-z', '-o', '-i', '--directory', '--exclude-standard', ...pathspecs];
  const output = git(root, args);
  for (const { text: path, isUtf8 } of output === undefined ? [] : records(output))
    if (isUtf8 && KEY_FILE.test(path) && !path.startsWith('../'))
      builder.addIfFile(path, lstat(join(root, path)), true);
}

/** The path in the one form that this tool uses; `undefined` when it leads out of the root. */
function normalise(entry: string): string | undefined {
  const path = posix
    .normalize(process.platform === 'win32' ? entry.replaceAll('\\', '/') : entry)
    .replace(/(?<!\/)\/+$/, '');
  return path === '..' || path.startsWith('../') || isAbsolute(entry) ? undefined : path || '.';
}
