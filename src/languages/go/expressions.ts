import type {
  Argument,
  CallNode,
  ChoiceNode,
  ConstantNode,
  Expression,
  ListNode,
  MemberNode,
  OperationNode,
  Span,
  WrapperNode,
} from '../../ir.js';
import { spanOf } from '../../spans.js';
import { TEST } from '../packed/nodes.js';
import { add } from '../tree-sitter/add-node.js';
import { childOf, childrenOf, type SyntaxNode, textOf } from '../tree-sitter/tree.js';
import { type Context, convertAs, reference } from './convert.js';
import { convertFunction } from './functions.js';
import { convertComposite, emptyInstance } from './literals.js';
import { convertOptionInto } from './option-variables.js';
import { convertFormatted, convertJoined, convertString, isString, operatorOf } from './strings.js';
import { typeUse } from './types.js';

/** Every expression becomes a node of the model; what has no meaning to rules becomes an operation on its parts. */
export function convertExpression(c: Context, node: SyntaxNode): Expression {
  switch (node.type) {
    case 'interpreted_string_literal':
    case 'raw_string_literal':
      return convertString(c, node);
    case 'identifier':
    case 'type_identifier':
    case 'package_identifier':
      return reference(c, node);
    case 'int_literal':
    case 'float_literal':
      return constant(c, node, Number(textOf(c, node).replaceAll('_', '')));
    case 'true':
    case 'false':
      return constant(c, node, node.type === 'true');
    case 'nil':
      return constant(c, node, null);
    case 'rune_literal':
    case 'iota':
      return constant(c, node, undefined);
    case 'parenthesized_expression':
    case 'literal_element':
      return node.children[0] ? convertExpression(c, node.children[0]) : constant(c, node, undefined);
    case 'selector_expression':
    case 'qualified_type':
      return selector(c, node);
    case 'index_expression':
      return index(c, node);
    case 'call_expression':
      return call(c, node);
    case 'composite_literal':
      return convertComposite(c, node);
    case 'func_literal':
      return convertFunction(c, node);
    case 'unary_expression':
      return unary(c, node);
    case 'binary_expression':
      return binary(c, node);
    case 'type_conversion_expression':
      return genericCall(c, node) ?? wrapper(c, node, childOf(node, 'operand') ?? node, 'cast');
    case 'type_assertion_expression':
      return wrapper(c, node, childOf(node, 'operand') ?? node, 'cast');
    case 'generic_type':
    case 'type_instantiation_expression':
      return convertExpression(c, childOf(node, 'type') ?? (node.children[0] as SyntaxNode));
    case 'pointer_type':
      return node.children[0] ? convertExpression(c, node.children[0]) : constant(c, node, undefined);
    default:
      return isType(node) ? constant(c, node, undefined) : operation(c, node, node.type, node.children);
  }
}

/** A type that is written in place, which is no value. */
function isType({ type }: SyntaxNode): boolean {
  return type.endsWith('_type') || type === 'type_elem';
}

export function constant(c: Context, node: SyntaxNode, value: ConstantNode['value']): ConstantNode {
  return add<ConstantNode>(c, { kind: 'constant', ...spanOf(node), value });
}

function selector(c: Context, node: SyntaxNode): MemberNode {
  const [object, name] = node.children as [SyntaxNode, SyntaxNode];
  const made = add<MemberNode>(c, {
    kind: 'member',
    ...spanOf(node),
    object: undefined as unknown as Expression,
    property: textOf(c, name),
    propertySpan: spanOf(name),
  });
  made.object = convertAs(c, object, { as: 'object', member: made });
  return made;
}

function index(c: Context, node: SyntaxNode): MemberNode {
  const [object, key] = node.children as [SyntaxNode, SyntaxNode];
  const made = add<MemberNode>(c, {
    kind: 'member',
    ...spanOf(node),
    object: undefined as unknown as Expression,
    propertySpan: spanOf(key),
  });
  made.object = convertAs(c, object, { as: 'object', member: made });
  made.key = convertAs(c, key, { as: 'key', of: made });
  if (made.key.kind === 'string') {
    made.property = made.key.value;
    made.propertySpan = made.key.inner;
  } else if (made.key.kind === 'constant' && typeof made.key.value === 'number') made.property = String(made.key.value);
  return made;
}

/** Conversions to types that are always there, written as calls. */
const CONVERSIONS = new Set(['string', 'any', 'float32', 'float64', 'int', 'int32', 'int64']);

function call(c: Context, node: SyntaxNode): Expression {
  const callee = childOf(node, 'function') as SyntaxNode;
  const listed = childOf(node, 'arguments') as SyntaxNode;
  const given = listed.children;
  const name = textOf(c, callee);
  const [first, ...others] = given;
  if (callee.type === 'identifier' && c.scope.lookup(name) === undefined) {
    if (first && given.length === 1 && CONVERSIONS.has(name)) return wrapper(c, node, first, 'cast');
    if (first && name === 'append') return appended(c, node, given);
    const made = first && name === 'new' ? emptyInstance(c, first) : undefined;
    if (made) return made;
  }
  // The first of them that is not empty. Source: pkg.go.dev/cmp.
  if (name === 'cmp.Or' && others.length > 0) return usingPackage(c, callee, firstOf(c, node, given));
  if (name === 'fmt.Sprintf' && first && isString(first)) {
    const formatted = convertFormatted(c, node, first, others);
    if (formatted) return usingPackage(c, callee, formatted);
  }
  return (
    madeOfType(c, callee, given) ??
    calling(c, node, generic(callee), given, { start: listed.start + 1, end: listed.end - 1 })
  );
}

function calling(
  c: Context,
  node: SyntaxNode,
  callee: SyntaxNode,
  given: readonly SyntaxNode[],
  argumentsSpan: Span,
): CallNode {
  const made = add<CallNode>(c, {
    kind: 'call',
    ...spanOf(node),
    callee: undefined as unknown as Expression,
    arguments: [],
    isNew: false,
    argumentsSpan,
  });
  made.callee = convertAs(c, callee, { as: 'callee', call: made });
  made.arguments = given.map((one) => argument(c, made, one));
  convertOptionInto(c, made);
  return made;
}

/** `F[T](x)`, which looks like a conversion, is a call of `F`: types with parameters are seldom converted to. */
function genericCall(c: Context, node: SyntaxNode): CallNode | undefined {
  const [type, operand] = ['type', 'operand'].map((field) => childOf(node, field));
  const callee = type?.type === 'generic_type' ? childOf(type, 'type') : undefined;
  if (!callee || !operand) return undefined;
  for (const one of childrenOf(type as SyntaxNode, 'type_arguments')) typeUse(c, one);
  return calling(c, node, callee, [operand], { start: operand.start, end: node.end - 1 });
}

/** `env.ParseAs[Config]()`: what a package's function gives by nothing but a type is of that type. */
function madeOfType(c: Context, callee: SyntaxNode, given: readonly SyntaxNode[]): Expression | undefined {
  const [made, key] = callee.type === 'index_expression' ? callee.children : [];
  if (given.length > 0 || made?.type !== 'selector_expression' || !key) return undefined;
  const known = key.type === 'identifier' ? c.scope.lookup(textOf(c, key)) : undefined;
  const isType =
    /^(?:identifier|selector_expression)$/.test(key.type) && (!known || /^(?:class|import)$/.test(known.kind));
  const instance = isType && emptyInstance(c, { ...key, type: 'type_identifier' });
  return instance ? usingPackage(c, made, instance) : undefined;
}

/** The package of a call that becomes something else is used by it all the same: its import has to stay. */
function usingPackage<T extends Expression>(c: Context, callee: SyntaxNode, made: T): T {
  convertExpression(c, callee);
  return made;
}

/** `F[T](x)` calls `F`. */
function generic(callee: SyntaxNode): SyntaxNode {
  return callee.type === 'type_instantiation_expression' ? (callee.children[0] ?? callee) : callee;
}

function argument(c: Context, call: CallNode, node: SyntaxNode): Argument {
  const isSpread = node.type === 'variadic_argument';
  const made: Argument = { ...spanOf(node), value: undefined as unknown as Expression };
  if (isSpread) made.spread = 'list';
  const value = isSpread ? (node.children[0] ?? node) : node;
  made.value = convertAs(c, value, { as: 'argument', call, argument: made });
  return made;
}

/** `append(list, a, more...)`: a list of all of them. */
function appended(c: Context, node: SyntaxNode, given: readonly SyntaxNode[]): ListNode {
  const made = add<ListNode>(c, { kind: 'list', ...spanOf(node), items: [] });
  if (c.branch) made.isConditional = true;
  made.items = given.map((one, position) => {
    const isList = position === 0 || one.type === 'variadic_argument';
    const value = one.type === 'variadic_argument' ? (one.children[0] ?? one) : one;
    const item = isList ? wrapper(c, one, value, 'spread') : convertExpression(c, value);
    item.use = { as: 'item', list: made };
    return item;
  });
  return made;
}

function unary(c: Context, node: SyntaxNode): Expression {
  const operand = node.children[0] ?? node;
  const operator = operatorOf(c, node);
  if (operator === '&') return address(c, node, operand);
  if (operator === '*') return wrapper(c, node, operand, 'cast');
  if (operator === '<') return wrapper(c, node, operand, 'yield');
  if (operator === '-' && /_literal$/.test(operand.type)) return constant(c, node, Number(textOf(c, node)));
  return operation(c, node, operator, [operand]);
}

function address(c: Context, node: SyntaxNode, operand: SyntaxNode): WrapperNode {
  const made = wrapper(c, node, operand, 'cast');
  if (made.value.kind === 'reference' && made.value.binding) c.addressed.add(made.value.binding);
  return made;
}

export function wrapper(
  c: Context,
  node: SyntaxNode,
  value: SyntaxNode,
  operator: WrapperNode['operator'],
): WrapperNode {
  const made = add<WrapperNode>(c, {
    kind: 'wrapper',
    ...spanOf(node),
    operator,
    value: undefined as unknown as Expression,
  });
  made.value = convertAs(c, value, { as: 'wrapped', wrapper: made });
  return made;
}

function binary(c: Context, node: SyntaxNode): Expression {
  const [left, right] = node.children as [SyntaxNode, SyntaxNode];
  const operator = operatorOf(c, node);
  if (operator === '+') return convertJoined(c, node);
  if (operator === '||') return firstOf(c, node, [left, right]);
  if (operator !== '&&') return operation(c, node, operator, [left, right]);
  const made = add<ChoiceNode>(c, { kind: 'choice', ...spanOf(node), operator: 'and', options: [] });
  made.test = convertAs(c, left, TEST);
  made.options = [convertAs(c, right, { as: 'option', choice: made })];
  return made;
}

function firstOf(c: Context, node: SyntaxNode, options: readonly SyntaxNode[]): ChoiceNode {
  const made = add<ChoiceNode>(c, { kind: 'choice', ...spanOf(node), operator: 'or', options: [] });
  made.options = options.map((one) => convertAs(c, one, { as: 'option', choice: made }));
  return made;
}

export function operation(
  c: Context,
  node: SyntaxNode,
  operator: string,
  operands: readonly SyntaxNode[],
): OperationNode {
  const made = add<OperationNode>(c, { kind: 'operation', ...spanOf(node), operator, operands: [] });
  made.operands = operands.map((one) => convertAs(c, one, { as: 'operand', operation: made }));
  return made;
}
