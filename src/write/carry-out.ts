import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { codeOf, Failure } from '../errors.js';
import { visibleLine } from '../visible.js';
import { exitCodeOf, heedingSignals } from './heeding-signals.js';
import { type Entry, note, readImage, removeRun, type StoredRun } from './journal.js';
import {
  contentOf,
  createFile,
  type FailedFile,
  Refusal,
  refusalOf,
  replaceFile,
  syncDirectories,
} from './replace-file.js';
import type { State } from './state.js';
import { removeTemporaries, temporaryName } from './temporaries.js';
import { undoRun } from './undo-run.js';

/** Paths are relative to the base, as in the journal. */
export interface Outcome {
  written: string[];
  failed: FailedFile[];
}

/**
 * Writes what the journal says, or what is left of it. A file that is refused is reported, and the others go on. When
 * the system fails or the user interrupts, all files get their old text back.
 * @param within the directory that no change may leave.
 * @throws Failure when the user interrupts.
 */
export function carryOut(state: State, run: StoredRun, within: string): Promise<Outcome> {
  removeTemporaries(state, run);
  return heedingSignals(async (interruption) => {
    const refused = new Map<number, Refusal>();
    let current: number | undefined;
    try {
      for (const [index, entry] of run.entries.entries()) {
        // Between two files, so that Ctrl-C is heard and never meets a file half done.
        await setImmediate();
        if (interruption.signal) break;
        current = index;
        const refusal = write(state, run, index, entry, within);
        if (refusal) refused.set(index, refusal);
      }
      current = undefined;
      if (!interruption.signal) return finish(state, run, refused);
    } catch (error) {
      const failed = rollBack(state, run, refused, { index: current, code: codeOf(error) });
      // Not from the system: a bug of this tool.
      if (codeOf(error) === undefined) throw error;
      return { written: [], failed };
    }
    const failed = rollBack(state, run, refused, {});
    throw interrupted(interruption.signal, failed);
  });
}

/** Gives why the file was refused. @throws what ends the run. */
function write(state: State, run: StoredRun, index: number, entry: Entry, within: string): Refusal | undefined {
  const path = join(state.base, entry.path);
  // Before the run was interrupted.
  if (contentOf(path)?.hash === entry.after.hash) return undefined;
  const bytes = readImage(run, index, 'after');
  if (bytes === undefined) throw new Error(`run ${run.id} has lost a text`);
  const temporary = temporaryName(run, index);
  try {
    if (entry.before) replaceFile({ within, path, hash: entry.before.hash, bytes, temporary });
    else createFile({ within, path, bytes, temporary });
    return undefined;
  } catch (error) {
    const refusal = refusalOf(error);
    if (refusal) return refusal;
    throw error;
  }
}

function finish(state: State, run: StoredRun, refused: ReadonlyMap<number, Refusal>): Outcome {
  if (refused.size > 0) removeTemporaries(state, run);
  const written = run.entries.filter((_, index) => !refused.has(index)).map(({ path }) => path);
  syncDirectories(written.map((path) => join(state.base, path)));
  if (written.length === 0) removeRun(run);
  else note(run, { mark: 'written', failed: [...refused.keys()] });
  return { written, failed: failedIn(run, refused) };
}

/** Undoes what is written so far, and gives what has become of each file. */
function rollBack(
  state: State,
  run: StoredRun,
  refused: ReadonlyMap<number, Refusal>,
  fault: { index?: number | undefined; code?: string | undefined },
): FailedFile[] {
  const { left } = undoRun(state, { ...run, failed: [...refused.keys()] });
  const kept = new Map(left.map((file) => [file.path, file]));
  const failed = run.entries.map(({ path }, index): [number, Refusal] => {
    const file = kept.get(path);
    if (file) return [index, new Refusal('not-rolled-back', file.detail ?? file.reason)];
    if (index === fault.index) return [index, new Refusal('cannot-write', fault.code)];
    return [index, refused.get(index) ?? new Refusal('rolled-back', fault.code)];
  });
  return failedIn(run, new Map(failed));
}

function failedIn(run: StoredRun, refusals: ReadonlyMap<number, Refusal>): FailedFile[] {
  return run.entries.flatMap(({ path }, index) => refusals.get(index)?.of(path) ?? []);
}

function interrupted(signal: NodeJS.Signals, failed: readonly FailedFile[]): Failure {
  const kept = failed.filter(({ reason }) => reason === 'not-rolled-back').map(({ path }) => path);
  const exitCode = exitCodeOf(signal);
  if (kept.length === 0) return new Failure('interrupted', 'Interrupted.', exitCode);
  return new Failure('unfinished-undo', `Interrupted. Not put back: ${kept.map(visibleLine).join(', ')}.`, exitCode);
}
