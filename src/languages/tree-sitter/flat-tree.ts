import type { Node, Tree } from 'web-tree-sitter';
import { SyntaxFailure } from '../front-end.js';
import { isTimeUp } from '../within-time.js';
import type { Grammar } from './grammar.js';
import { addressOf } from './raw-cursor.js';
import { setInput } from './text-input.js';

/**
 * A syntax tree in plain numbers: `NODE_SIZE` of them for each named node, parents before their children. Comments are no
 * nodes.
 */
export type FlatTree = Int32Array<ArrayBuffer> | Uint16Array<ArrayBuffer>;

/** Type, field, start, end, number of children. */
export const NODE_SIZE = 5;
const CHILDREN = 4;

/** A tree that stays when the next text is parsed. `text`: what it is of; most are so short that all numbers are small. */
export function kept(tree: FlatTree, text: string): FlatTree {
  return text.length < 1 << 16 ? new Uint16Array(tree) : tree.slice();
}

/**
 * It is to be read before the next text is parsed, whose tree takes its place.
 * @throws SyntaxFailure when the text does not parse.
 */
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
  const { cursor, isPart, isLeaf, perhapsLeaf, isLeafAt, isWithoutFields } = grammar;
  const parents: number[] = [];
  let hasFields = false;
  let length = 0;
  for (;;) {
    const type = cursor.typeId(tree);
    if (isPart[type]) {
      if (length + NODE_SIZE > scratch.length) scratch = grown(scratch);
      const parent = parents.at(-1);
      if (parent !== undefined) (scratch[parent + CHILDREN] as number)++;
      scratch[length] = type;
      scratch[length + 1] = hasFields ? cursor.fieldId(tree) : 0;
      const start = cursor.start(tree);
      scratch[length + 2] = start;
      scratch[length + 3] = cursor.end(tree);
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
      hasFields = parent !== undefined && !isWithoutFields[scratch[parent] as number];
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
