import type { Node, Tree } from 'web-tree-sitter';
import { SyntaxFailure } from '../front-end.js';
import { isTimeUp } from '../within-time.js';
import type { Grammar } from './grammar.js';
import { addressOf } from './raw-cursor.js';
import { setInput } from './text-input.js';

/**
 * A syntax tree in plain numbers: `NODE_SIZE` of them for each named node, parents before their children. Comments are no
 * nodes. It is to be read before the next text is parsed, which takes its place.
 */
export type FlatTree = Int32Array<ArrayBuffer>;

/** Type and field (`typeOf`, `fieldOf`), start, end, number of children. */
export const NODE_SIZE = 4;
const CHILDREN = 3;

const FIELD_BITS = 16;
export const typeOf = (packed: number): number => packed & ((1 << FIELD_BITS) - 1);
export const fieldOf = (packed: number): number => packed >> FIELD_BITS;

/** @throws SyntaxFailure when the text does not parse. */
export function parseFlat(grammar: Grammar, text: string): FlatTree {
  setInput(text);
  const tree = grammar.parser.parse(text, null, { progressCallback: isTimeUp });
  if (!tree) {
    grammar.parser.reset();
    throw new SyntaxFailure('reading it took too long');
  }
  try {
    if (tree.rootNode.hasError) fail(tree.rootNode, text);
    return takeOut(tree, text, grammar);
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

function complaint(text: string, at: number): string {
  const line = /^[^\r\n]{0,60}/.exec(text.slice(at))?.[0].trim() ?? '';
  return line === '' ? 'unexpected end' : `unexpected “${line}”`;
}

function takeOut(tree: Tree, text: string, grammar: Grammar): FlatTree {
  const { cursor } = grammar;
  const address = addressOf(tree);
  cursor.rootNode(address);
  cursor.create(address);
  try {
    return walk(address, text, grammar);
  } finally {
    cursor.delete(address);
  }
}

/** Each question to the cursor is a call into WebAssembly: no more are asked than needed. */
function walk(tree: number, text: string, grammar: Grammar): FlatTree {
  const { cursor, isNamed, isLeaf, perhapsLeaf, isLeafAt, isWithoutFields, comment } = grammar;
  const parents: number[] = [];
  let hasFields = false;
  let length = 0;
  for (;;) {
    const type = cursor.typeId(tree);
    if (isNamed[type] && type !== comment) {
      if (length + NODE_SIZE > scratch.length) scratch = grown(scratch);
      const parent = parents.at(-1);
      if (parent !== undefined) (scratch[parent + CHILDREN] as number)++;
      scratch[length] = type | (hasFields ? cursor.fieldId(tree) << FIELD_BITS : 0);
      const start = cursor.start(tree);
      scratch[length + 1] = start;
      scratch[length + 2] = cursor.end(tree);
      scratch[length + CHILDREN] = 0;
      length += NODE_SIZE;
      const isWhole = isLeaf[type] || (type === perhapsLeaf && isLeafAt(text, start));
      if (!isWhole && cursor.gotoFirstChild(tree) !== 0) {
        parents.push(length - NODE_SIZE);
        hasFields = !isWithoutFields[type];
        continue;
      }
    }
    while (parents.length > 0 && cursor.gotoNextSibling(tree) === 0) {
      parents.pop();
      cursor.gotoParent(tree);
      const parent = parents.at(-1);
      hasFields = parent !== undefined && !isWithoutFields[typeOf(scratch[parent] as number)];
    }
    if (parents.length === 0) return scratch.subarray(0, length);
  }
}

/** Where a tree grows until its size is known; it is used again for the next one. */
let scratch = new Int32Array(1 << 16);

function grown(full: Int32Array): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(full.length * 2);
  larger.set(full);
  return larger;
}
