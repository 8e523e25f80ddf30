import { join } from 'node:path';
import { codeOf } from '../errors.js';
import { dropNewTexts, type Entry, note, readImage, removeRun, type StoredRun } from './journal.js';
import { quietly } from './quietly.js';
import {
  contentOf,
  type FailedFile,
  isThere,
  Refusal,
  refusalOf,
  removeFile,
  replaceFile,
  syncDirectories,
} from './replace-file.js';
import type { State } from './state.js';
import { removeTemporaries, temporaryName } from './temporaries.js';

/** Paths are relative to the base, as in the journal. */
export interface Undone {
  restored: string[];
  /** Edited since, for the most part. */
  left: FailedFile[];
}

/**
 * Gives every file that the run has written its old text back, byte for byte, unless it has been edited since. May be
 * called again after it was interrupted: the files themselves tell how far it came.
 */
export function undoRun(state: State, run: StoredRun): Undone {
  try {
    note(run, { mark: 'undoing' });
  } catch (error) {
    // On a full disk: a run that has not ended counts as interrupted without a note.
    if (run.last.mark !== 'planned') throw error;
  }
  dropNewTexts(run);
  removeTemporaries(state, run);

  const restored: string[] = [];
  const left = new Map<number, Refusal>();
  let isFinal = true;
  for (const [index, entry] of run.entries.entries()) {
    if (run.failed.includes(index)) continue;
    try {
      if (restore(state, run, index, entry)) restored.push(entry.path);
    } catch (error) {
      const refusal = refusalOf(error);
      if (!refusal && codeOf(error) === undefined) throw error;
      // What the system could not do now it may do the next time: the run stays open.
      if (!refusal) isFinal = false;
      left.set(index, refusal ?? new Refusal('cannot-write', codeOf(error)));
    }
  }
  syncDirectories(restored.map((path) => join(state.base, path)));
  if (isFinal)
    quietly(() => (left.size === 0 ? removeRun(run) : note(run, { mark: 'undone', left: [...left.keys()] })));
  return { restored, left: [...left].map(([index, refusal]) => refusal.of(run.entries[index]?.path ?? '')) };
}

/** `false` when the file holds its old text already, or is gone again. */
function restore({ base }: State, run: StoredRun, index: number, { path, before, after }: Entry): boolean {
  const file = join(base, path);
  if (!before) {
    if (!isThere(file)) return false;
    removeFile({ within: base, path: file, hash: after.hash });
    return true;
  }
  if (contentOf(file)?.hash === before.hash) return false;
  const bytes = readImage(run, index, 'before');
  if (bytes === undefined) throw new Refusal('lost');
  replaceFile({ within: base, path: file, hash: after.hash, bytes, temporary: temporaryName(run, index) });
  return true;
}
