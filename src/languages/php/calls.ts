import type { Argument, CallNode, Expression } from '../../ir.js';
import { spanOf } from '../../spans.js';
import { grown } from '../packed/grown.js';
import { Given, NONE, Pair } from '../packed/node-classes.js';
import {
  callNode,
  choiceNode,
  constructionNode,
  definitionUse,
  moduleNode,
  objectNode,
  operationNode,
  placedMemberNode,
  superNode,
  WHOLE,
} from '../packed/nodes.js';
import { Bound } from '../packed/parts.js';
import { childOf, type SyntaxNode, textOf } from '../tree-sitter/tree.js';
import { type Context, convertAs, variable } from './convert.js';
import { classNamed } from './expressions.js';
import { configSpecifier } from './modules.js';
import { definedName } from './names.js';
import { convertFormatted, isString } from './strings.js';

/** `name(…)`, `$function(…)`, `$object->method(…)`. */
export function convertCall(c: Context, node: SyntaxNode): Expression {
  const listed = childOf(node, 'arguments');
  if (node.type !== 'function_call_expression') return methodCall(c, node, listed);
  const callee = childOf(node, 'function') ?? (node.children[0] as SyntaxNode);
  const isNamed = /^(?:name|qualified_name|relative_name)$/.test(callee.type);
  if (isNamed) {
    const special = specialCall(c, node, callee, listed);
    if (special) return special;
  }
  const made = begun(c, node, listed);
  made.callee = isNamed ? c.names.reference('function', callee) : convertAs(c, callee, made);
  made.callee.use = made;
  return finished(c, made, listed);
}

/** What the language's own functions do to names and texts, where that is known as it is written. */
function specialCall(
  c: Context,
  node: SyntaxNode,
  callee: SyntaxNode,
  listed: SyntaxNode | undefined,
): Expression | undefined {
  const name = textOf(c, callee).replace(/^\\/, '').toLowerCase();
  const given = listed?.children ?? [];
  const [first, ...others] = given.map((one) => one.children.at(-1) ?? one);
  if (name === 'define') return defined(c, node, listed);
  if (name === 'sprintf' && first && isString(first)) return convertFormatted(c, node, first, others);
  if ((name === 'defined' || name === 'constant') && first) return named(c, node, first);
  if (name === 'compact' && first) return compacted(c, node, given);
  if (name === 'config' && first && !c.names.isDeclared('function', 'config'))
    return configured(c, node, first, others[0]);
  return undefined;
}

/** `define('NAME', value)`: a constant of all files. */
function defined(c: Context, node: SyntaxNode, listed: SyntaxNode | undefined): Expression | undefined {
  const named = definedName(node, c.text);
  if (!named) return undefined;
  const made = begun(c, node, listed);
  made.callee = c.names.reference('function', node.children[0] as SyntaxNode);
  made.callee.use = made;
  const binding = c.names.lookup('constant', named.name, named.span);
  const value = convertAs(c, named.value, definitionUse([]));
  const bound = new Bound(value, WHOLE);
  bound.binding = binding;
  binding.definitions = grown(binding.definitions, bound);
  value.use = bound;
  return made;
}

/** `defined('NAME')`, `constant('NAME')`: the text is the constant's name, and nothing else. */
function named(c: Context, node: SyntaxNode, text: SyntaxNode): Expression | undefined {
  if (!isString(text) || !/^['"]\w+['"]$/.test(textOf(c, text))) return undefined;
  const constant = c.names.reference('constant', { start: text.start + 1, end: text.end - 1 });
  if (textOf(c, node).toLowerCase().startsWith('constant')) return constant;
  const made = operationNode(c, node, 'defined');
  constant.use = made;
  made.operands = [constant];
  return made;
}

/** `compact('model', 'messages')`: an object of these variables. */
function compacted(c: Context, node: SyntaxNode, given: readonly SyntaxNode[]): Expression | undefined {
  const names = given.map((one) => one.children[0]);
  if (!names.every((one) => one && isString(one) && /^['"]\w+['"]$/.test(textOf(c, one)))) return undefined;
  const made = objectNode(c, node, 'attributes');
  made.entries = names.map((one) => {
    const name = one as SyntaxNode;
    const pair = new Pair(name, made, textOf(c, name).slice(1, -1));
    pair.value = variable(c, name, `$${pair.key}`);
    pair.value.use = pair;
    return pair;
  });
  return made;
}

/** Laravel's `config('file.key.path', $default)`: what lies under the keys of the array that `config/file.php` returns. */
function configured(
  c: Context,
  node: SyntaxNode,
  key: SyntaxNode,
  otherwise: SyntaxNode | undefined,
): Expression | undefined {
  const written = isString(key) ? /^['"]([\w-]+(?:\.[\w-]+)*)['"]$/.exec(textOf(c, key))?.[1] : undefined;
  if (written === undefined) return undefined;
  const [file = '', ...names] = written.split('.');
  let at: Expression = moduleNode(c, node, configSpecifier(file), { start: key.start + 1, end: key.end - 1 });
  let from = key.start + 1 + file.length;
  for (const name of names) {
    const span = { start: from + 1, end: from + 1 + name.length };
    const member = placedMemberNode(c, node, name, span, false);
    at.use = member;
    member.object = at;
    at = member;
    from = span.end;
  }
  if (!otherwise) return at;
  const made = choiceNode(c, node, 'nullish');
  at.use = made;
  made.options = [at, convertAs(c, otherwise, made)];
  return made;
}

function methodCall(c: Context, node: SyntaxNode, listed: SyntaxNode | undefined): CallNode {
  const object = childOf(node, 'object') ?? node;
  const name = childOf(node, 'name');
  const made = begun(c, node, listed);
  const span = { start: node.start, end: name?.end ?? object.end };
  const isPlain = name?.type === 'name';
  const isOptional = node.type.startsWith('nullsafe');
  const callee = placedMemberNode(c, span, isPlain ? textOf(c, name) : undefined, name ?? node, isOptional);
  callee.object = convertAs(c, object, callee);
  if (name && !isPlain) callee.key = convertAs(c, name, { as: 'key', of: callee });
  callee.use = made;
  made.callee = callee;
  return finished(c, made, listed);
}

const CONFIG_FACADE = 'Illuminate\\Support\\Facades\\Config';

/** `Http::post(…)`, `self::make(…)`, `parent::__construct(…)`. */
export function convertStaticCall(c: Context, node: SyntaxNode): Expression {
  const scope = childOf(node, 'scope') ?? node;
  const name = childOf(node, 'name');
  const listed = childOf(node, 'arguments');
  const [key, otherwise] = (listed?.children ?? []).map((one) => one.children.at(-1) ?? one);
  const isConfig =
    name !== undefined && textOf(c, name) === 'get' && c.names.wholeName(textOf(c, scope)) === CONFIG_FACADE;
  const read = isConfig && key && configured(c, node, key, otherwise);
  if (read) return read;
  const made = begun(c, node, listed);
  if (/^parent$/i.test(textOf(c, scope)) && name && textOf(c, name) === '__construct') {
    made.callee = superNode(c, { start: scope.start, end: name.end }, c.class);
    made.callee.use = made;
    return finished(c, made, listed);
  }
  const isPlain = name?.type === 'name';
  const callee = placedMemberNode(
    c,
    { start: node.start, end: name?.end ?? scope.end },
    isPlain ? textOf(c, name) : undefined,
    name ?? node,
    false,
  );
  callee.object = classNamed(c, scope);
  callee.object.use = callee;
  callee.use = made;
  made.callee = callee;
  return finished(c, made, listed);
}

/** `new X(…)`, `new class(…) { … }`. */
export function convertNew(c: Context, node: SyntaxNode): Expression {
  const [named, listed] = node.children.filter(({ type }) => type !== 'attribute_list') as [SyntaxNode, SyntaxNode?];
  if (named.type === 'anonymous_class') {
    const made = constructionNode(c, node, undefined);
    made.callee = convertAs(c, named, made);
    return finished(
      c,
      made,
      named.children.find(({ type }) => type === 'arguments'),
    );
  }
  const made = constructionNode(c, node, listed && { start: listed.start + 1, end: listed.end - 1 });
  made.callee = classNamed(c, named);
  made.callee.use = made;
  return finished(c, made, listed);
}

function begun(c: Context, node: SyntaxNode, listed: SyntaxNode | undefined) {
  const span = listed ?? { start: node.end - 1, end: node.end + 1 };
  return callNode(c, spanOf(node), span.start + 1, span.end - 1);
}

export function finished<T extends CallNode>(c: Context, made: T, listed: SyntaxNode | undefined): T {
  const given = (listed?.children ?? []).filter(({ type }) => type === 'argument');
  made.arguments = given.length === 0 ? NONE : given.map((one) => argument(c, made, one));
  return made;
}

function argument(c: Context, call: CallNode, node: SyntaxNode): Argument {
  const value = node.children.at(-1) ?? node;
  const name = node.children.find(({ field }) => field === 'name');
  if (value.type === 'variadic_unpacking')
    return holding(c, new Given(node, call, undefined, 'list'), value.children[0] ?? value);
  return holding(c, new Given(node, call, name && name !== value ? textOf(c, name) : undefined), value);
}

function holding(c: Context, made: Given, value: SyntaxNode): Argument {
  made.value = convertAs(c, value, made);
  return made;
}
