import { spanOf } from '../../spans.js';
import { TEST } from '../packed/nodes.js';
import { childOf, type SyntaxNode, textOf } from '../tree-sitter/tree.js';
import { type Context, convertAs, typeRead } from './convert.js';
import { bareName } from './usings.js';

/** What attributes say: nothing in them is followed, yet texts and names stand in them. */
export function noteAttributes(c: Context, list: SyntaxNode): void {
  for (const attribute of list.children) {
    if (attribute.type !== 'attribute') continue;
    const name = childOf(attribute, 'name');
    if (name) typeRead(c, spanOf(name), bareName(textOf(c, name))).use = TEST;
    const given = attribute.children.find(({ type }) => type === 'attribute_argument_list');
    for (const argument of given?.children ?? []) {
      const value = argument.children.at(-1);
      const bare = value?.type === 'assignment_expression' ? value.children.at(-1) : value;
      if (bare) convertAs(c, bare, TEST);
    }
  }
}
