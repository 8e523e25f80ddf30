import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import type { Progress } from '../progress.js';
import type { SkippedFile } from '../report.js';
import { companions } from './companions.js';
import type { Listing } from './listing.js';
import { type Seen, STRETCH, take, type Work } from './look-work.js';
import { createSight, type Sight, sightOf } from './sight.js';

/** What a look at all files has found. */
export interface Found {
  /** The files that can matter, by their bytes, and what says whose these are. */
  candidates: string[];
  /** What could not be opened, and what is not looked at. */
  skipped: SkippedFile[];
  /** The listing without what git tracks and nobody finds. */
  listing: Listing;
}

/** In how many threads besides this one; `0` for none. Without it, as many as there are processors to spare, where that pays. */
const VARIABLE = 'MIGRATE_TO_HOLYSHEEP_THREADS';
const MOST = 3;
/** Files from which on a thread pays (`bench/README.md`). */
const ENOUGH = 15_000;

/** The program of a thread, which only the built package has. */
const PROGRAM = new URL('../look-thread.js', import.meta.url);

/**
 * Looks at the bytes of files, each once. `begin` may be told of some of them while the others are still being listed. What
 * comes out is in the order of the listing, however many threads have looked.
 */
export class Look {
  readonly #sights = new Map<string, Sight>();
  readonly #begun: (readonly string[])[] = [];
  readonly #pending: Promise<void>[] = [];
  #total = 0;
  #done = 0;

  constructor(
    private readonly root: string,
    private readonly progress?: Progress,
    private readonly program: URL = PROGRAM,
  ) {}

  begin(paths: readonly string[]): void {
    const fresh = without(paths, this.#begun);
    if (fresh.length === 0) return;
    this.#begun.push(fresh);
    this.#total += fresh.length;
    this.#pending.push(this.#look(fresh));
  }

  /** What is in a listing, of which `begin` may have been told. */
  async finish(listing: Listing): Promise<Found> {
    const { texts } = listing;
    this.begin(texts ? listing.files.filter((path) => !texts.has(path)) : listing.files);
    await Promise.all(this.#pending);
    for (const [path, bytes] of texts ?? []) {
      const sight = sightOf(path, bytes);
      if (sight) this.#sights.set(path, sight);
    }
    const files: string[] = [];
    const candidates: string[] = [];
    const skipped: SkippedFile[] = [];
    for (const file of listing.files) {
      const sight = this.#sights.get(file);
      if (!isElsewhere(sight)) files.push(file);
      if (sight === 'candidate') candidates.push(file);
      else if (typeof sight === 'object') skipped.push({ file, ...sight });
    }
    return { candidates: [...candidates, ...companions(candidates, files)], skipped, listing: { ...listing, files } };
  }

  /** Once the other threads have begun; they are waited for. */
  async #look(paths: readonly string[]): Promise<void> {
    const stretches = Math.ceil(paths.length / STRETCH);
    const count = existsSync(this.program) ? threadsFor(paths.length) : 0;
    const work: Work = { root: this.root, paths: '', next: new Int32Array(new SharedArrayBuffer(4)) };
    if (count > 0) work.paths = paths.join('\0');
    const threads = count > 0 ? await seenByThreads(count, this.program, work) : [];
    const own = new Set<number>();
    const see = createSight(this.root);
    const lookAt = (stretch: number) => {
      own.add(stretch);
      for (const path of paths.slice(stretch * STRETCH, (stretch + 1) * STRETCH)) {
        const sight = see(path);
        if (sight) this.#sights.set(path, sight);
      }
      this.#done += STRETCH;
      this.progress?.('look', this.#done, this.#total);
    };
    for (let stretch = take(work); stretch < stretches; stretch = take(work)) {
      lookAt(stretch);
      await othersTurn();
    }
    for (const seen of await Promise.all(threads)) {
      for (const stretch of seen?.stretches ?? []) own.add(stretch);
      for (const [index, sight] of seen?.sights ?? []) this.#sights.set(paths[index] ?? '', sight);
    }
    // What a thread had taken that died over it.
    for (let stretch = 0; stretch < stretches; stretch++) if (!own.has(stretch)) lookAt(stretch);
  }
}

/** What git says meanwhile is heard, and asked on. */
function othersTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** Mostly there is one list, and it has them all. */
function without(paths: readonly string[], lists: readonly (readonly string[])[]): readonly string[] {
  const [first = []] = lists;
  if (first.length === paths.length && paths.every((path, index) => path === first[index])) return [];
  const known = new Set(lists.flat());
  return known.size === 0 ? paths : paths.filter((path) => !known.has(path));
}

/** A file that is gone; or behind a link, where nobody is to open it. */
function isElsewhere(sight: Sight | undefined): boolean {
  return sight === 'missing' || (typeof sight === 'object' && sight.reason === 'symlink');
}

function threadsFor(files: number): number {
  const asked = process.env[VARIABLE];
  if (asked !== undefined) return Math.min(Number.parseInt(asked, 10) || 0, MOST);
  return files < ENOUGH ? 0 : Math.min(availableParallelism() - 1, MOST);
}

/** A thread makes texts that it forgets at once: room for more of them than these megabytes takes memory and saves no time. */
const LIMITS = { maxYoungGenerationSizeMb: 2 };

/** Begins threads. Undefined where one has failed: what it had taken is looked at here. */
async function seenByThreads(count: number, program: URL, work: Work): Promise<Promise<Seen | undefined>[]> {
  const { Worker } = await import('node:worker_threads');
  const seen = () =>
    new Promise<Seen | undefined>((resolve) => {
      const worker = new Worker(program, { workerData: work, execArgv: [], stderr: true, resourceLimits: LIMITS });
      worker.once('message', resolve);
      worker.once('error', () => resolve(undefined));
      worker.once('exit', () => resolve(undefined));
    });
  return Array.from({ length: count }, seen);
}
