import type { TypeUse } from '../../ir.js';
import { spanOf } from '../../spans.js';
import { TEST } from '../packed/nodes.js';
import { type SyntaxNode, textOf } from '../tree-sitter/tree.js';
import type { Context } from './convert.js';
import { reference } from './names.js';

/** The names in a type. A class's is a name that the file reads. */
export function typeUse(c: Context, node: SyntaxNode | undefined): TypeUse | undefined {
  if (!node) return undefined;
  const names: string[] = [];
  collectNames(c, node, names);
  return { ...spanOf(node), names, literals: [] };
}

function collectNames(c: Context, node: SyntaxNode, names: string[]): void {
  if (node.type === 'type_identifier') {
    const name = textOf(c, node);
    // `var` is no type, and takes that of the value.
    if (name === 'var') return;
    names.push(name);
    reference(c, node, name).use = TEST;
  } else for (const child of node.children) collectNames(c, child, names);
}
