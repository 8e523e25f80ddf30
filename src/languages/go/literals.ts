import type { Entry, Expression, ListNode, ObjectNode } from '../../ir.js';
import { spanOf } from '../../spans.js';
import { TEST } from '../packed/nodes.js';
import { add } from '../tree-sitter/add-node.js';
import { childOf, type SyntaxNode, textOf } from '../tree-sitter/tree.js';
import { type Context, convertAs } from './convert.js';
import { convertExpression } from './expressions.js';
import { isString } from './strings.js';
import { structOf } from './types.js';

/** `T{…}`, `[]T{…}`, `map[K]V{…}`. */
export function convertComposite(c: Context, node: SyntaxNode): Expression {
  const type = childOf(node, 'type');
  const body = childOf(node, 'body');
  return convertValue(c, node, body?.children ?? [], type);
}

/** A literal whose type is written on it, or follows from the one that it lies in. */
function convertValue(
  c: Context,
  node: SyntaxNode,
  elements: readonly SyntaxNode[],
  type: SyntaxNode | undefined,
): Expression {
  const inner = elementType(type);
  const isList = type !== undefined && LISTS.has(type.type);
  const isKeyed = elements.some((one) => one.type === 'keyed_element');
  const fields = isKeyed ? undefined : fieldNames(c, type);
  if (isList || (!isKeyed && !fields && elements.length > 0)) return list(c, node, elements, inner);
  const made = add<ObjectNode>(c, { kind: 'object', ...spanOf(node), entries: [], form: 'literal' });
  const named = namedType(type);
  if (named) made.type = convertAs(c, named, TEST);
  for (const [index, element] of elements.entries()) {
    const one = entry(c, made, element, type, inner);
    const name = fields?.[index];
    made.entries.push(name === undefined ? one : Object.assign(one, { key: name }));
  }
  return made;
}

/** What a struct's literal has without names has them in its declaration, in order. */
function fieldNames(c: Context, type: SyntaxNode | undefined): string[] | undefined {
  const named = namedType(type);
  const fields = named && c.classes.get(textOf(c, named))?.fields.filter(({ value }) => !value);
  return fields && fields.length > 0 ? fields.map(({ name }) => name) : undefined;
}

/** What a variable of a struct's type is before anything is given to it. */
export function emptyInstance(c: Context, type: SyntaxNode): ObjectNode | undefined {
  const struct = type.type === 'pointer_type' ? undefined : structOf(c, type);
  return (
    struct && add<ObjectNode>(c, { kind: 'object', ...spanOf(type), entries: [], form: 'attributes', type: struct })
  );
}

const LISTS = new Set(['slice_type', 'array_type', 'implicit_length_array_type']);

/** The type of the elements, which literals among them need not write. */
function elementType(type: SyntaxNode | undefined): SyntaxNode | undefined {
  if (!type) return undefined;
  if (LISTS.has(type.type)) return childOf(type, 'element');
  return type.type === 'map_type' ? childOf(type, 'value') : undefined;
}

/** The name of a struct's type, or of something that stands for one. */
function namedType(type: SyntaxNode | undefined): SyntaxNode | undefined {
  if (type?.type === 'pointer_type') return namedType(type.children[0]);
  return type && /^(?:type_identifier|qualified_type|generic_type)$/.test(type.type) ? type : undefined;
}

function list(c: Context, node: SyntaxNode, elements: readonly SyntaxNode[], inner: SyntaxNode | undefined): ListNode {
  const made = add<ListNode>(c, { kind: 'list', ...spanOf(node), items: [] });
  for (const element of elements) {
    const value = element.type === 'keyed_element' ? childOf(element, 'value') : element;
    const item = convertElement(c, value ?? element, inner);
    item.use = { as: 'item', list: made };
    made.items.push(item);
  }
  return made;
}

function convertElement(c: Context, node: SyntaxNode, type: SyntaxNode | undefined): Expression {
  const value = node.type === 'literal_element' ? (node.children[0] ?? node) : node;
  return value.type === 'literal_value' ? convertValue(c, value, value.children, type) : convertExpression(c, value);
}

function entry(
  c: Context,
  object: ObjectNode,
  element: SyntaxNode,
  type: SyntaxNode | undefined,
  inner: SyntaxNode | undefined,
): Entry {
  const key = childOf(element, 'key')?.children[0];
  const value = childOf(element, 'value') ?? element;
  const made: Entry = { ...spanOf(element), value: undefined as unknown as Expression };
  if (key && isString(key)) {
    const written = convertAs(c, key, { as: 'key', of: object });
    if (written.kind === 'string') Object.assign(made, { key: written.value, keySpan: written.inner, quoted: true });
  } else if (key?.type === 'identifier' && type?.type !== 'map_type')
    Object.assign(made, { key: textOf(c, key), keySpan: spanOf(key) });
  else if (key) made.computedKey = convertAs(c, key, { as: 'key', of: object });
  made.value = convertElement(c, value, inner);
  made.value.use = { as: 'entry', object, entry: made };
  return made;
}
