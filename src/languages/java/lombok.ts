import type { ClassNode } from '../../ir.js';
import type { SyntaxNode } from '../tree-sitter/tree.js';
import { annotationNames } from './annotations.js';
import { type Context, childOf, childrenOf, textOf } from './convert.js';
import { addGetter } from './declarations.js';

const GETTING = new Set(['Getter', 'Data', 'Value']);

/** Methods that Lombok writes for a class: `getKey()` for `key`. Source: https://projectlombok.org/features/GetterSetter. */
export function addAccessors(c: Context, made: ClassNode, node: SyntaxNode, members: readonly SyntaxNode[]): void {
  const isForAll = annotationNames(c, node).some((name) => GETTING.has(name));
  for (const member of members) {
    if (member.type !== 'field_declaration') continue;
    if (!isForAll && !annotationNames(c, member).some((name) => GETTING.has(name))) continue;
    for (const declared of childrenOf(member, 'declarator')) {
      const name = childOf(declared, 'name');
      const field = name && textOf(c, name);
      const getter = field && `get${field.charAt(0).toUpperCase()}${field.slice(1)}`;
      if (getter && !made.fields.some((one) => one.name === getter)) addGetter(c, made, getter, field, name);
    }
  }
}
