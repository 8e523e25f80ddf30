import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { Language, type Node, Parser, type Tree } from 'web-tree-sitter';
import type { Comment } from '../../ir.js';
import { SyntaxFailure } from '../front-end.js';
import { addressOf, type RawCursor, rawCursor } from './raw-cursor.js';

/** A named node of the syntax tree, taken out of the parser's memory. Offsets are UTF-16 code units. */
export interface SyntaxNode {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  /** The field of its parent that it stands in. */
  readonly field: string | null;
  readonly children: readonly SyntaxNode[];
}

export interface SyntaxTree {
  root: SyntaxNode;
  comments: Comment[];
}

let parser: { parser: Parser; grammar: Grammar } | undefined;

let loading: Promise<void> | undefined;

/** Starts WebAssembly once, whichever of the front ends asks first, and reads the grammar. Both files are shipped. */
export function loadPython(): Promise<void> {
  loading ??= load();
  return loading;
}

async function load(): Promise<void> {
  const module = { locateFile: () => grammarFile('web-tree-sitter.wasm', 'web-tree-sitter/web-tree-sitter.wasm') };
  await Parser.init(module);
  const file = grammarFile('tree-sitter-python.wasm', '@vscode/tree-sitter-wasm/wasm/tree-sitter-python.wasm');
  const language = await Language.load(file);
  parser = { parser: new Parser().setLanguage(language), grammar: grammarOf(language, rawCursor(module)) };
}

/** Beside the built program; in the sources, where the development dependency has it. */
function grammarFile(name: string, dependency: string): string {
  const built = fileURLToPath(new URL(`../grammars/${name}`, import.meta.url));
  return existsSync(built) ? built : createRequire(import.meta.url).resolve(dependency);
}

/** @throws SyntaxFailure when the text does not parse. */
export function parseTree(text: string): SyntaxTree {
  if (!parser) throw new Error('loadPython() comes first');
  const tree = parser.parser.parse(text);
  if (!tree) throw new SyntaxFailure('it could not be read');
  try {
    if (tree.rootNode.hasError) fail(tree.rootNode, text);
    return takeOut(tree, text, parser.grammar);
  } finally {
    // The parser's memory is not collected by itself.
    tree.delete();
  }
}

/** Where the first thing stands that does not belong there, or is missing. */
function fail(node: Node, text: string): never {
  for (
    let at: Node | undefined = node;
    at;
    at = at.children.find((child) => child?.hasError || child?.isMissing) ?? undefined
  )
    if (at.isError || at.isMissing) throw new SyntaxFailure(complaint(text, at.startIndex), at.startIndex);
  throw new SyntaxFailure(complaint(text, node.startIndex), node.startIndex);
}

/** What is asked of each node, in lists by the number of its type or field. */
interface Grammar {
  cursor: RawCursor;
  types: readonly string[];
  fields: readonly (string | null)[];
  isNamed: readonly boolean[];
  isLeaf: readonly boolean[];
  isWithoutFields: readonly boolean[];
  comment: number;
}

function grammarOf(language: Language, cursor: RawCursor): Grammar {
  const types = Array.from(language.types, (type) => type ?? '');
  return {
    cursor,
    types,
    fields: Array.from(language.fields, (field) => field ?? null),
    isNamed: types.map((_, id) => language.nodeTypeIsNamed(id)),
    isLeaf: types.map((type) => LEAVES.has(type)),
    isWithoutFields: types.map((type) => WITHOUT_FIELDS.has(type)),
    comment: types.indexOf('comment'),
  };
}

function takeOut(tree: Tree, text: string, grammar: Grammar): SyntaxTree {
  const { cursor } = grammar;
  const address = addressOf(tree);
  const comments: Comment[] = [];
  cursor.rootNode(address);
  cursor.create(address);
  try {
    return { root: nodeAt(address, cursor.typeId(address), { text, comments, grammar }, false), comments };
  } finally {
    cursor.delete(address);
  }
}

interface Reading {
  text: string;
  comments: Comment[];
  grammar: Grammar;
}

/** Each question to the cursor is a call into WebAssembly: no more are asked than needed. */
function nodeAt(tree: number, typeId: number, reading: Reading, hasField: boolean): SyntaxNode {
  const { cursor, types, fields, isNamed, isLeaf, isWithoutFields, comment } = reading.grammar;
  const type = types[typeId] as string;
  const start = cursor.start(tree);
  const end = cursor.end(tree);
  const field = hasField ? (fields[cursor.fieldId(tree)] as string | null) : null;
  if (isLeaf[typeId] || cursor.gotoFirstChild(tree) === 0) return { type, start, end, field, children: NONE };
  const children: SyntaxNode[] = [];
  const hasFields = !isWithoutFields[typeId];
  do {
    const id = cursor.typeId(tree);
    if (!isNamed[id]) continue;
    if (id === comment) {
      const span = { start: cursor.start(tree), end: cursor.end(tree) };
      reading.comments.push({ ...span, text: reading.text.slice(span.start, span.end) });
    } else children.push(nodeAt(tree, id, reading, hasFields));
  } while (cursor.gotoNextSibling(tree) !== 0);
  cursor.gotoParent(tree);
  return { type, start, end, field, children };
}

const NONE: readonly SyntaxNode[] = [];

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

function complaint(text: string, at: number): string {
  const line = /^[^\r\n]{0,60}/.exec(text.slice(at))?.[0].trim() ?? '';
  return line === '' ? 'unexpected end' : `unexpected “${line}”`;
}
