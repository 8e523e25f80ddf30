import { spanOf } from '../../spans.js';
import { childOf, type SyntaxNode, textOf } from '../tree-sitter/tree.js';
import type { Context } from './convert.js';
import { typeUse } from './types.js';

const DECLARING = new Set([
  'declaration_pattern',
  'declaration_expression',
  'var_pattern',
  'recursive_pattern',
  'parenthesized_variable_designation',
]);

/** The names that a pattern, or `out var name`, gives to something that is not followed. */
export function declareNames(c: Context, node: SyntaxNode): void {
  const name = DECLARING.has(node.type) ? childOf(node, 'name') : undefined;
  if (name?.type === 'identifier')
    c.scope.declare(textOf(c, name), 'variable', spanOf(name)).definitions.push({ from: 'unknown' });
  if (name) typeUse(c, childOf(node, 'type'));
  for (const child of node.children) declareNames(c, child);
}
