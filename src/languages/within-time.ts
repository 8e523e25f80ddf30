import { createContext, Script } from 'node:vm';
import { SyntaxFailure } from './front-end.js';

/** In seconds. The largest files that are read take five, all others less than one. */
const LIMIT = 10;
/** So many seconds before the end a parser in WebAssembly stops by itself, since it cannot be used again when it is interrupted. */
const EARLIER = 1;
/** Characters from which on a text may take long: what grows with their square takes a second at most for fewer. */
const LONG = 32 * 1024;

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
  return endingIn(seconds, () => {
    try {
      return script.runInContext(context, { timeout: seconds * 1000 }) as T;
    } catch (error) {
      if ((error as NodeJS.ErrnoException)?.code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw error;
      throw tooLong(seconds);
    }
  });
}

/**
 * As `withinTime`, for what reads a text by a parser that looks at the time itself, or that is guarded itself. A guard is a
 * thread of its own each time, which costs a tenth of what a file of 10 KB does, and more where all processors are busy:
 * a short text is read without.
 */
export function readWithinTime<T>(text: string, read: () => T, seconds = LIMIT): T {
  return text.length < LONG ? endingIn(seconds, read) : withinTime(read, seconds);
}

function endingIn<T>(seconds: number, body: () => T): T {
  const before = end;
  end = performance.now() + (seconds - EARLIER) * 1000;
  try {
    return body();
  } finally {
    end = before;
  }
}

/** @throws SyntaxFailure when the time is over. */
export function checkTime(): void {
  if (isTimeUp()) throw tooLong(LIMIT);
}

function tooLong(seconds: number): SyntaxFailure {
  return new SyntaxFailure(`reading it took longer than ${seconds} seconds`);
}

/** Whether what runs within time should come to its end. */
export function isTimeUp(): boolean {
  return performance.now() > end;
}
