import type { TypeUse } from '../../ir.js';
import { spanOf } from '../../spans.js';
import { TEST } from '../packed/nodes.js';
import { type SyntaxNode, textOf } from '../tree-sitter/tree.js';
import type { Context } from './convert.js';

/** The names in a type. Those of classes are names that the file reads. */
export function typeUse(c: Context, node: SyntaxNode): TypeUse {
  const names: string[] = [];
  collect(c, node, names);
  return { ...spanOf(node), names, literals: [] };
}

function collect(c: Context, node: SyntaxNode, names: string[]): void {
  if (node.type === 'primitive_type') names.push(textOf(c, node));
  else if (/^(?:name|qualified_name|relative_name)$/.test(node.type)) {
    const name = textOf(c, node);
    if (/^(?:self|static|parent)$/i.test(name)) return;
    names.push(name);
    c.names.reference('class', node).use = TEST;
  } else for (const child of node.children) collect(c, child, names);
}
