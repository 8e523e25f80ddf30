import { setFlagsFromString } from 'node:v8';

/** Node 20 to 26. An engine that does not know a flag complains on stderr. */
const KNOWN_ENGINES = /^1[1-4]\./;
const OF_NODE_20 = /^11\./;
/** Of Node 20 to 24. */
const WITH_BUDGET = /^1[1-3]\./;

/**
 * What V8 is told before the work begins (`bench/README.md` has the figures).
 *
 * It collects garbage when the heap has grown by nine twentieths, and not when it has grown to three or four times what is in use: reading a
 * text leaves many times its size behind. That costs 3 % of the processor's time at most, and gives a third of the memory back.
 *
 * It puts fewer functions into those that call them when it compiles what is hot. In a run of some seconds a third of all processor time
 * went into compiling with Node 20, on threads that the parsers need: this takes a third of that away, and what is compiled is as fast.
 * Later engines have a compiler in between, and gain 4 to 10 %. That of Node 20 also waits four times as long before it compiles a function
 * so, which takes another twelfth of all processor time.
 */
export function tuneV8(): void {
  const { v8 } = process.versions;
  if (KNOWN_ENGINES.test(v8)) {
    setFlagsFromString('--heap-growing-percent=45');
    setFlagsFromString('--max-inlined-bytecode-size-cumulative=200');
  }
  if (OF_NODE_20.test(v8)) setFlagsFromString('--interrupt-budget=264000');
}

/**
 * What V8 is told where little is parsed, before WebAssembly is loaded. It makes a function of that anew, for speed, once it has run for a
 * while. The parser's own is so large that this takes a processor for 150 ms, and the end of the process waits for it: for five files that is
 * not worth it, for a thousand it is.
 */
export function tuneV8ForLittle(): void {
  if (WITH_BUDGET.test(process.versions.v8)) setFlagsFromString('--wasm-tiering-budget=200000000');
}
