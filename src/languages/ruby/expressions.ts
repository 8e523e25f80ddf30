import type {
  Binding,
  ConstantNode,
  Entry,
  Expression,
  ListNode,
  MemberNode,
  ObjectNode,
  OperationNode,
  SelfNode,
  Span,
  WrapperNode,
} from '../../ir.js';
import { spanOf } from '../../spans.js';
import { TEST } from '../packed/nodes.js';
import { add } from '../tree-sitter/add-node.js';
import { childOf, type SyntaxNode, textOf } from '../tree-sitter/tree.js';
import { convertAssignment, convertOperatorAssignment, either } from './assignments.js';
import { bareName, convertCall, superOf } from './calls.js';
import { convertNamespace, convertSingleton } from './classes.js';
import { constantAt } from './constants.js';
import { type Context, convertAs, member, reference } from './convert.js';
import { convertLambda, convertMethod, convertReturn, convertYield } from './functions.js';
import { newBinding } from './scope.js';
import { convertBody, convertCase, convertIf, convertLoop, convertRescued, convertStatements } from './statements.js';
import { convertJoined, convertText, convertWords, isText, operatorBetween, symbolNode } from './strings.js';

/** Everything in the language is an expression. What has no meaning to rules becomes an operation on its parts. */
export function convertExpression(c: Context, node: SyntaxNode): Expression {
  if (isText(node)) return convertText(c, node);
  switch (node.type) {
    case 'simple_symbol':
      return symbolNode(c, node);
    case 'string_array':
    case 'symbol_array':
      return convertWords(c, node);
    case 'identifier':
      return identifier(c, node);
    case 'constant':
    case 'scope_resolution':
      return constantAt(c, node);
    case 'instance_variable':
    case 'class_variable':
    case 'global_variable':
      return variable(c, node);
    case 'integer':
    case 'float':
      return constant(c, node, Number(textOf(c, node).replaceAll('_', '')));
    case 'true':
    case 'false':
      return constant(c, node, node.type === 'true');
    case 'nil':
      return constant(c, node, null);
    case 'regex':
      return regex(c, node);
    case 'self':
      return selfAt(c, node);
    case 'super':
      return superOf(c, node);
    case 'call':
      return convertCall(c, node);
    case 'element_reference':
      return element(c, node);
    case 'hash':
      return hash(c, node, node.children, 'literal');
    case 'array':
      return list(c, node, node.children);
    case 'right_assignment_list':
      return list(c, node, node.children);
    case 'assignment':
      return convertAssignment(c, node);
    case 'operator_assignment':
      return convertOperatorAssignment(c, node);
    case 'binary':
      return binary(c, node);
    case 'conditional':
    case 'if':
    case 'unless':
    case 'if_modifier':
    case 'unless_modifier':
    case 'elsif':
      return convertIf(c, node);
    case 'case':
    case 'case_match':
      return convertCase(c, node);
    case 'while':
    case 'until':
    case 'for':
    case 'while_modifier':
    case 'until_modifier':
      return convertLoop(c, node);
    case 'rescue_modifier':
      return convertRescued(c, node);
    case 'begin':
    case 'parenthesized_statements':
    case 'begin_block':
    case 'end_block':
      return convertStatements(c, node.children) ?? constant(c, node, undefined);
    case 'then':
    case 'do':
    case 'else':
    case 'body_statement':
      return convertBody(c, node) ?? constant(c, node, undefined);
    case 'method':
    case 'singleton_method':
      return convertMethod(c, node);
    case 'lambda':
      return convertLambda(c, node);
    case 'class':
    case 'module':
      return convertNamespace(c, node);
    case 'singleton_class':
      return convertSingleton(c, node);
    case 'yield':
      return convertYield(c, node);
    case 'return':
      return convertReturn(c, node);
    case 'splat_argument':
    case 'hash_splat_argument':
      return node.children[0] ? wrapper(c, node, node.children[0], 'spread') : constant(c, node, undefined);
    case 'unary':
      return unary(c, node);
    case 'alias':
    case 'undef':
    case 'empty_statement':
    case 'uninterpreted':
    case 'heredoc_end':
      return constant(c, node, undefined);
    default:
      return operation(c, node, node.type, node.children);
  }
}

export function constant(c: Context, node: Span, value: ConstantNode['value']): ConstantNode {
  return add<ConstantNode>(c, { kind: 'constant', ...spanOf(node), value });
}

function regex(c: Context, node: SyntaxNode): ConstantNode {
  for (const one of node.children)
    if (one.type === 'interpolation') for (const part of one.children) convertAs(c, part, TEST);
  const text = textOf(c, node);
  const end = text.lastIndexOf(text.startsWith('/') ? '/' : (text[text.length - 1] ?? '/'));
  const start = text.startsWith('/') ? 1 : 3;
  const made = constant(c, node, undefined);
  if (end > start) made.pattern = { start: node.start + start, end: node.start + end };
  return made;
}

/** A local variable, or a call of a method without arguments. */
function identifier(c: Context, node: SyntaxNode): Expression {
  const name = textOf(c, node);
  const binding = c.scope.lookup(name);
  return binding ? reference(c, node, name, binding) : bareName(c, node, name);
}

export function selfAt(c: Context, span: Span): Expression {
  const of = c.namespace.class;
  if (of) return add<SelfNode>(c, { kind: 'self', ...spanOf(span), of });
  return reference(c, span, 'self', undefined);
}

/** `@client`, `@@client`, `$client`. Where `attr_reader` makes a method of it, both are one field. */
function variable(c: Context, node: SyntaxNode): Expression {
  const name = textOf(c, node);
  const binding = bindingOfVariable(c, node);
  if (binding) return reference(c, node, name, binding);
  return member(c, node, selfAt(c, node), fieldName(c, name), node);
}

/** The field that an instance variable is. */
function fieldName({ namespace }: Context, name: string): string {
  const plain = name.slice(1);
  return namespace.attributes.has(plain) && !namespace.methods.has(plain) ? plain : name;
}

/** What a name on the left of an assignment is the name of; undefined for a member of something. */
export function bindingOfVariable(c: Context, node: SyntaxNode): Binding | undefined {
  const name = textOf(c, node);
  switch (node.type) {
    case 'identifier':
      return c.scope.variable(name, node);
    case 'constant':
      return c.namespace.constants.get(name);
    case 'scope_resolution':
      return name.startsWith('::') ? c.namespaces.file.constants.get(name.slice(2)) : undefined;
    case 'global_variable':
      return looseVariable(c, name, node);
    case 'instance_variable':
    case 'class_variable':
      return c.namespace.class ? undefined : looseVariable(c, name, node);
    default:
      return undefined;
  }
}

/** Outside of classes, all that the file does with an instance variable is done with one. */
function looseVariable(c: Context, name: string, span: Span): Binding {
  const known = c.loose.get(name) ?? newBinding(c.model, name, 'variable', span, true);
  c.loose.set(name, known);
  return known;
}

/** `options[:model]` */
function element(c: Context, node: SyntaxNode): Expression {
  const [object, key, ...others] = node.children;
  if (!object || !key || others.length > 0) return operation(c, node, '[]', node.children);
  const made = member(c, node, convertExpression(c, object), undefined as unknown as string, key);
  made.key = convertAs(c, key, { as: 'key', of: made });
  const { key: written } = made;
  if (written.kind === 'string') Object.assign(made, { property: written.value, propertySpan: written.inner });
  else if (written.kind === 'constant' && typeof written.value === 'number') made.property = String(written.value);
  else delete (made as { property?: string }).property;
  return made as MemberNode;
}

/** Keys are texts, whichever of the two ways they are written: what is given by one is seldom read by the other. */
export function hash(c: Context, span: Span, pairs: readonly SyntaxNode[], form: ObjectNode['form']): ObjectNode {
  const made = add<ObjectNode>(c, { kind: 'object', ...spanOf(span), entries: [], form });
  made.entries = pairs.map((pair) => entry(c, made, pair));
  return made;
}

function entry(c: Context, object: ObjectNode, pair: SyntaxNode): Entry {
  const made: Entry = { ...spanOf(pair), value: undefined as unknown as Expression };
  if (pair.type === 'hash_splat_argument') {
    made.spread = true;
    made.value = convertAs(c, pair.children[0] ?? pair, { as: 'entry', object, entry: made });
    return made;
  }
  const key = childOf(pair, 'key');
  const value = childOf(pair, 'value');
  if (key?.type === 'hash_key_symbol') Object.assign(made, { key: textOf(c, key), keySpan: spanOf(key) });
  else if (key) {
    const written = convertAs(c, key, { as: 'key', of: object });
    if (written.kind !== 'string') made.computedKey = written;
    else Object.assign(made, { key: written.value, keySpan: written.inner, ...(isText(key) ? { quoted: true } : {}) });
  }
  if (!value && key) {
    made.shorthand = true;
    made.value = identifier(c, key);
    made.value.use = { as: 'entry', object, entry: made };
    return made;
  }
  made.value = convertAs(c, value ?? pair.children.at(-1) ?? pair, { as: 'entry', object, entry: made });
  return made;
}

function list(c: Context, span: Span, items: readonly SyntaxNode[]): ListNode {
  const made = add<ListNode>(c, { kind: 'list', ...spanOf(span), items: [] });
  const pairs = items.filter(isPair);
  made.items = items.filter((one) => !isPair(one)).map((one) => convertAs(c, one, { as: 'item', list: made }));
  const [first] = pairs;
  if (!first) return made;
  const last = hash(c, { start: first.start, end: pairs.at(-1)?.end ?? first.end }, pairs, 'attributes');
  last.use = { as: 'item', list: made };
  made.items.push(last);
  return made;
}

export function isPair({ type }: SyntaxNode): boolean {
  return type === 'pair' || type === 'hash_splat_argument';
}

function binary(c: Context, node: SyntaxNode): Expression {
  const [left, right] = node.children as [SyntaxNode, SyntaxNode];
  const operator = operatorBetween(c, left, right);
  switch (operator) {
    case '+':
      return convertJoined(c, node);
    case '||':
    case 'or':
      return either(c, node, 'or', [left, right]);
    case '&&':
    case 'and': {
      const test = convertAs(c, left, TEST);
      const made = either(c, node, 'and', [right]);
      made.test = test;
      return made;
    }
    default:
      return operation(c, node, operator, [left, right]);
  }
}

function unary(c: Context, node: SyntaxNode): Expression {
  const operand = node.children[0] ?? node;
  const operator = c.text.slice(node.start, operand.start).trim();
  if (operator === '-' && /^(?:integer|float)$/.test(operand.type)) return constant(c, node, Number(textOf(c, node)));
  return operation(c, node, operator === 'not' ? '!' : operator, [operand]);
}

export function wrapper(c: Context, node: Span, value: SyntaxNode, operator: WrapperNode['operator']): WrapperNode {
  const made = add<WrapperNode>(c, {
    kind: 'wrapper',
    ...spanOf(node),
    operator,
    value: undefined as unknown as Expression,
  });
  made.value = convertAs(c, value, { as: 'wrapped', wrapper: made });
  return made;
}

export function operation(c: Context, node: Span, operator: string, operands: readonly SyntaxNode[]): OperationNode {
  const made = add<OperationNode>(c, { kind: 'operation', ...spanOf(node), operator, operands: [] });
  made.operands = operands.map((one) => convertAs(c, one, { as: 'operand', operation: made }));
  return made;
}
