import type { CallNode } from '../../ir.js';
import { Given } from '../packed/node-classes.js';
import { callNode, DECORATOR, pieceNode } from '../packed/nodes.js';
import { childOf, type SyntaxNode } from '../tree-sitter/tree.js';
import { finished } from './calls.js';
import type { Context } from './convert.js';

/** `#[Name(…)]` before a declaration: calls that say more of it. */
export function attributesOf(c: Context, node: SyntaxNode): CallNode[] {
  return node.children
    .filter(({ type }) => type === 'attribute_list')
    .flatMap(({ children }) => children.flatMap((group) => group.children))
    .map((attribute) => converted(c, attribute));
}

function converted(c: Context, attribute: SyntaxNode): CallNode {
  const [name] = attribute.children;
  const listed = childOf(attribute, 'parameters');
  const made = callNode(
    c,
    attribute,
    listed ? listed.start + 1 : attribute.end,
    listed ? listed.end - 1 : attribute.end,
  );
  made.callee = c.names.reference('class', name ?? attribute);
  made.callee.use = made;
  finished(c, made, listed);
  made.arguments = made.arguments.map((one) => variableIn(c, made, one) ?? one);
  made.use = DECORATOR;
  return made;
}

/** Symfony's `%env(NAME)%`, as `env: 'NAME'`, which says the same. */
function variableIn(c: Context, call: CallNode, { value }: CallNode['arguments'][number]): Given | undefined {
  if (value.kind !== 'string') return undefined;
  const [, before = '', name] = /^(%env\((?:\w+:)*)(\w+)\)%$/.exec(value.value) ?? [];
  if (name === undefined) return undefined;
  const start = value.inner.start + before.length;
  const given = new Given(value, call, 'env');
  given.value = pieceNode(c, { start, end: start + name.length }, value.quote, name);
  given.value.use = given;
  return given;
}
