import { createHash } from 'node:crypto';
import { chmodSync, lstatSync, mkdirSync, realpathSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import { git } from '../discover/git.js';
import { codeOf, Failure } from '../errors.js';
import { visibleLine } from '../visible.js';
import { syncDirectory } from './replace-file.js';

/** Where the runs on a directory are kept, and what the paths in them are relative to. */
export interface State {
  /** Of this tool alone; it may not be there yet. */
  directory: string;
  /** The top of the work tree; outside of git, the root itself. Without links in it. */
  base: string;
}

const NAME = 'migrate-to-holysheep';

/** In the git directory of this work tree, so that nothing of it is ever committed; outside of git, in the user's own files. */
export function stateOf(root: string): State {
  const base = realpathSync(root);
  return inGit(base) ?? { directory: join(userState(), createHash('sha256').update(base).digest('hex')), base };
}

function inGit(root: string): State | undefined {
  const lines = linesOf(root, ['--show-toplevel', '--absolute-git-dir', '--git-path', NAME]);
  const [top, gitDirectory, path] = lines;
  // A name with a newline in it, or one that is not UTF-8, cannot be told here.
  if (!top || !gitDirectory || !path || lines.length > 3 || lines.join('').includes('\ufffd')) return undefined;
  // A `core.worktree` may name any directory as the top, one that is not this repository's.
  if (top !== root && linesOf(top, ['--absolute-git-dir'])[0] !== gitDirectory) return undefined;
  return { directory: resolve(root, path), base: realpathSync(top) };
}

function linesOf(directory: string, questions: readonly string[]): string[] {
  return (
    git(directory, ['rev-parse', ...questions])
      ?.toString()
      .replace(/\n$/, '')
      .split('\n') ?? []
  );
}

/** Source: the XDG Base Directory Specification, which ignores a relative path; on Windows, the known folder. */
function userState(): string {
  const { XDG_STATE_HOME: home, LOCALAPPDATA: local } = process.env;
  if (home && isAbsolute(home)) return join(home, NAME);
  if (process.platform === 'win32' && local) return join(local, NAME);
  return join(homedir(), '.local', 'state', NAME);
}

/**
 * Makes the directory, for this user alone.
 * @throws Failure when that cannot be done, or when a link has been put there.
 */
export function makeStateDirectory({ directory }: State): void {
  keeping({ directory }, () => {
    const first = mkdirSync(directory, { recursive: true, mode: 0o700 });
    // New names outlast a power cut only once the directories that hold them are synced.
    if (first !== undefined)
      for (let made = directory; made.length >= first.length; made = dirname(made)) syncDirectory(dirname(made));
  });
  const stats = lstatSync(directory);
  if (!stats.isDirectory()) throw new Failure('cannot-keep', `${visibleLine(directory)} is a link, not a directory.`);
  if ((stats.mode & 0o077) !== 0 && process.platform !== 'win32')
    keeping({ directory }, () => chmodSync(directory, 0o700));
}

/** Without a journal and the old texts nothing is written. @throws Failure for what the system says. */
export function keeping<T>({ directory }: Pick<State, 'directory'>, act: () => T): T {
  try {
    return act();
  } catch (error) {
    const code = codeOf(error);
    if (code === undefined) throw error;
    throw new Failure('cannot-keep', `What undo needs could not be kept in ${visibleLine(directory)} (${code}).`);
  }
}
