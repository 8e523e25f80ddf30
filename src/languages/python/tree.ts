import { parseWith, type SyntaxNode } from '../tree-sitter/tree.js';
import { pythonGrammar } from './parser.js';

/** @throws SyntaxFailure when the text does not parse. */
export function parseTree(text: string): SyntaxNode {
  return parseWith(pythonGrammar(), text);
}
