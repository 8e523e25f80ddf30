import { type MessagePort, workerData } from 'node:worker_threads';
import { BEGUN, DONE, WAITING } from './models-ahead.js';
import { Dictionary, type Packed } from './pack.js';
import type { PackText } from './parse-packed.js';
import type { ThreadLanguage } from './parse-threads.js';

/** What a thread is sent. */
export interface Asked {
  index: number;
  path: string;
  text: string;
  language: string;
}

/** What it is begun with. */
interface Sent {
  port: MessagePort;
  languages: ThreadLanguage[];
}

/** What a thread tells: a model, and the texts that it is the first to spell. */
export interface Made {
  index: number;
  packed: Packed;
  added: string[];
}

/** Of each language, what packs its texts on a thread, which has a small stack. */
const PACKERS: Record<ThreadLanguage, () => Promise<PackText>> = {
  javascript: async () => (await import('../javascript/pack-text.js')).packShallowText,
  python: async () => {
    const [{ loadPython }, { packText }] = await Promise.all([
      import('../python/parser.js'),
      import('../python/pack-text.js'),
    ]);
    await loadPython();
    return packText;
  },
};

/** A thread that parses what it is sent, unless another one has begun with it: the program of `ModelsAhead`'s threads. */
async function work({ port, languages }: Sent): Promise<void> {
  const packers = new Map<string, PackText>();
  for (const language of languages) packers.set(language, await PACKERS[language]());
  const dictionary = new Dictionary();
  let told = 0;
  let states: Int32Array = new Int32Array();
  port.on('message', (message: Int32Array | Asked) => {
    if (message instanceof Int32Array) {
      states = message;
      return;
    }
    const { index, ...asked } = message;
    if (Atomics.compareExchange(states, index, WAITING, BEGUN) !== WAITING) return;
    const packed = packedOf(asked, packers.get(asked.language), dictionary);
    if (packed) {
      const added = dictionary.texts.slice(told);
      told = dictionary.texts.length;
      port.postMessage({ index, packed, added } satisfies Made, [packed.words.buffer]);
    }
    Atomics.store(states, index, DONE);
    Atomics.notify(states, index);
  });
}

/** What does not parse is parsed again where a failure is told of. */
function packedOf({ path, text }: Omit<Asked, 'index'>, packText: PackText | undefined, dictionary: Dictionary) {
  try {
    return packText?.(path, text, dictionary);
  } catch {
    return undefined;
  }
}

void work(workerData);
