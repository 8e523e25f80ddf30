import { dirname, join } from 'node:path';
import type { StoredRun } from './journal.js';
import { removeQuietly } from './replace-file.js';
import type { State } from './state.js';

/** Known from the journal, so that what a killed run left can be found; says nothing of the file, whose name may hold a key. */
export function temporaryName({ token }: StoredRun, index: number): string {
  return `.hs-${token}-${index}.tmp`;
}

/** Removes what this run may have left beside its files when it was killed. */
export function removeTemporaries({ base }: State, run: StoredRun): void {
  for (const [index, { path }] of run.entries.entries())
    removeQuietly(join(base, dirname(path), temporaryName(run, index)));
}
