import { parentPort, workerData } from 'node:worker_threads';
import { type Seen, STRETCH, take, type Work } from './look-work.js';
import { createSight } from './sight.js';

/** A thread that looks at stretches of files until none is left: the program of `Look`'s threads. */
const work = workerData as Work;
const paths = work.paths.split('\0');
const see = createSight(work.root);
const seen: Seen = { stretches: [], sights: [] };
for (let stretch = take(work); stretch * STRETCH < paths.length; stretch = take(work)) {
  seen.stretches.push(stretch);
  for (let index = stretch * STRETCH; index < Math.min((stretch + 1) * STRETCH, paths.length); index++) {
    const sight = see(paths[index] ?? '');
    if (sight) seen.sights.push([index, sight]);
  }
}
parentPort?.postMessage(seen);
