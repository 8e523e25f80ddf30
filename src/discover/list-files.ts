import type { Stats } from 'node:fs';
import { isAbsolute, join, posix } from 'node:path';
import { Failure } from '../errors.js';
import { skippedByName } from './file-kinds.js';
import { askGit, askGitForRecords, recordOf, records } from './git.js';
import { type Listing, ListingBuilder, lstat } from './listing.js';
import { walk } from './walk.js';

export type { Listing } from './listing.js';

const KEY_FILE = /(?:^|\/)(?:\.env[^/]*|\.dev\.vars[^/]*)$/;

/**
 * Lists what the selection names (root-relative files or directories; empty: everything), without reading a file. What git
 * tracks is listed although it may be gone: whoever opens it finds out. `known` is told of what git tracks, in order, while
 * git still looks for the rest.
 */
export async function listFiles(
  root: string,
  selection: readonly string[],
  known: (files: readonly string[]) => void = () => {},
): Promise<Listing> {
  const builder = new ListingBuilder(root);
  const directories: string[] = [];
  for (const entry of selection.length === 0 ? ['.'] : selection) {
    const path = normalise(entry);
    const stats = path === undefined ? undefined : lstat(join(root, path));
    if (path === undefined || stats === undefined) throw new Failure('no-such-path', `${entry} does not exist.`);
    if (stats.isDirectory()) directories.push(path);
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
  const question = (...args: string[]) => ['--literal-pathspecs', 'ls-files', '-z', ...args, '--', ...directories];
  // What git tracks stands in its index. For the rest it walks the tree, once for each question.
  const others = askGit(root, question('-o', '--exclude-standard'));
  // `--directory` keeps git from walking ignored directories such as `node_modules`.
  const ignored = askGit(root, question('-o', '-i', '--directory', '--exclude-standard'));
  const isListed = await askGitForRecords(root, question('-c', '-t', '-s'), (record) =>
    addTracked(root, record, builder),
  );
  if (!isListed) {
    await Promise.all([others, ignored]);
    return false;
  }
  known(builder.files());
  addOthers(root, await others, builder);
  addKeyFiles(root, await ignored, builder);
  return true;
}

/** A record: `H 100644 <object> 0<TAB>path`, or `S …` for what a sparse checkout may leave out. */
function addTracked(root: string, record: Buffer, builder: ListingBuilder): void {
  const head = record.toString('latin1', 0, 8);
  const { text: path, isUtf8 } = recordOf(record.subarray(record.indexOf(TAB) + 1));
  if (isOutside(path)) return;
  if (!isUtf8) builder.skip(path, 'name-not-utf8');
  else if (head.endsWith('160000')) builder.skip(path, 'submodule');
  else if (head.endsWith('120000')) builder.skip(path, 'symlink');
  else if (head.startsWith('S')) addSparse(path, lstat(join(root, path)), builder);
  else builder.add(path);
}

const TAB = 0x09;

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

/** Ignored `.env` files. */
function addKeyFiles(root: string, output: Buffer | undefined, builder: ListingBuilder): void {
  for (const { text: path, isUtf8 } of output === undefined ? [] : records(output))
    if (isUtf8 && KEY_FILE.test(path) && !isOutside(path)) builder.addIfFile(path, lstat(join(root, path)), true);
}

/** The path in the one form that this tool uses; `undefined` when it leads out of the root. */
function normalise(entry: string): string | undefined {
  const path = posix
    .normalize(process.platform === 'win32' ? entry.replaceAll('\\', '/') : entry)
    .replace(/(?<!\/)\/+$/, '');
  return path === '..' || path.startsWith('../') || isAbsolute(entry) ? undefined : path || '.';
}
