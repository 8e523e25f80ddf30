import { hashOf } from '../../src/discover/read-file.js';
import { exclusively } from '../../src/write/exclusively.js';
import { type Change, type WriteResult, writeChanges } from '../../src/write/write-changes.js';

export function change(path: string, after = 'new', before = 'old'): Required<Change> {
  return { path, before, after, hash: hashOf(before) };
}

/** The write step as a run makes it. */
export function write(root: string, changes: readonly Change[]): Promise<WriteResult> {
  return exclusively(root, true, (state) => writeChanges(state, root, changes));
}
