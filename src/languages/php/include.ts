import type { Expression } from '../../ir.js';
import { moduleNode } from '../packed/nodes.js';
import type { SyntaxNode } from '../tree-sitter/tree.js';
import { type Context, convertAs } from './convert.js';
import { includedBy } from './includes.js';

/** `require 'config.php'`: what that file returns. Its variables are those of the code here from then on. */
export function convertInclude(c: Context, node: SyntaxNode): Expression {
  const [path] = node.children;
  if (path) convertAs(c, path, { as: 'test' });
  return moduleNode(c, node, includedBy(node, c.text));
}
