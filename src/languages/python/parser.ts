import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { Language, Parser } from 'web-tree-sitter';
import { type RawCursor, rawCursor } from './raw-cursor.js';

/** The parser, and what is asked of each node, in lists by the number of its type or field. */
export interface PythonParser {
  parser: Parser;
  cursor: RawCursor;
  types: readonly string[];
  fields: readonly (string | null)[];
  isNamed: readonly boolean[];
  isLeaf: readonly boolean[];
  isWithoutFields: readonly boolean[];
  comment: number;
}

let loaded: PythonParser | undefined;

let loading: Promise<void> | undefined;

/** Starts WebAssembly once, whichever of the front ends asks first, and reads the grammar. Both files are shipped. */
export function loadPython(): Promise<void> {
  loading ??= load();
  return loading;
}

export function pythonParser(): PythonParser {
  if (!loaded) throw new Error('loadPython() comes first');
  return loaded;
}

async function load(): Promise<void> {
  const module = { locateFile: () => grammarFile('web-tree-sitter.wasm', 'web-tree-sitter/web-tree-sitter.wasm') };
  await Parser.init(module);
  const file = grammarFile('tree-sitter-python.wasm', '@vscode/tree-sitter-wasm/wasm/tree-sitter-python.wasm');
  const language = await Language.load(file);
  const types = Array.from(language.types, (type) => type ?? '');
  loaded = {
    parser: new Parser().setLanguage(language),
    cursor: rawCursor(module),
    types,
    fields: Array.from(language.fields, (field) => field ?? null),
    isNamed: types.map((_, id) => language.nodeTypeIsNamed(id)),
    isLeaf: types.map((type) => LEAVES.has(type)),
    isWithoutFields: types.map((type) => WITHOUT_FIELDS.has(type)),
    comment: types.indexOf('comment'),
  };
}

/** Beside the built program; in the sources, where the development dependency has it. */
function grammarFile(name: string, dependency: string): string {
  const built = fileURLToPath(new URL(`../grammars/${name}`, import.meta.url));
  return existsSync(built) ? built : createRequire(import.meta.url).resolve(dependency);
}

/** Nodes whose parts say nothing more. */
const LEAVES = new Set(['identifier', 'integer', 'float', 'true', 'false', 'none', 'string_start', 'string_end']);
/** Nodes none of whose parts stand in a field. */
const WITHOUT_FIELDS = new Set([
  'module',
  'block',
  'argument_list',
  'parameters',
  'dictionary',
  'list',
  'tuple',
  'set',
  'string',
  'concatenated_string',
  'expression_statement',
  'return_statement',
  'dotted_name',
  'parenthesized_expression',
  'pattern_list',
  'expression_list',
]);
