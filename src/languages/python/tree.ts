import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { Language, type Node, Parser, type Tree, type TreeCursor } from 'web-tree-sitter';
import type { Comment } from '../../ir.js';
import { SyntaxFailure } from '../front-end.js';

/** A named node of the syntax tree, taken out of the parser's memory. Offsets are UTF-16 code units. */
export interface SyntaxNode {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  /** The field of its parent that it stands in. */
  readonly field: string | null;
  readonly children: SyntaxNode[];
}

export interface SyntaxTree {
  root: SyntaxNode;
  comments: Comment[];
}

let parser: Parser | undefined;

/** Starts WebAssembly and reads the grammar. Both files are shipped with the package. */
export async function loadPython(): Promise<void> {
  if (parser) return;
  await Parser.init({ locateFile: () => grammarFile('web-tree-sitter.wasm', 'web-tree-sitter/web-tree-sitter.wasm') });
  const grammar = grammarFile('tree-sitter-python.wasm', '@vscode/tree-sitter-wasm/wasm/tree-sitter-python.wasm');
  const language = await Language.load(grammar);
  parser = new Parser().setLanguage(language);
}

/** Beside the built program; in the sources, where the development dependency has it. */
function grammarFile(name: string, dependency: string): string {
  const built = fileURLToPath(new URL(`../grammars/${name}`, import.meta.url));
  return existsSync(built) ? built : createRequire(import.meta.url).resolve(dependency);
}

/** @throws SyntaxFailure when the text does not parse. */
export function parseTree(text: string): SyntaxTree {
  if (!parser) throw new Error('loadPython() comes first');
  const tree = parser.parse(text);
  if (!tree) throw new SyntaxFailure('it could not be read');
  try {
    if (tree.rootNode.hasError) fail(tree.rootNode, text);
    return takeOut(tree, text);
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

function takeOut(tree: Tree, text: string): SyntaxTree {
  const comments: Comment[] = [];
  const cursor = tree.walk();
  try {
    const { language } = tree;
    const root = nodeAt(cursor, cursor.nodeTypeId, { text, comments, language }, false);
    return { root, comments };
  } finally {
    cursor.delete();
  }
}

interface Reading {
  text: string;
  comments: Comment[];
  language: Language;
}

/** Each question to the cursor is a call into WebAssembly: no more are asked than needed. */
function nodeAt(cursor: TreeCursor, typeId: number, reading: Reading, hasField: boolean): SyntaxNode {
  const { language, comments, text } = reading;
  const type = language.types[typeId] ?? '';
  const children: SyntaxNode[] = [];
  const field = hasField ? cursor.currentFieldName : null;
  const node: SyntaxNode = { type, start: cursor.startIndex, end: cursor.endIndex, field, children };
  if (LEAVES.has(type) || !cursor.gotoFirstChild()) return node;
  const hasFields = !WITHOUT_FIELDS.has(type);
  do {
    const id = cursor.nodeTypeId;
    if (!isNamed(language, id)) continue;
    if (language.types[id] === 'comment') {
      const { startIndex: start, endIndex: end } = cursor;
      comments.push({ start, end, text: text.slice(start, end) });
    } else children.push(nodeAt(cursor, id, reading, hasFields));
  } while (cursor.gotoNextSibling());
  cursor.gotoParent();
  return node;
}

const NAMED: boolean[] = [];

function isNamed(language: Language, typeId: number): boolean {
  const known = NAMED[typeId];
  if (known !== undefined) return known;
  const named = language.nodeTypeIsNamed(typeId);
  NAMED[typeId] = named;
  return named;
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

function complaint(text: string, at: number): string {
  const line = /^[^\r\n]{0,60}/.exec(text.slice(at))?.[0].trim() ?? '';
  return line === '' ? 'unexpected end' : `unexpected “${line}”`;
}
