import { setFlagsFromString } from 'node:v8';

/** Node 20 to 25. An engine that does not know a flag complains on stderr. */
const KNOWN_ENGINES = /^1[1-4]\./;
const OF_NODE_20 = /^11\./;

/**
 * What V8 is told before the work begins (`bench/README.md` has the figures).
 *
 * It collects garbage when the heap has grown by a half, and not when it has grown to three or four times what is in use: reading a
 * text leaves many times its size behind. That costs 3 % of the processor's time at most, and gives a third of the memory back.
 *
 * That of Node 20 puts fewer functions into those that call them when it compiles what is hot. In a run of some seconds a third of all
 * processor time went into compiling, on threads that the parsers need: this takes a third of that away, and what is compiled is as
 * fast. It also waits four times as long before it compiles a function so, which takes another twelfth of all processor time. Later
 * engines have a compiler in between, and gain nothing.
 */
export function tuneV8(): void {
  const { v8 } = process.versions;
  if (KNOWN_ENGINES.test(v8)) setFlagsFromString('--heap-growing-percent=50');
  if (!OF_NODE_20.test(v8)) return;
  setFlagsFromString('--max-inlined-bytecode-size-cumulative=200');
  setFlagsFromString('--interrupt-budget=264000');
}
