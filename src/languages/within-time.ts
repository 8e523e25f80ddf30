import { createContext, Script } from 'node:vm';
import { SyntaxFailure } from './front-end.js';

/** In seconds. The largest files that are read take five, all others less than one. */
const LIMIT = 10;
/** So many seconds before the end a parser in WebAssembly stops by itself, since it cannot be used again when it is interrupted. */
const EARLIER = 1;

const context: { body?: () => unknown } = createContext({});
const script = new Script('body()');
let end = Number.POSITIVE_INFINITY;

/**
 * Runs what reads one file, and ends it where it takes too long, so that the run goes on without that file. JavaScript,
 * regular expressions and WebAssembly can be interrupted, native code cannot.
 * @throws SyntaxFailure when the time is over.
 */
export function withinTime<T>(body: () => T, seconds = LIMIT): T {
  context.body = body;
  end = performance.now() + (seconds - EARLIER) * 1000;
  try {
    return script.runInContext(context, { timeout: seconds * 1000 }) as T;
  } catch (error) {
    if ((error as NodeJS.ErrnoException)?.code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw error;
    throw new SyntaxFailure(`reading it took longer than ${seconds} seconds`);
  } finally {
    end = Number.POSITIVE_INFINITY;
  }
}

/** Whether what runs within time should come to its end. */
export function isTimeUp(): boolean {
  return performance.now() > end;
}
