import { nodesOf, type SyntaxNode } from '../tree-sitter/tree.js';
import { pythonGrammar, pythonTree } from './parser.js';

/**
 * `tree`: what has been made of the text.
 * @throws SyntaxFailure when it does not parse.
 */
export function parseTree(text: string, tree = pythonTree(text)): SyntaxNode {
  return nodesOf(tree, pythonGrammar());
}
