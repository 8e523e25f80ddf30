import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { Language, Parser } from 'web-tree-sitter';
import { type RawCursor, rawCursor } from './raw-cursor.js';
import { instantiate } from './text-input.js';

/** A parser for one language, and what is asked of each node, in lists by the number of its type or field. */
export interface Grammar {
  parser: Parser;
  cursor: RawCursor;
  types: readonly string[];
  fields: readonly (string | null)[];
  /** What stands in the tree as a part of the node around it. */
  isPart: readonly boolean[];
  isLeaf: readonly boolean[];
  /** A type of which some nodes are leaves, as what stands there says. */
  perhapsLeaf: number;
  isLeafAt: NonNullable<NodeFacts['perhapsLeaf']>['isLeafAt'];
  isWithoutFields: readonly boolean[];
}

/** What makes a walk over a tree shorter. */
export interface NodeFacts {
  /** Nodes whose parts say nothing more. */
  leaves: ReadonlySet<string>;
  /** Nodes of a type of which some are so. */
  perhapsLeaf?: { type: string; isLeafAt(text: string, start: number): boolean };
  /** Nodes none of whose parts stand in a field. */
  withoutFields: ReadonlySet<string>;
}

/** What may stand between any two parts. Python's backslash at the end of a line is a node, too. */
const BETWEEN = new Set(['comment', 'line_comment', 'block_comment', 'line_continuation']);

type Started = (instance: WebAssembly.Instance, module: WebAssembly.Module) => void;

/** What Emscripten is told. */
const module = {
  instantiateWasm(imports: WebAssembly.Imports, started: Started): void {
    const program = readFileSync(shippedFile('web-tree-sitter.wasm', 'web-tree-sitter/web-tree-sitter.wasm'));
    void instantiate(program, imports).then(({ instance, module }) => started(instance, module));
  },
};

let starting: Promise<void> | undefined;

/** Starts WebAssembly once, whichever of the front ends asks first, and reads the grammar. Both files are shipped. */
export async function loadGrammar(name: string, { leaves, perhapsLeaf, withoutFields }: NodeFacts): Promise<Grammar> {
  starting ??= Parser.init(module);
  await starting;
  const bytes = readFileSync(shippedFile(`${name}.wasm`, `@vscode/tree-sitter-wasm/wasm/${name}.wasm`));
  const language = await Language.load(bytes);
  const types = Array.from(language.types, (type) => type ?? '');
  return {
    parser: new Parser().setLanguage(language),
    cursor: rawCursor(module),
    types,
    fields: Array.from(language.fields, (field) => field ?? null),
    isPart: types.map((type, id) => language.nodeTypeIsNamed(id) && !BETWEEN.has(type)),
    isLeaf: types.map((type) => leaves.has(type)),
    perhapsLeaf: perhapsLeaf ? types.indexOf(perhapsLeaf.type) : -1,
    isLeafAt: perhapsLeaf?.isLeafAt ?? (() => false),
    isWithoutFields: types.map((type) => withoutFields.has(type)),
  };
}

/** Beside the built program; in the sources, where the development dependency has it. */
function shippedFile(name: string, dependency: string): string {
  const built = fileURLToPath(new URL(`../grammars/${name}`, import.meta.url));
  return existsSync(built) ? built : createRequire(import.meta.url).resolve(dependency);
}
