import type { ModelsAhead } from '../front-end.js';
import type { FlatTree } from '../tree-sitter/flat-tree.js';
import { readWithinTime } from '../within-time.js';
import type { Packed } from './pack.js';
import type { ParseThread } from './parse-threads.js';

/** What has become of a text, in memory that all threads see. */
export const WAITING = 0;
export const BEGUN = 1;
export const DONE = 2;

/** How far threads may be ahead: a thread makes 150 models of files of 11 KB in a second, or takes out 800 trees of 25 KB. */
const WINDOW = 128;
/** Milliseconds after which a thread is taken for dead. The largest file that is read (1 MiB) takes 0.4 seconds. */
const PATIENCE = 3000;

/** A model in numbers, with the texts of all that the thread has made; or only the tree that it is to be made of. */
export type Ahead = { packed: Packed; texts: readonly string[] } | { tree: FlatTree };

/** A file of which a model can be made on any thread; `pack` makes it on this one. */
export interface Packable {
  path: string;
  language: string;
  /** Its text; undefined where it has none. */
  read(): string | undefined;
  pack(text: string): unknown;
}

/**
 * Models of many texts, made by other threads while this one does something else. It asks for one after another, without
 * an `await`, in whatever order: what is handed on is the same as without threads, and so is the order of what follows from it.
 * Whoever comes first parses a text, so that this thread neither waits for one that is late nor depends on one that has died.
 */
export class PackedModelsAhead implements ModelsAhead {
  readonly #indexes: ReadonlyMap<string, number>;
  readonly #states: Int32Array;
  readonly #made = new Map<number, Ahead>();
  #sent = 0;

  /** `threads`: at least one, of which nobody else makes use. */
  constructor(
    private readonly files: readonly Packable[],
    private readonly threads: readonly ParseThread[],
  ) {
    this.#indexes = new Map(files.map(({ path }, index) => [path, index]));
    this.#states = new Int32Array(new SharedArrayBuffer(4 * files.length));
    for (const thread of threads) thread.begin(this.#states);
    this.#sendUpTo(WINDOW);
  }

  /** The model that has been made of the file's text; undefined where there is none, and it is to be parsed. */
  take(path: string): Ahead | undefined {
    const index = this.#indexes.get(path);
    if (index === undefined) return undefined;
    this.#sendUpTo(index + WINDOW);
    if (this.#begin(index)) {
      Atomics.store(this.#states, index, DONE);
      return undefined;
    }
    while (Atomics.load(this.#states, index) === BEGUN)
      if (!this.#parseNext(index) && Atomics.wait(this.#states, index, BEGUN, PATIENCE) === 'timed-out') break;
    this.#receive();
    const made = this.#made.get(index);
    this.#made.delete(index);
    return made;
  }

  /** A thread must not outlive the run. */
  async stop(): Promise<void> {
    await Promise.all(this.threads.map((thread) => thread.stop()));
  }

  #sendUpTo(end: number): void {
    for (; this.#sent < Math.min(end, this.files.length); this.#sent++) {
      const index = this.#sent;
      const file = this.files[index] as Packable;
      const { path, language } = file;
      const text = file.read();
      if (text === undefined) continue;
      this.threads[index % this.threads.length]?.send({ index, path, text, language });
    }
  }

  #begin(index: number): boolean {
    return Atomics.compareExchange(this.#states, index, WAITING, BEGUN) === WAITING;
  }

  /** Instead of waiting, this thread parses the next text with which none has begun. */
  #parseNext(after: number): boolean {
    for (let index = after + 1; index < this.#sent; index++) {
      if (!this.#begin(index)) continue;
      const file = this.files[index] as Packable;
      const text = file.read();
      try {
        if (text !== undefined) this.#made.set(index, readWithinTime(text, () => file.pack(text)) as Ahead);
      } catch {
        // Told of when the file is asked for.
      }
      Atomics.store(this.#states, index, DONE);
      return true;
    }
    return false;
  }

  #receive(): void {
    for (const thread of this.threads) for (const { index, ahead } of thread.received()) this.#made.set(index, ahead);
  }
}
