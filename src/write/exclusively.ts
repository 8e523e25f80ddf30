import { join } from 'node:path';
import { Failure } from '../errors.js';
import { canResume, isUnfinished, removeRemains, runsIn, type StoredRun } from './journal.js';
import { holderOf, lock } from './lock.js';
import { quietly } from './quietly.js';
import { contentOf } from './replace-file.js';
import { keeping, makeStateDirectory, type State, stateOf } from './state.js';

/** While `body` runs, no other run writes under this root, and no run that was interrupted waits to be looked after. */
export async function exclusively<T>(root: string, isWriting: boolean, body: (state: State) => Promise<T>): Promise<T> {
  const state = stateOf(root);
  if (isWriting) return holdingLock(state, () => body(state), assertFinished);
  // Who only looks does not wait for who writes, and need not see what another user keeps.
  quietly(() => {
    if (holderOf(state.directory) === undefined) assertFinished(state);
  });
  return body(state);
}

/** Holds the lock while `body` runs. `check` comes first; what was left behind by runs that never began is gone then. */
export async function holdingLock<T>(
  state: State,
  body: () => T | Promise<T>,
  check: (state: State) => void = () => {},
): Promise<T> {
  makeStateDirectory(state);
  const release = keeping(state, () => lock(state.directory));
  try {
    keeping(state, () => removeRemains(state.directory));
    keeping(state, () => check(state));
    return await body();
  } finally {
    release();
  }
}

/** @throws Failure that says how far an interrupted run came, and what can be done. */
function assertFinished(state: State): void {
  const run = runsIn(state.directory).find(isUnfinished);
  if (run === undefined) return;
  const files = `Files that hold their new text: ${writtenCount(state, run)} of ${run.entries.length}.`;
  throw canResume(run)
    ? new Failure('unfinished-run', `Run ${run.id} was interrupted. ${files}`)
    : new Failure('unfinished-undo', `Undoing run ${run.id} was interrupted. ${files}`);
}

function writtenCount({ base }: State, run: StoredRun): number {
  return run.entries.filter(({ path, after }) => contentOf(join(base, path))?.hash === after.hash).length;
}
