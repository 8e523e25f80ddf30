import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { tuneV8ForLittle } from '../../tune-v8.js';
import { type Packable, PackedModelsAhead } from './models-ahead.js';

/** In how many threads; `0` for none. Without it, as many as there are processors to spare, where that pays. */
const VARIABLE = 'MIGRATE_TO_HOLYSHEEP_THREADS';
const MOST = 4;
/** Characters of source from which on threads pay (`bench/README.md`): one costs a third of the time that these take to parse. */
const ENOUGH = 1_000_000;

/** The program of a thread, which only the built package has. */
const PROGRAM = new URL('../parse-thread.js', import.meta.url);

/** Has other threads begin with the files; undefined where that does not pay. */
export function packAhead(files: readonly Packable[]): PackedModelsAhead | undefined {
  const isMuch = isEnough(files);
  if (!isMuch) tuneV8ForLittle();
  const threads = threadsFor(files, isMuch);
  return threads > 0 && existsSync(PROGRAM) ? new PackedModelsAhead(files, threads, PROGRAM) : undefined;
}

function isEnough(files: readonly Packable[]): boolean {
  let size = 0;
  return files.some((file) => {
    size += file.read()?.length ?? 0;
    return size >= ENOUGH;
  });
}

function threadsFor(files: readonly Packable[], isMuch: boolean): number {
  const asked = process.env[VARIABLE];
  if (asked !== undefined) return files.length === 0 ? 0 : Number.parseInt(asked, 10) || 0;
  return isMuch ? Math.min(availableParallelism() - 1, MOST) : 0;
}
