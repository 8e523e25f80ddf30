import type { Entry, Expression, ListNode, ObjectNode, Use, WrapperNode } from '../../ir.js';
import { spanOf } from '../../spans.js';
import { TEST } from '../packed/nodes.js';
import { add } from '../tree-sitter/add-node.js';
import { childOf, type SyntaxNode, textOf } from '../tree-sitter/tree.js';
import { type Context, convertAs, convertTyped } from './convert.js';
import { isString } from './strings.js';
import { classOf } from './types.js';

/** `new T { Name = value }`, `new List<T> { a, b }`, `new Dictionary<K, V> { ["key"] = value, { "key", value } }`. */
export function convertInitialized(
  c: Context,
  node: SyntaxNode,
  initializer: SyntaxNode,
  type: SyntaxNode | undefined,
  isImplicit: boolean,
): Expression {
  const elements = initializer.children;
  const isKeyed = elements.every((one) => isAssigned(one) || isPair(one));
  if (!isKeyed) return list(c, node, elements);
  const made = objectNode(c, node);
  if (type) {
    const word = { start: node.start, end: node.start + 'new'.length };
    made.type = classOf(c, type, isImplicit ? word : undefined);
    made.type.use = TEST;
  }
  for (const element of elements) made.entries.push(entryOf(c, made, element));
  return made;
}

function isAssigned(node: SyntaxNode): boolean {
  return node.type === 'assignment_expression';
}

function isPair(node: SyntaxNode): boolean {
  return node.type === 'initializer_expression' && node.children.length === 2;
}

function objectNode(c: Context, node: SyntaxNode): ObjectNode {
  return add<ObjectNode>(c, { kind: 'object', ...spanOf(node), entries: [], form: 'literal' });
}

/** `Name = value`, `["key"] = value`, `{ "key", value }`. */
function entryOf(c: Context, object: ObjectNode, node: SyntaxNode): Entry {
  const [first, second] = node.children;
  const made: Entry = { ...spanOf(node), value: undefined as unknown as Expression };
  const written = first?.type === 'element_binding_expression' ? first.children[0]?.children[0] : first;
  if (written && isString(written)) {
    const key = convertAs(c, written, { as: 'key', of: object });
    if (key.kind === 'string') Object.assign(made, { key: key.value, keySpan: key.inner, quoted: true });
  } else if (written?.type === 'identifier' && written === first && isAssigned(node))
    Object.assign(made, { key: textOf(c, written), keySpan: spanOf(written) });
  else if (written) made.computedKey = convertAs(c, written, { as: 'key', of: object });
  const value = second ?? node;
  made.value = convertGiven(c, value, { as: 'entry', object, entry: made });
  return made;
}

/** What a field is given: `Messages = { a, b }` adds to the list that is there. */
export function convertGiven(c: Context, value: SyntaxNode, use: Use): Expression {
  const made = value.type === 'initializer_expression' ? added(c, value) : convertTyped(c, value, undefined, use);
  made.use = use;
  return made;
}

function added(c: Context, node: SyntaxNode): Expression {
  if (node.children.length > 0 && node.children.every((one) => isAssigned(one) || isPair(one))) {
    const made = objectNode(c, node);
    for (const element of node.children) made.entries.push(entryOf(c, made, element));
    return made;
  }
  return list(c, node, node.children);
}

/** `new { model = "…", messages }`, `settings with { Model = "…" }`: names, each with a value or for one of that name. */
export function convertNamed(
  c: Context,
  node: SyntaxNode,
  parts: readonly SyntaxNode[],
  base?: SyntaxNode,
): ObjectNode {
  const made = objectNode(c, node);
  if (base) {
    const entry: Entry = { ...spanOf(base), value: undefined as unknown as Expression, spread: true };
    entry.value = convertAs(c, base, { as: 'entry', object: made, entry });
    made.entries.push(entry);
  }
  for (let at = 0; at < parts.length; at++) {
    const part = parts[at] as SyntaxNode;
    const next = parts[at + 1];
    const isNamed = part.type === 'identifier' && next && /^\s*=(?!=)/.test(c.text.slice(part.end, next.start));
    const value = isNamed ? next : part;
    const name = isNamed ? part : lastName(part);
    const entry: Entry = { start: part.start, end: value.end, value: undefined as unknown as Expression };
    if (name) Object.assign(entry, { key: textOf(c, name), keySpan: spanOf(name) });
    if (!isNamed) entry.shorthand = true;
    entry.value = convertAs(c, value, { as: 'entry', object: made, entry });
    made.entries.push(entry);
    if (isNamed) at++;
  }
  return made;
}

/** `new { settings.Model }` has a `Model`. */
function lastName(node: SyntaxNode): SyntaxNode | undefined {
  return node.type === 'identifier' ? node : childOf(node, 'name');
}

export function list(c: Context, node: SyntaxNode, elements: readonly SyntaxNode[]): ListNode {
  const made = add<ListNode>(c, { kind: 'list', ...spanOf(node), items: [] });
  made.items = elements.map((element) => convertAs(c, element, { as: 'item', list: made }));
  return made;
}

/** `[a, b, ..others]`. */
export function convertCollection(c: Context, node: SyntaxNode): ListNode {
  const made = add<ListNode>(c, { kind: 'list', ...spanOf(node), items: [] });
  for (const element of node.children) {
    const inner = element.type === 'argument' ? (element.children.at(-1) ?? element) : element;
    const item =
      inner.type === 'range_expression' && c.text.startsWith('..', inner.start) ? spread(c, inner) : undefined;
    const value = item ?? convertTyped(c, inner, undefined, { as: 'item', list: made });
    value.use = { as: 'item', list: made };
    made.items.push(value);
  }
  return made;
}

function spread(c: Context, node: SyntaxNode): WrapperNode | undefined {
  const [inner] = node.children;
  if (!inner) return undefined;
  const made = add<WrapperNode>(c, {
    kind: 'wrapper',
    ...spanOf(node),
    operator: 'spread',
    value: undefined as unknown as Expression,
  });
  made.value = convertAs(c, inner, { as: 'wrapped', wrapper: made });
  return made;
}
