import type { Sight } from './sight.js';

/** What the threads that look at files have in common. */
export interface Work {
  root: string;
  /** Paths with NUL between them: one text is handed over faster than many. */
  paths: string;
  /** The number of the next stretch that nobody has taken. */
  next: Int32Array;
}

/** What a thread has seen: the stretches that it took, and by number the paths of which there is something to say. */
export interface Seen {
  stretches: number[];
  sights: [index: number, sight: Sight][];
}

/** Files in a stretch, which one thread takes at once. */
export const STRETCH = 256;

/** The number of a stretch that nobody else takes. */
export function take({ next }: Pick<Work, 'next'>): number {
  return Atomics.add(next, 0, 1);
}
