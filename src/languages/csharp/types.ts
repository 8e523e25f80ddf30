import type { ReferenceNode, TypeUse } from '../../ir.js';
import { spanOf } from '../../spans.js';
import { TEST } from '../packed/nodes.js';
import { childOf, type SyntaxNode, textOf } from '../tree-sitter/tree.js';
import { type Context, lastOf, typeRead } from './convert.js';
import { bareName } from './usings.js';

/** The names in a type, the outermost one first. Each is a name that the file reads. */
export function typeUse(c: Context, node: SyntaxNode | undefined): TypeUse | undefined {
  if (!node || node.type === 'implicit_type') return undefined;
  const names: string[] = [];
  collectNames(c, node, names);
  return { ...spanOf(node), names, literals: [] };
}

function collectNames(c: Context, node: SyntaxNode, names: string[]): void {
  switch (node.type) {
    case 'identifier':
    case 'predefined_type':
      names.push(textOf(c, node));
      if (node.type === 'identifier') typeRead(c, spanOf(node), textOf(c, node)).use = TEST;
      return;
    case 'qualified_name': {
      const name = bareName(textOf(c, node));
      names.push(lastOf(name));
      typeRead(c, spanOf(node), name).use = TEST;
      return;
    }
    default:
      for (const child of node.children) collectNames(c, child, names);
  }
}

/** The class that a type names, as a value: what `new` is followed by, what a class extends. */
export function classOf(c: Context, node: SyntaxNode, span = spanOf(nameOf(node))): ReferenceNode {
  const name = bareName(textOf(c, node));
  for (const argument of typeArguments(node)) typeUse(c, argument);
  return typeRead(c, span, name);
}

/** `Name` of `Name<T>` and `Name?`. */
function nameOf(node: SyntaxNode): SyntaxNode {
  if (node.type === 'generic_name' || node.type === 'nullable_type')
    return nameOf(childOf(node, 'type') ?? node.children[0] ?? node);
  return node;
}

export function typeArguments(node: SyntaxNode): readonly SyntaxNode[] {
  return node.children.find(({ type }) => type === 'type_argument_list')?.children ?? [];
}
