import type { Stats } from 'node:fs';
import { isAbsolute, join, posix } from 'node:path';
import { Failure } from '../errors.js';
import { skippedByName } from './file-kinds.js';
import { askGit, askGitForRecords, recordOf, records } from './git.js';
import { isKeyFile } from './key-file.js';
import { LinkedFolders, lstat } from './linked-folders.js';
import { type Listing, ListingBuilder } from './listing.js';
import { walk } from './walk.js';

export type { Listing } from './listing.js';

/**
 * Lists what the selection names (root-relative files or directories; empty: everything), without reading a file. What git
 * tracks is listed although it may be gone, or behind a link by now: `Look` finds out. `known` is told of what git tracks, in order, while
 * git still looks for the rest.
 */
export async function listFiles(
  root: string,
  selection: readonly string[],
  known: (files: readonly string[]) => void = () => {},
): Promise<Listing> {
  const builder = new ListingBuilder();
  const folders = new LinkedFolders(root);
  const directories: string[] = [];
  for (const entry of selection.length === 0 ? ['.'] : selection) {
    const path = normalise(entry);
    const stats = path === undefined ? undefined : lstat(join(root, path));
    if (path === undefined || stats === undefined) throw new Failure('no-such-path', `${entry} does not exist.`);
    if (stats.isDirectory()) directories.push(path);
    else if (folders.isBehindLink(path)) builder.skip(path, 'symlink');
    else builder.addNamed(path, stats);
  }
  const { isGit, walked, tracked } = await knownToGit(root, directories);
  const listed = tracked.length > 0 && (await listWithGit(root, tracked, builder, known));
  for (const path of listed ? walked : directories) walk(root, path, builder);
  return builder.build(isGit);
}

/** A directory that is named although git ignores it is walked, since git would list nothing in it. */
async function knownToGit(
  root: string,
  directories: readonly string[],
): Promise<{ isGit: boolean; walked: string[]; tracked: string[] }> {
  const place = await askGit(root, ['rev-parse', '--is-inside-work-tree', '--show-prefix']);
  const [answer, prefix] = place?.toString().split('\n') ?? [];
  if (answer !== 'true') return { isGit: false, walked: [...directories], tracked: [] };
  // Git takes no pathspec for the top of a work tree, which cannot be ignored anyway.
  const asked = prefix === '' ? directories.filter((path) => path !== '.') : directories;
  const input = asked.map((path) => `${path}\0`).join('');
  const output = asked.length > 0 ? await askGit(root, ['check-ignore', '-z', '--stdin'], { input }) : undefined;
  const ignored = new Set(output === undefined ? [] : records(output).map(({ text }) => text));
  return {
    isGit: true,
    walked: directories.filter((path) => ignored.has(path)),
    tracked: directories.filter((path) => !ignored.has(path)),
  };
}

async function listWithGit(
  root: string,
  directories: readonly string[],
  builder: ListingBuilder,
  known: (files: readonly string[]) => void,
): Promise<boolean> {
  const question = (paths: readonly string[], ...args: string[]) => {
    return ['--literal-pathspecs', 'ls-files', '-z', ...args, '--', ...paths];
  };
  // What git tracks stands in its index. For what else there is it walks the tree, which takes ten times as long.
  const walk = askGit(root, question(directories, '-o', '--directory'));
  const isListed = await askGitForRecords(root, question(directories, '-c', '-t', '-s'), (record) =>
    addTracked(root, record, builder),
  );
  if (isListed) known(builder.files());
  const untracked = await walk;
  if (!isListed) return false;
  const where = (untracked && placesIn(untracked)) ?? directories;
  if (where.length === 0) return true;
  const [others, ignored] = await Promise.all([
    askGit(root, question(where, '-o', '--exclude-standard')),
    // `--directory` keeps git from walking ignored directories such as `node_modules`.
    askGit(root, question(where, '-o', '-i', '--directory', '--exclude-standard')),
  ]);
  addOthers(root, others, builder);
  addKeyFiles(root, ignored, builder);
  return true;
}

/** What git can be asked about by name: undefined of what does not fit in a command line, on Windows either, or has no such name. */
function placesIn(untracked: Buffer): string[] | undefined {
  const found = records(untracked);
  if (found.length > MOST_PLACES || found.some(({ isUtf8 }) => !isUtf8)) return undefined;
  return found.map(({ text }) => text.replace(/\/$/, ''));
}

const MOST_PLACES = 50;

/** A record: `H 100644 <object> 0<TAB>path`, or `S …` for what a sparse checkout may leave out. */
function addTracked(root: string, record: Buffer, builder: ListingBuilder): void {
  const { text: path, isUtf8 } = recordOf(record.subarray(record.indexOf(TAB) + 1));
  const kind = record[MODE];
  if (isOutside(path)) return;
  if (!isUtf8) builder.skip(path, 'name-not-utf8');
  else if (kind === SUBMODULE) builder.skip(path, 'submodule');
  else if (kind === LINK) builder.skip(path, 'symlink');
  else if (record[0] === SPARSE) addSparse(path, lstat(join(root, path)), builder);
  else builder.add(path);
}

const TAB = 0x09;
const SPARSE = 0x53;
/** Where the second digit of the mode stands, and what it is of `160000` and `120000`. */
const MODE = 3;
const SUBMODULE = 0x36;
const LINK = 0x32;

function addOthers(root: string, output: Buffer | undefined, builder: ListingBuilder): void {
  for (const { text: path, isUtf8 } of output === undefined ? [] : records(output)) {
    if (isOutside(path)) continue;
    if (!isUtf8) builder.skip(path, 'name-not-utf8');
    else if (path.endsWith('/')) addUntrackedDirectory(root, path.slice(0, -1), builder);
    else builder.addIfFile(path, lstat(join(root, path)));
  }
}

/** A hostile `core.worktree` can make git list what lies outside. */
function isOutside(path: string): boolean {
  return path.startsWith('../');
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

/** Ignored `.env` files and their like. */
function addKeyFiles(root: string, output: Buffer | undefined, builder: ListingBuilder): void {
  for (const { text: path, isUtf8 } of output === undefined ? [] : records(output))
    if (isUtf8 && isKeyFile(path) && !isOutside(path)) builder.addIfFile(path, lstat(join(root, path)), true);
}

/** The path in the one form that this tool uses; `undefined` when it leads out of the root. */
function normalise(entry: string): string | undefined {
  const path = posix
    .normalize(process.platform === 'win32' ? entry.replaceAll('\\', '/') : entry)
    .replace(/(?<!\/)\/+$/, '');
  return path === '..' || path.startsWith('../') || isAbsolute(entry) ? undefined : path || '.';
}
