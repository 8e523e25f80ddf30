import type { Entry, Expression, ObjectNode } from '../../ir.js';
import { Given, PlacedPair } from '../packed/node-classes.js';
import { constantNode, elementNode, objectNode } from '../packed/nodes.js';
import { type Context, reference } from './convert.js';
import { convertExpression, operation, spread } from './expressions.js';
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
  const made = elementNode(c, node);
  made.callee = elementName(c, opening.name);
  made.callee.use = made;
  const argument = new Given(opening, made);
  const attributes = objectNode(c, opening, 'attributes');
  argument.value = attributes;
  attributes.use = argument;
  made.arguments = [argument];
  attributes.entries = opening.attributes.map((attribute: AstNode) => convertAttribute(c, attributes, attribute));
  return made;
}

function elementName(c: Context, name: AstNode): Expression {
  if (name.type === 'JSXIdentifier') return reference(c, { ...name, type: 'Identifier' });
  return operation(c, name, 'element', []);
}

function convertAttribute(c: Context, attributes: ObjectNode, node: AstNode): Entry {
  if (node.type === 'JSXSpreadAttribute') return spread(c, attributes, node, node.argument);
  const { name } = node;
  const key = name.type === 'JSXNamespacedName' ? `${name.namespace.name}:${name.name.name}` : name.name;
  const pair = new PlacedPair(node, attributes, key, name.start, name.end, 0);
  const value = node.value?.type === 'JSXExpressionContainer' ? node.value.expression : node.value;
  const isEmpty = !value || value.type === 'JSXEmptyExpression';
  pair.value = isEmpty ? constantNode(c, node, true) : convertExpression(c, value);
  pair.value.use = pair;
  return pair;
}
