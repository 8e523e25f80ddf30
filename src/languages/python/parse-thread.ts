import { type MessagePort, workerData } from 'node:worker_threads';
import { type FlatTree, parseFlat } from './flat-tree.js';
import { loadPython } from './parser.js';
import { BEGUN, DONE, WAITING } from './trees-ahead.js';

/** A thread that parses what it is sent, unless another one has begun with it: the program of `TreesAhead`'s threads. */
const { port, states } = workerData as { port: MessagePort; states: Int32Array };
await loadPython();
port.on('message', ({ index, text }: { index: number; text: string }) => {
  if (Atomics.compareExchange(states, index, WAITING, BEGUN) !== WAITING) return;
  const tree = parsed(text);
  if (tree) port.postMessage({ index, tree }, [tree.buffer]);
  Atomics.store(states, index, DONE);
  Atomics.notify(states, index);
});

/** What does not parse is parsed again where a failure is told of. */
function parsed(text: string): FlatTree | undefined {
  try {
    return parseFlat(text);
  } catch {
    return undefined;
  }
}
