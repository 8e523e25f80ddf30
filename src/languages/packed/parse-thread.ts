import { type MessagePort, workerData } from 'node:worker_threads';
import { type FlatTree, kept } from '../tree-sitter/flat-tree.js';
import { BEGUN, DONE, WAITING } from './models-ahead.js';
import { Dictionary, type Packed } from './pack.js';
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
  isAlone: boolean;
}

/** What a thread tells: a model, and the texts that it is the first to spell; or a tree. */
export type Made = { index: number } & ({ packed: Packed; added: string[] } | { tree: FlatTree });

type Make = (path: string, text: string, dictionary: Dictionary) => Packed | FlatTree;

/**
 * Of each language, what is made of its texts on a thread, which has a small stack. Where one thread `isAlone`, it takes trees out of
 * a parser in WebAssembly, and who asks makes models of them: that is about as much, and each compiles for speed only what is its own.
 */
const MAKERS: Record<ThreadLanguage, (isAlone: boolean) => Promise<Make>> = {
  javascript: async () => (await import('../javascript/pack-text.js')).packShallowText,
  python: async (isAlone) => {
    const { loadPython, pythonTree } = await import('../python/parser.js');
    await loadPython();
    return isAlone ? (_, text) => kept(pythonTree(text), text) : (await import('../python/pack-text.js')).packText;
  },
};

/** A thread that parses what it is sent, unless another one has begun with it: the program of `ModelsAhead`'s threads. */
async function work({ port, languages, isAlone }: Sent): Promise<void> {
  const makers = new Map<string, Make>();
  for (const language of languages) makers.set(language, await MAKERS[language](isAlone));
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
    const made = madeOf(asked, makers.get(asked.language), dictionary);
    if (made && 'buffer' in made) port.postMessage({ index, tree: made } satisfies Made, [made.buffer]);
    else if (made) {
      const added = dictionary.texts.slice(told);
      told = dictionary.texts.length;
      port.postMessage({ index, packed: made, added } satisfies Made, [made.words.buffer]);
    }
    Atomics.store(states, index, DONE);
    Atomics.notify(states, index);
  });
}

/** What does not parse is parsed again where a failure is told of. */
function madeOf({ path, text }: Omit<Asked, 'index'>, make: Make | undefined, dictionary: Dictionary) {
  try {
    return make?.(path, text, dictionary);
  } catch {
    return undefined;
  }
}

void work(workerData);
