import type { CallNode, ConstantNode, Entry, Expression, ObjectNode } from '../../ir.js';
import { add, type Context, convertAs, reference, spanOf } from './convert.js';
import { convertExpression, operation } from './expressions.js';
import type { AstNode } from './scope.js';

/** `<Chat model="gpt-4o" />` is a call of `Chat` with one object, so that a component's properties are parameters. */
export function convertElement(c: Context, node: AstNode): Expression {
  for (const child of node.children ?? []) {
    if (child.type === 'JSXElement' || child.type === 'JSXFragment') convertElement(c, child);
    else if (child.type === 'JSXExpressionContainer' && child.expression.type !== 'JSXEmptyExpression')
      convertExpression(c, child.expression);
  }
  if (node.type === 'JSXFragment') return operation(c, node, 'fragment', []);
  const opening = node.openingElement;
  const made = add<CallNode>(c, {
    kind: 'call',
    ...spanOf(node),
    callee: undefined as unknown as Expression,
    arguments: [],
    isNew: false,
    isElement: true,
  });
  made.callee = elementName(c, opening.name);
  made.callee.use = { as: 'callee', call: made };
  const attributes = add<ObjectNode>(c, { kind: 'object', ...spanOf(opening), entries: [], form: 'attributes' });
  const argument = { ...spanOf(opening), value: attributes };
  attributes.use = { as: 'argument', call: made, argument };
  made.arguments.push(argument);
  for (const attribute of opening.attributes) attributes.entries.push(convertAttribute(c, attributes, attribute));
  return made;
}

function elementName(c: Context, name: AstNode): Expression {
  if (name.type === 'JSXIdentifier') return reference(c, { ...name, type: 'Identifier' });
  return operation(c, name, 'element', []);
}

function convertAttribute(c: Context, attributes: ObjectNode, node: AstNode): Entry {
  const entry = { ...spanOf(node) } as Entry;
  const use = { as: 'entry', object: attributes, entry } as const;
  if (node.type === 'JSXSpreadAttribute') {
    entry.spread = true;
    entry.value = convertAs(c, node.argument, use);
    return entry;
  }
  entry.key = node.name.name;
  entry.keySpan = spanOf(node.name);
  const value = node.value?.type === 'JSXExpressionContainer' ? node.value.expression : node.value;
  if (!value || value.type === 'JSXEmptyExpression') {
    entry.value = add<ConstantNode>(c, { kind: 'constant', value: true, ...spanOf(node) });
    entry.value.use = use;
  } else entry.value = convertAs(c, value, use);
  return entry;
}
