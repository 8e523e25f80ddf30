import type { Argument, Binding, CallNode, Expression, ModuleNode, ObjectNode, Span, SuperNode } from '../../ir.js';
import { spanOf } from '../../spans.js';
import { TEST } from '../packed/nodes.js';
import { add } from '../tree-sitter/add-node.js';
import { childOf, type SyntaxNode, textOf } from '../tree-sitter/tree.js';
import { convertMacro } from './classes.js';
import { importedFunction } from './constants.js';
import { type Context, convertAs, member, reference } from './convert.js';
import { isCoreMethod, isKernelFunction, isPassThrough } from './core.js';
import { constant, convertExpression, hash, isPair, operation, selfAt } from './expressions.js';
import { convertBlock, FORWARDED } from './functions.js';
import { loadedBy } from './layout.js';
import { convertStatements } from './statements.js';
import { convertFormatted } from './strings.js';

/** The parts of a call as it is written. */
interface Call {
  node: SyntaxNode;
  name: string;
  method: SyntaxNode;
  list?: SyntaxNode;
  block?: SyntaxNode;
}

export function convertCall(c: Context, node: SyntaxNode): Expression {
  const receiver = childOf(node, 'receiver');
  const method = childOf(node, 'method');
  const list = childOf(node, 'arguments');
  const block = childOf(node, 'block');
  // `f.(x)` is `f.call(x)`.
  const parts = { node, ...(list ? { list } : {}), ...(block ? { block } : {}) };
  if (receiver && !method) return called(c, { ...parts, name: 'call', method: list ?? receiver }, receiver);
  if (!method) return operation(c, node, 'call', node.children);
  const call: Call = { ...parts, name: textOf(c, method), method };
  return receiver ? called(c, call, receiver) : bareCall(c, call);
}

/** A call of a method on something. */
function called(c: Context, call: Call, receiver: SyntaxNode): Expression {
  const { node, name, method, list, block } = call;
  const given = list?.children ?? [];
  if (name === 'new') return making(c, call, convertExpression(c, receiver), textOf(c, receiver));
  if (receiver.type === 'self' && name === 'class' && c.namespace.class) return ownClass(c, node);
  if (name === 'dig' && given.length > 0 && given.every(isFixedKey)) return dug(c, node, receiver, given);
  if (/^(?:reverse_)?merge$/.test(name) && given.length > 0 && !block) return merged(c, call, receiver);
  const object = convertExpression(c, receiver);
  const isRead = given.length === 0 && !block && !isCoreMethod(name);
  const isFunction = name === 'call' && isLocalFunction(object);
  if (isFunction) return calling(c, call, object, false);
  const span = isRead ? node : { start: node.start, end: method.end };
  const callee = member(c, span, object, name, method);
  if (c.text.slice(receiver.end, method.start).includes('&')) callee.isOptional = true;
  return isRead ? callee : calling(c, call, callee, false);
}

/** `new` of the class itself makes one of those that extend it, where these are asked. */
function making(c: Context, call: Call, callee: Expression, receiver: string): CallNode {
  const own = callee.kind === 'self' ? ownClass(c, call.method) : callee;
  const made = calling(c, call, own, true);
  if (/^self(?:\.class)?$/.test(receiver)) made.isOfHeirs = true;
  return made;
}

function ownClass(c: Context, span: Span): Expression {
  const { class: own, name } = c.namespace;
  const use = own?.use;
  const binding = use?.as === 'definition' ? use.targets[0]?.binding : undefined;
  return reference(c, span, name.slice(name.lastIndexOf(':') + 1), binding);
}

/** Whether it is a variable that holds a lambda of the file. */
function isLocalFunction(object: Expression): boolean {
  if (object.kind === 'function') return true;
  if (object.kind !== 'reference' || !object.binding) return false;
  const { kind, definitions } = object.binding;
  const isBlock = definitions.some((one) => one.from === 'parameter' && one.parameter.takesBlock);
  return (
    isBlock || (kind !== 'import' && definitions.some((one) => one.from === 'value' && one.value.kind === 'function'))
  );
}

function isFixedKey({ type }: SyntaxNode): boolean {
  return type === 'simple_symbol' || type === 'string' || type === 'integer';
}

/** `answer.dig("choices", 0, "message")` */
function dug(c: Context, node: SyntaxNode, receiver: SyntaxNode, keys: readonly SyntaxNode[]): Expression {
  let object = convertExpression(c, receiver);
  for (const key of keys) {
    const end = key === keys.at(-1) ? node.end : key.end;
    const made = member(c, { start: node.start, end }, object, '', key);
    made.key = convertAs(c, key, { as: 'key', of: made });
    made.isOptional = true;
    if (made.key.kind === 'string') Object.assign(made, { property: made.key.value, propertySpan: made.key.inner });
    else if (made.key.kind === 'constant') made.property = String(made.key.value);
    else delete made.property;
    object = made;
  }
  return object;
}

/** `a.merge(b, c: 1)` is a hash with all of them, of which the last counts. */
function merged(c: Context, { node, name, list }: Call, receiver: SyntaxNode): ObjectNode {
  const made = add<ObjectNode>(c, { kind: 'object', ...spanOf(node), entries: [], form: 'attributes' });
  const spread = (one: Expression) => {
    const entry = { ...spanOf(one), value: one, spread: true as const };
    one.use = { as: 'entry', object: made, entry };
    return entry;
  };
  const own = spread(convertExpression(c, receiver));
  const given = list?.children ?? [];
  const pairs = given.filter(isPair);
  const others = given.filter((one) => !isPair(one)).map((one) => spread(convertExpression(c, one)));
  const [first] = pairs;
  const written = first
    ? [spread(hash(c, { start: first.start, end: pairs.at(-1)?.end ?? first.end }, pairs, 'literal'))]
    : [];
  made.entries = name === 'merge' ? [own, ...others, ...written] : [...others, ...written, own];
  return made;
}

/** A call without a receiver, which has arguments or a block. */
function bareCall(c: Context, call: Call): Expression {
  const { node, name, list, block } = call;
  const given = list?.children ?? [];
  const loaded = loadedBy(node, c.text);
  const [first] = given;
  if (loaded !== undefined && first) return moduleLoaded(c, node, name, loaded, first);
  if (/^(?:lambda|proc)$/.test(name) && block && given.length === 0) return convertBlock(c, block);
  if (name === 'new' && c.namespace.class) return making(c, call, ownClass(c, call.method), 'self');
  if (/^(?:raise|fail|abort)$/.test(name)) {
    for (const one of given) convertAs(c, one, TEST);
    return constant(c, node, undefined);
  }
  const macro = c.function ? undefined : convertMacro(c, node, name, given);
  if (macro) return macro;
  if (/^(?:format|sprintf)$/.test(name) && first) {
    const formatted = convertFormatted(c, node, first, given.slice(1));
    if (formatted) return formatted;
  }
  return calling(c, call, bareCallee(c, call.method, name), false);
}

/** What `name` by itself means where it is no variable: a call of a method. */
export function bareName(c: Context, node: SyntaxNode, name: string): Expression {
  const callee = bareCallee(c, node, name);
  const isRead = callee.kind === 'member' || (callee.kind === 'reference' && !callee.binding);
  if (isRead) return callee;
  return calling(c, { node, name, method: node }, callee, false);
}

function bareCallee(c: Context, span: SyntaxNode, name: string): Expression {
  // What a constructor hands on goes to that of the class which is extended.
  if (name === 'super' && c.function?.name === 'initialize') return superOf(c, span);
  const own = c.functions.get(name);
  const { class: within, methods, attributes } = c.namespace;
  if (own && !methods.has(name)) return reference(c, span, name, own);
  const isOwn = methods.has(name) || attributes.has(name);
  if (!isOwn && isKernelFunction(name)) return reference(c, span, name, undefined);
  if (within) return member(c, span, selfAt(c, span), name, span);
  return reference(c, span, name, c.loadsFiles ? importedFunction(c, span, name) : undefined);
}

function moduleLoaded(c: Context, node: SyntaxNode, name: string, specifier: string, literal: SyntaxNode): Expression {
  const inner = { start: literal.start + 1, end: literal.end - 1 };
  // What is looked for among the packages is named by its constants.
  if (name !== 'require_relative') return constant(c, node, undefined);
  return add<ModuleNode>(c, {
    kind: 'module',
    ...spanOf(node),
    specifier: specifier.startsWith('.') ? specifier : `./${specifier}`,
    specifierSpan: inner,
  });
}

export function superOf(c: Context, node: SyntaxNode): Expression {
  return add<SuperNode>(c, {
    kind: 'super',
    ...spanOf(node),
    ...(c.namespace.class ? { class: c.namespace.class } : {}),
  });
}

function calling(c: Context, call: Call, callee: Expression, isNew: boolean): CallNode {
  const { node, list, block, name } = call;
  const made = add<CallNode>(c, {
    kind: 'call',
    ...spanOf(node),
    callee,
    arguments: [],
    isNew,
    ...(list ? { argumentsSpan: insideOf(c, list) } : {}),
  });
  callee.use = { as: 'callee', call: made };
  const given = list?.children ?? [];
  const takesHash = list !== undefined && isPassThrough(c.text.slice(node.start, list.start).replace(/[\s(]+$/, ''));
  const others = given.filter((one) => one.type === 'pair' && (takesHash || !isNamed(one)));
  for (const one of given) {
    if (others.includes(one)) {
      if (one === others[0]) made.arguments.push(hashArgument(c, made, others));
    } else made.arguments.push(...argument(c, made, one));
  }
  if (block) made.arguments.push(blockArgument(c, made, name, block));
  return made;
}

/** A call of what a name holds, which the language writes without that name. */
export function callOf(c: Context, node: SyntaxNode, binding: Binding, given: readonly SyntaxNode[]): CallNode {
  const callee = reference(c, node, binding.name, binding);
  const made = add<CallNode>(c, { kind: 'call', ...spanOf(node), callee, arguments: [], isNew: false });
  callee.use = { as: 'callee', call: made };
  made.arguments = given.flatMap((one) => argument(c, made, one));
  return made;
}

/** What stands between the parentheses, or where these might be. */
function insideOf(c: Context, list: SyntaxNode): Span {
  const isOpened = c.text[list.start] === '(';
  return isOpened ? { start: list.start + 1, end: list.end - 1 } : spanOf(list);
}

/** `model: "x"`, `:model => "x"`; a text as a key makes a hash of it. */
function isNamed(pair: SyntaxNode): boolean {
  const key = childOf(pair, 'key');
  return key?.type === 'hash_key_symbol' || key?.type === 'simple_symbol';
}

function hashArgument(c: Context, call: CallNode, pairs: readonly SyntaxNode[]): Argument {
  const [first] = pairs;
  const span = { start: first?.start ?? call.end, end: pairs.at(-1)?.end ?? call.end };
  const made: Argument = { ...span, value: hash(c, span, pairs, 'literal') };
  made.value.use = { as: 'argument', call, argument: made };
  return made;
}

function argument(c: Context, call: CallNode, node: SyntaxNode): Argument[] {
  const made: Argument = { ...spanOf(node), value: undefined as unknown as Expression };
  const take = (value: SyntaxNode) => {
    made.value = convertAs(c, value, { as: 'argument', call, argument: made });
    return [made];
  };
  switch (node.type) {
    case 'pair': {
      const key = childOf(node, 'key') as SyntaxNode;
      const value = childOf(node, 'value');
      const isSymbol = key.type === 'simple_symbol';
      made.name = textOf(c, key).slice(isSymbol ? 1 : 0);
      made.nameSpan = { start: key.start + (isSymbol ? 1 : 0), end: key.end };
      // `model:` gives what is called so.
      return take(value ?? { ...key, type: 'identifier' });
    }
    case 'splat_argument':
      made.spread = 'list';
      return node.children[0] ? take(node.children[0]) : forwarded(c, call, node, 'list');
    case 'hash_splat_argument':
      made.spread = 'mapping';
      return node.children[0] ? take(node.children[0]) : forwarded(c, call, node, 'mapping');
    case 'block_argument':
      return node.children[0] ? take(node.children[0]) : [];
    case 'forward_argument':
      return forwarded(c, call, node);
    default:
      return take(node);
  }
}

/** `f(...)` hands on all that the method around was given, `f(*)` and `f(**)` a part of it. */
function forwarded(c: Context, call: CallNode, node: SyntaxNode, part?: 'list' | 'mapping'): Argument[] {
  return FORWARDED.flatMap(({ name, spread }): Argument[] => {
    const binding = c.scope.lookup(name);
    if (!binding || (part !== undefined && part !== spread)) return [];
    const made: Argument = { ...spanOf(node), spread, value: reference(c, node, name, binding) };
    made.value.use = { as: 'argument', call, argument: made };
    return [made];
  });
}

/** `fetch(key) { "x" }` gives what stands in the block where there is nothing; any other block is a function. */
function blockArgument(c: Context, call: CallNode, name: string, block: SyntaxNode): Argument {
  const made: Argument = { ...spanOf(block), value: undefined as unknown as Expression };
  const isDefault = name === 'fetch' && call.arguments.length === 1 && !childOf(block, 'parameters');
  const value = isDefault ? convertStatements(c, childOf(block, 'body')?.children ?? []) : convertBlock(c, block);
  if (!isDefault) made.isBlock = true;
  made.value = value ?? constant(c, block, null);
  made.value.use = { as: 'argument', call, argument: made };
  return made;
}
