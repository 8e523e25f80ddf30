import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { git, records } from '../discover/git.js';
import { holdsObject } from '../discover/holds-object.js';
import { Failure } from '../errors.js';
import { visibleLine } from '../visible.js';

export interface WritePermissions {
  /** Also change files that git could not bring back. */
  allowDirty: boolean;
  /** Also write where there is no repository. */
  allowNoVcs: boolean;
}

/** What git keeps in its directory while an operation waits for the user. */
const OPERATIONS: Record<string, string> = {
  MERGE_HEAD: 'merge',
  CHERRY_PICK_HEAD: 'cherry-pick',
  REVERT_HEAD: 'revert',
  'rebase-merge': 'rebase',
  'rebase-apply': 'rebase',
};
/** Paths for one command line; systems limit its length. */
const BATCH = 500;
const LISTED = 20;

/** Throws a `Failure` when git could not undo a rewrite of these root-relative files. */
export function assertWritable(root: string, paths: readonly string[], permissions: WritePermissions): void {
  if (git(root, ['rev-parse', '--is-inside-work-tree'])?.toString().trim() !== 'true') {
    if (permissions.allowNoVcs || permissions.allowDirty) return;
    throw new Failure('not-a-repository', `${visibleLine(root)} is not in a git repository.`);
  }
  const operation = operationInProgress(root);
  if (operation !== undefined) throw new Failure('operation-in-progress', `A ${operation} is in progress.`);
  if (permissions.allowDirty) return;
  const dirty = dirtyFiles(root, paths);
  if (dirty.length === 0) return;
  const lines = dirty.slice(0, LISTED).map(({ path, state }) => `  ${visibleLine(path)} (${state})`);
  if (dirty.length > LISTED) lines.push(`  and ${dirty.length - LISTED} more`);
  throw new Failure('dirty-tree', ['Files to be changed hold work that is not committed:', ...lines].join('\n'));
}

function operationInProgress(root: string): string | undefined {
  const directory = git(root, ['rev-parse', '--absolute-git-dir'])?.toString().replace(/\n$/, '');
  if (directory === undefined) return undefined;
  return Object.entries(OPERATIONS).find(([name]) => existsSync(join(directory, name)))?.[1];
}

export interface DirtyFile {
  path: string;
  state: 'untracked' | 'conflicted' | 'staged' | 'modified';
}

/**
 * Which of these files differ from the last commit. Found by comparing hashes, since `git status` may run the
 * `filter` programs that a repository's config names.
 */
export function dirtyFiles(root: string, paths: readonly string[]): DirtyFile[] {
  const dirty: DirtyFile[] = [];
  for (let start = 0; start < paths.length; start += BATCH) {
    const batch = paths.slice(start, start + BATCH);
    const staged = objects(git(root, ['--literal-pathspecs', 'ls-files', '-s', '-z', '--', ...batch]));
    const committed = objects(git(root, ['--literal-pathspecs', 'ls-tree', '-r', '-z', 'HEAD', '--', ...batch]));
    for (const path of batch) {
      const state = stateOf(join(root, path), staged.get(path), committed.get(path));
      if (state !== undefined) dirty.push({ path, state });
    }
  }
  return dirty;
}

function stateOf(file: string, staged: GitObject | undefined, committed: GitObject | undefined) {
  if (staged === undefined) return 'untracked';
  if (staged.stage !== '0') return 'conflicted';
  if (staged.id !== committed?.id) return 'staged';
  return holdsObject(file, staged.id) ? undefined : 'modified';
}

interface GitObject {
  id: string;
  /** Above 0 for the sides of a conflict. */
  stage: string;
}

/** `<mode> <id> <stage>\t<path>` in the index, `<mode> blob <id>\t<path>` in a commit. */
const ENTRY = /^\d{6} (?:blob )?([0-9a-f]{40,64}) ?(\d?)\t([\s\S]+)$/;

function objects(output: Buffer | undefined): Map<string, GitObject> {
  const found = new Map<string, GitObject>();
  for (const { text } of output === undefined ? [] : records(output)) {
    const [, id, stage, path] = ENTRY.exec(text) ?? [];
    if (id !== undefined && path !== undefined) found.set(path, { id, stage: stage || '0' });
  }
  return found;
}
