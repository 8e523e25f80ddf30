import { codeOf } from '../errors.js';

/** For what may fail without harm: the next run finds it undone. Bugs are not hidden. */
export function quietly(act: () => void): void {
  try {
    act();
  } catch (error) {
    if (codeOf(error) === undefined) throw error;
  }
}
