import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { Language, Parser } from 'web-tree-sitter';
import { type RawCursor, rawCursor } from './raw-cursor.js';

/** A parser for one language, and what is asked of each node, in lists by the number of its type or field. */
export interface Grammar {
  parser: Parser;
  cursor: RawCursor;
  types: readonly string[];
  fields: readonly (string | null)[];
  isNamed: readonly boolean[];
  isLeaf: readonly boolean[];
  isWithoutFields: readonly boolean[];
  comment: number;
}

/** What makes a walk over a tree shorter. */
export interface NodeFacts {
  /** Nodes whose parts say nothing more. */
  leaves: ReadonlySet<string>;
  /** Nodes none of whose parts stand in a field. */
  withoutFields: ReadonlySet<string>;
}

const module = { locateFile: () => shippedFile('web-tree-sitter.wasm', 'web-tree-sitter/web-tree-sitter.wasm') };

let starting: Promise<void> | undefined;

/** Starts WebAssembly once, whichever of the front ends asks first, and reads the grammar. Both files are shipped. */
export async function loadGrammar(name: string, { leaves, withoutFields }: NodeFacts): Promise<Grammar> {
  starting ??= start();
  await starting;
  const language = await Language.load(shippedFile(`${name}.wasm`, `@vscode/tree-sitter-wasm/wasm/${name}.wasm`));
  const types = Array.from(language.types, (type) => type ?? '');
  return {
    parser: new Parser().setLanguage(language),
    cursor: rawCursor(module),
    types,
    fields: Array.from(language.fields, (field) => field ?? null),
    isNamed: types.map((_, id) => language.nodeTypeIsNamed(id)),
    isLeaf: types.map((type) => leaves.has(type)),
    isWithoutFields: types.map((type) => withoutFields.has(type)),
    comment: types.indexOf('comment'),
  };
}

/**
 * V8 makes a function of WebAssembly anew, for speed, once it has run for a while. The parser's own is so large that this takes a
 * processor for 150 ms, and the end of the process waits for it: for five files that is not worth it, for a thousand it is.
 */
function start(): Promise<void> {
  if (KNOWN_ENGINES.test(process.versions.v8)) setFlagsFromString('--wasm-tiering-budget=200000000');
  return Parser.init(module);
}

/** Of Node 20 to 24: an engine that lacked the option would say so on standard error. */
const KNOWN_ENGINES = /^1[1-3]\./;

/** Beside the built program; in the sources, where the development dependency has it. */
function shippedFile(name: string, dependency: string): string {
  const built = fileURLToPath(new URL(`../grammars/${name}`, import.meta.url));
  return existsSync(built) ? built : createRequire(import.meta.url).resolve(dependency);
}
