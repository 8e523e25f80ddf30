import type { Expression } from '../../ir.js';
import { type Mapping, NONE, Pair } from '../packed/node-classes.js';
import { listNode, objectNode } from '../packed/nodes.js';
import { type SyntaxNode, textOf } from '../tree-sitter/tree.js';
import { type Context, convertAs } from './convert.js';

/** `['a' => 1]` is an object, `[1, 2]` a list; an empty one may become either, and is an object. */
export function convertArray(c: Context, node: SyntaxNode): Expression {
  const elements = node.children.filter(({ type }) => type === 'array_element_initializer');
  const isKeyed = elements.length === 0 || elements.some((one) => one.children.length > 1);
  const isSpread = elements.some(({ children: [first] }) => first?.type === 'variadic_unpacking');
  // What is spread may have keys.
  if (isKeyed || (isSpread && elements.every(({ children: [first] }) => first?.type === 'variadic_unpacking')))
    return object(c, node, elements);
  const made = listNode(c, node);
  made.items = elements.map((one) => item(c, one, made));
  return made;
}

function item(c: Context, element: SyntaxNode, use: Expression & { kind: 'list' }): Expression {
  const [value] = element.children;
  return convertAs(c, value ?? element, { as: 'item', list: use });
}

function object(c: Context, node: SyntaxNode, elements: readonly SyntaxNode[]): Expression {
  const made = objectNode(c, node, 'literal');
  let next = 0;
  made.entries =
    elements.length === 0
      ? NONE
      : elements.map((one) => {
          const [key, value] = one.children;
          if (key && value) return given(c, keyed(c, made, one, key), value);
          // An element without a key has the number behind the last one.
          if (key && key.type !== 'variadic_unpacking') return given(c, new Pair(one, made, String(next++)), key);
          const spread = key?.children[0];
          return given(c, new Pair(one, made), spread ?? one);
        });
  return made;
}

function keyed(c: Context, made: Mapping, element: SyntaxNode, key: SyntaxNode): Pair {
  // `CURLOPT_URL => …`: a constant of the language's own is told by its name.
  if (key.type === 'name' && !c.names.isDeclared('constant', textOf(c, key))) {
    const named = convertAs(c, key, { as: 'key', of: made });
    return new Pair(element, made, textOf(c, key), named);
  }
  const written = convertAs(c, key, { as: 'key', of: made });
  const name =
    written.kind === 'string'
      ? written.value
      : written.kind === 'constant' && typeof written.value === 'number'
        ? String(written.value)
        : undefined;
  return new Pair(element, made, name, written);
}

function given(c: Context, pair: Pair, value: SyntaxNode): Pair {
  pair.value = convertAs(c, value, pair);
  return pair;
}
