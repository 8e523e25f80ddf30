import { assertWritable } from '../write/check-tree.js';
import { exclusively } from '../write/exclusively.js';
import { type Change, type WriteResult, writeChanges } from '../write/write-changes.js';
import type { MigrateOptions } from './options.js';

/** Writes what a command has made, new files too, as one transaction, which `undo` takes back. @throws Failure when nothing is written. */
export function writeGenerated(
  root: string,
  changes: readonly Change[],
  migrate: MigrateOptions,
): Promise<WriteResult> {
  return exclusively(root, true, async (state) => {
    const old = changes.filter(({ before }) => before !== undefined).map(({ path }) => path);
    if (changes.length > 0) assertWritable(root, old, migrate);
    return writeChanges(state, root, changes);
  });
}
