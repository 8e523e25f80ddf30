import { type MessagePort, workerData } from 'node:worker_threads';
import { packText } from '../python/pack-text.js';
import { loadPython } from '../python/parser.js';
import { BEGUN, DONE, WAITING } from './models-ahead.js';
import { Dictionary, type Packed } from './pack.js';

/** What a thread tells: a model, and the texts that it is the first to spell. */
export interface Made {
  index: number;
  packed: Packed;
  added: string[];
}

/** A thread that parses what it is sent, unless another one has begun with it: the program of `ModelsAhead`'s threads. */
const { port, states } = workerData as { port: MessagePort; states: Int32Array };
const dictionary = new Dictionary();
let told = 0;
await loadPython();
port.on('message', ({ index, text }: { index: number; text: string }) => {
  if (Atomics.compareExchange(states, index, WAITING, BEGUN) !== WAITING) return;
  const packed = made(text);
  if (packed) {
    const added = dictionary.texts.slice(told);
    told = dictionary.texts.length;
    port.postMessage({ index, packed, added } satisfies Made, [packed.words.buffer]);
  }
  Atomics.store(states, index, DONE);
  Atomics.notify(states, index);
});

/** What does not parse is parsed again where a failure is told of. */
function made(text: string): Packed | undefined {
  try {
    return packText(text, dictionary);
  } catch {
    return undefined;
  }
}
