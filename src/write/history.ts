import { codeOf, Failure } from '../errors.js';
import { visibleLine } from '../visible.js';
import { carryOut, type Outcome } from './carry-out.js';
import { holdingLock } from './exclusively.js';
import { canResume, isUnfinished, removeRun, runsIn, type StoredRun } from './journal.js';
import { keeping, type State, stateOf } from './state.js';
import { type Undone, undoRun } from './undo-run.js';

/** What is kept of the runs on a directory, for the commands that look after it. Paths are relative to `state.base`. */
export interface History {
  state: State;
  /** The oldest first. */
  runs: readonly StoredRun[];
}

interface Looked {
  state: State;
  run: StoredRun;
}

export function historyOf(root: string): History {
  const state = stateOf(root);
  try {
    return { state, runs: runsIn(state.directory) };
  } catch (error) {
    const code = codeOf(error);
    if (code === undefined) throw error;
    throw new Failure('cannot-read', `${visibleLine(state.directory)} could not be read (${code}).`);
  }
}

/** Takes back a run, the last one by default. @throws Failure where there is none. */
export function undo(root: string, id: number | undefined): Promise<Undone & Looked> {
  return lookingAfter(root, ({ state, runs }) => {
    const run = runs.findLast((one) => id === undefined || one.id === id);
    if (run === undefined) throw noSuchRun(id);
    return { run, state, ...keeping(state, () => undoRun(state, run)) };
  });
}

/** Finishes the run that was interrupted. @throws Failure where there is none, or it can only be taken back. */
export function resume(root: string): Promise<Outcome & Looked> {
  return lookingAfter(root, async ({ state, runs }) => {
    const run = runs.find(isUnfinished);
    if (run === undefined) throw new Failure('no-such-run', 'No run was interrupted.');
    if (!canResume(run)) throw new Failure('unfinished-undo', `Undoing run ${run.id} was interrupted.`);
    return { run, state, ...(await carryOut(state, run, state.base)) };
  });
}

/** Deletes what is kept of a run, or of all; no file is changed. Gives the numbers. */
export function forget(root: string, id: number | undefined): Promise<number[]> {
  return lookingAfter(root, ({ state, runs }) => {
    const chosen = runs.filter((run) => id === undefined || run.id === id);
    if (id !== undefined && chosen.length === 0) throw noSuchRun(id);
    for (const run of chosen) keeping(state, () => removeRun(run));
    return chosen.map((run) => run.id);
  });
}

async function lookingAfter<T>(root: string, body: (history: History) => T | Promise<T>): Promise<T> {
  const { state, runs } = historyOf(root);
  // Where nothing is kept, nothing is made.
  if (runs.length === 0) return body({ state, runs });
  return holdingLock(state, () => body({ state, runs: runsIn(state.directory) }));
}

function noSuchRun(id: number | undefined): Failure {
  return new Failure('no-such-run', id === undefined ? 'There is no run to undo.' : `There is no run ${id}.`);
}
