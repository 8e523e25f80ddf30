import { realpathSync } from 'node:fs';
import { relative, sep } from 'node:path';
import { hashOf } from '../discover/read-file.js';
import { carryOut } from './carry-out.js';
import { createRun, type RouteIds, removeOldRuns } from './journal.js';
import type { FailedFile } from './replace-file.js';
import { keeping, type State } from './state.js';

export interface Change {
  /** Relative to the root. */
  path: string;
  /** The whole text, BOM included, before and after. Without one before, it is a new file. */
  before?: string;
  after: string;
  /** SHA-256 of the bytes that the change was planned for. */
  hash?: string;
}

export interface WriteResult {
  /** Paths are relative to the root. */
  written: string[];
  failed: FailedFile[];
}

/**
 * Writes all changes as one transaction, which `undo` can take back. The caller holds the lock.
 * @throws Failure when what undo needs cannot be kept, or the user interrupts; then nothing is changed.
 */
export async function writeChanges(
  state: State,
  root: string,
  changes: readonly Change[],
  route?: RouteIds,
): Promise<WriteResult> {
  if (changes.length === 0) return { written: [], failed: [] };
  const within = realpathSync(root);
  const prefix = relative(state.base, within).split(sep).join('/');
  const outcome = await carryOut(state, begin(state, prefix, changes, route), within);
  removeOldRuns(state.directory);
  const inRoot = (path: string) => (prefix === '' ? path : path.slice(prefix.length + 1));
  return {
    written: outcome.written.map(inRoot),
    failed: outcome.failed.map((file) => ({ ...file, path: inRoot(file.path) })),
  };
}

function begin(state: State, prefix: string, changes: readonly Change[], route?: RouteIds) {
  const images = changes.map(({ path, before, after, hash }) => {
    const bytes = before === undefined ? undefined : Buffer.from(before);
    if ((bytes && hashOf(bytes)) !== hash) throw new Error(`the text of ${path} is not what its file holds`);
    return { path: prefix === '' ? path : `${prefix}/${path}`, before: bytes, after: Buffer.from(after) };
  });
  return keeping(state, () => createRun(state.directory, images, route));
}
