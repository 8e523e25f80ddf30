import type { Argument, CallNode, ConstantNode, Entry, Expression, ListNode, ObjectNode, Span } from '../../ir.js';
import { spanOf } from '../../spans.js';
import { add } from '../tree-sitter/add-node.js';
import { childOf, type SyntaxNode, textOf } from '../tree-sitter/tree.js';
import { type Context, convertAs } from './convert.js';
import { convertExpression } from './expressions.js';
import { isString } from './strings.js';

/** The links of a chain of calls, the first one first, and what it starts from. */
interface Chain {
  start: SyntaxNode;
  links: SyntaxNode[];
  isBuilt: boolean;
}

const OPENING = new Set(['builder', 'newBuilder']);
const BUILD = 'build';

/**
 * `X.builder().a(v).b(w).build()` and `new X.Builder().a(v).build()`: X is made with options by name, be it that `build` is
 * called later.
 */
export function convertBuilder(c: Context, node: SyntaxNode): CallNode | undefined {
  const chain = chainOf(c, node);
  const made = chain && classOf(c, chain.start);
  if (!chain || !made) return undefined;
  const { start, links, isBuilt } = chain;
  const end = isBuilt ? (childOf(node, 'object') as SyntaxNode).end : node.end;
  const call = add<CallNode>(c, {
    kind: 'call',
    ...spanOf(node),
    callee: undefined as unknown as Expression,
    arguments: [],
    isNew: true,
    isBuilt: true,
    argumentsSpan: { start: start.end, end },
  });
  call.callee = convertExpression(c, made);
  call.callee.use = { as: 'callee', call };
  for (const value of childOf(start, 'arguments')?.children ?? []) pushArgument(c, call, { ...spanOf(value) }, [value]);
  addLinks(c, call, links);
  if (!isBuilt) c.unfinished.add(call);
  return call;
}

/** Calls on a builder, each of which gives an option. */
export function addLinks(c: Context, call: CallNode, links: readonly SyntaxNode[], isConditional = false): void {
  for (const link of links) {
    const name = childOf(link, 'name') as SyntaxNode;
    const start = (childOf(link, 'object') as SyntaxNode).end;
    const span = { start: start + gapBefore(c, start), end: link.end };
    const head: Head = { ...span, name: textOf(c, name), nameSpan: spanOf(name) };
    if (isConditional) head.isConditional = true;
    pushArgument(c, call, head, given(link));
  }
}

/** Where the dot of a link stands behind what it is called on. */
function gapBefore(c: Context, end: number): number {
  return /^(?:\s|\/\/.*|\/\*[\s\S]*?\*\/)*/.exec(c.text.slice(end))?.[0].length ?? 0;
}

function given(link: SyntaxNode): readonly SyntaxNode[] {
  return childOf(link, 'arguments')?.children ?? [];
}

type Head = Omit<Argument, 'value'>;

function pushArgument(c: Context, call: CallNode, head: Head, values: readonly SyntaxNode[]): void {
  const [first, second, ...others] = values;
  const known = head.name === undefined ? undefined : call.arguments.find(({ name }) => name === head.name);
  if (first && second && others.length === 0 && (isString(first) || known?.value.kind === 'object')) {
    const object = known?.value.kind === 'object' ? known.value : addObject(c, call, head);
    pushEntry(c, object, { start: first.start, end: second.end }, first, second);
    return;
  }
  const argument: Argument = { ...head, value: undefined as unknown as Expression };
  if (values.length === 1 && first) argument.value = convertExpression(c, first);
  else if (values.length === 0)
    argument.value = add<ConstantNode>(c, { kind: 'constant', start: head.end, end: head.end, value: true });
  else argument.value = several(c, values);
  argument.value.use = { as: 'argument', call, argument };
  call.arguments.push(argument);
}

function several(c: Context, values: readonly SyntaxNode[]): ListNode {
  const [first, last] = [values[0] as SyntaxNode, values.at(-1) as SyntaxNode];
  const list = add<ListNode>(c, { kind: 'list', start: first.start, end: last.end, items: [] });
  list.items = values.map((one) => convertAs(c, one, { as: 'item', list }));
  return list;
}

/** `header("A", a).header("B", b)`: what is given by pairs is one object. */
function addObject(c: Context, call: CallNode, head: Head): ObjectNode {
  const object = add<ObjectNode>(c, { kind: 'object', ...spanOf(head), entries: [], form: 'attributes' });
  const argument: Argument = { ...head, value: object };
  object.use = { as: 'argument', call, argument };
  call.arguments.push(argument);
  return object;
}

export function pushEntry(c: Context, object: ObjectNode, span: Span, key: SyntaxNode, value: SyntaxNode): void {
  const entry: Entry = { ...span, value: undefined as unknown as Expression };
  const written = convertAs(c, key, { as: 'key', of: object });
  if (written.kind === 'string') Object.assign(entry, { key: written.value, keySpan: written.inner, quoted: true });
  else entry.computedKey = written;
  entry.value = convertAs(c, value, { as: 'entry', object, entry });
  object.entries.push(entry);
}

function chainOf(c: Context, node: SyntaxNode): Chain | undefined {
  const links: SyntaxNode[] = [];
  const isBuilt = isCallOf(c, node, BUILD);
  let at: SyntaxNode | undefined = isBuilt ? childOf(node, 'object') : node;
  while (at?.type === 'method_invocation' && !isOpening(c, at)) {
    if (isCallOf(c, at, BUILD)) return undefined;
    links.unshift(at);
    at = childOf(at, 'object');
  }
  return at && { start: at, links, isBuilt };
}

function isCallOf(c: Context, node: SyntaxNode, wanted: string): boolean {
  const name = childOf(node, 'name');
  return (
    node.type === 'method_invocation' && name !== undefined && textOf(c, name) === wanted && given(node).length === 0
  );
}

function isOpening(c: Context, node: SyntaxNode): boolean {
  const name = childOf(node, 'name');
  const object = childOf(node, 'object');
  return name !== undefined && OPENING.has(textOf(c, name)) && object !== undefined && isClass(c, object);
}

/** A name in capitals and small letters is a class's. */
function isClass(c: Context, node: SyntaxNode): boolean {
  const name = node.type === 'field_access' ? childOf(node, 'field') : node.type === 'identifier' ? node : undefined;
  return name !== undefined && /^[A-Z]\w*[a-z]/.test(textOf(c, name));
}

/** The class of which a builder makes an instance. */
function classOf(c: Context, start: SyntaxNode): SyntaxNode | undefined {
  if (start.type === 'method_invocation') return isOpening(c, start) ? childOf(start, 'object') : undefined;
  if (start.type !== 'object_creation_expression') return undefined;
  const type = childOf(start, 'type');
  if (type?.type !== 'scoped_type_identifier') return undefined;
  const [outer, inner] = type.children;
  return outer && inner && /Builder$/.test(textOf(c, inner)) ? outer : undefined;
}

/** The variable that holds a builder, and the calls on it; `isBuilt`: the last one makes the thing. */
export function linksOn(
  c: Context,
  node: SyntaxNode,
): { name: string; links: SyntaxNode[]; isBuilt: boolean } | undefined {
  const chain = node.type === 'method_invocation' ? chainOf(c, node) : undefined;
  if (chain?.start.type !== 'identifier') return undefined;
  return { name: textOf(c, chain.start), links: chain.links, isBuilt: chain.isBuilt };
}
