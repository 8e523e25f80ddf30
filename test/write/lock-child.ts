import { appendFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { Failure } from '../../src/errors.js';
import { lock } from '../../src/write/lock.js';

/** Waits for the lock, and says when it has it. */
const [directory = '', log = ''] = process.argv.slice(2);
let release: (() => void) | undefined;
while (!release) {
  try {
    release = lock(directory);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    await setTimeout(2);
  }
}
appendFileSync(log, `in ${process.pid}\n`);
await setTimeout(5);
appendFileSync(log, `out ${process.pid}\n`);
release();
