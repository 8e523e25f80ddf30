import type {
  Argument,
  CallNode,
  ChoiceNode,
  ConstantNode,
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
import { childOf, childOfType, childrenOf, type SyntaxNode, textOf } from '../tree-sitter/tree.js';
import { bind, convertAssignment } from './assignments.js';
import { convertBuilder, pushEntry } from './chains.js';
import { type Context, convertAs, withoutBlanks } from './convert.js';
import { convertAnonymous } from './declarations.js';
import { convertLambda } from './functions.js';
import { callOnBuilder } from './held-builders.js';
import { memberOf, qualifiedClass, reference } from './names.js';
import { convertSwitch } from './statements.js';
import { convertFormatted, convertJoined, convertString, isString, operatorOf } from './strings.js';
import { typeUse } from './types.js';

/** Every expression becomes a node of the model; what has no meaning to rules becomes an operation on its parts. */
export function convertExpression(c: Context, node: SyntaxNode): Expression {
  switch (node.type) {
    case 'string_literal':
      return convertString(c, node);
    case 'identifier':
    case 'type_identifier':
      return reference(c, node, textOf(c, node));
    case 'decimal_integer_literal':
    case 'decimal_floating_point_literal':
      return constant(c, node, Number(textOf(c, node).replace(/_|[lLfFdD]$/g, '')));
    case 'true':
    case 'false':
      return constant(c, node, node.type === 'true');
    case 'null_literal':
      return constant(c, node, null);
    case 'character_literal':
    case 'class_literal':
      return constant(c, node, undefined);
    case 'this':
      return add<SelfNode>(c, { kind: 'self', ...spanOf(node), of: c.around?.node });
    case 'parenthesized_expression':
      return node.children[0] ? convertExpression(c, node.children[0]) : constant(c, node, undefined);
    case 'field_access':
    case 'scoped_type_identifier':
    case 'scoped_identifier':
      return fieldAccess(c, node);
    case 'array_access':
      return index(c, node);
    case 'method_invocation':
      return call(c, node);
    case 'object_creation_expression':
      return creation(c, node);
    case 'array_creation_expression':
      return list(c, node, childOf(node, 'value')?.children ?? []);
    case 'array_initializer':
    case 'element_value_array_initializer':
      return list(c, node, node.children);
    case 'lambda_expression':
      return convertLambda(c, node);
    case 'method_reference':
      return methodReference(c, node);
    case 'ternary_expression':
      return conditional(c, node);
    case 'binary_expression':
      return operatorOf(c, node) === '+'
        ? convertJoined(c, node)
        : operation(c, node, operatorOf(c, node), node.children);
    case 'unary_expression':
      return unary(c, node);
    case 'assignment_expression':
      return convertAssignment(c, node);
    case 'cast_expression':
      return cast(c, node);
    case 'instanceof_expression':
      return instanceOf(c, node);
    case 'switch_expression':
      return convertSwitch(c, node) ?? constant(c, node, undefined);
    case 'generic_type':
    case 'annotated_type':
      return node.children[0] ? convertExpression(c, node.children[0]) : constant(c, node, undefined);
    default:
      return /_type$/.test(node.type) ? constant(c, node, undefined) : operation(c, node, node.type, node.children);
  }
}

export function constant(c: Context, span: Span, value: ConstantNode['value']): ConstantNode {
  return add<ConstantNode>(c, { kind: 'constant', ...spanOf(span), value });
}

function unary(c: Context, node: SyntaxNode): Expression {
  const [operand = node] = node.children;
  const isNumber = operatorOf(c, node) === '-' && /_literal$/.test(operand.type);
  return isNumber ? constant(c, node, Number(textOf(c, node))) : operation(c, node, operatorOf(c, node), [operand]);
}

function fieldAccess(c: Context, node: SyntaxNode): Expression {
  const qualified = qualifiedClass(c, withoutBlanks(textOf(c, node)), node);
  if (qualified) return qualified;
  const [object, name] = node.children;
  if (!object || !name) return constant(c, node, undefined);
  // `Outer.this`
  if (name.type === 'this') return outerSelf(c, node, textOf(c, object));
  return memberOf(c, convertExpression(c, object), name, textOf(c, name));
}

function outerSelf(c: Context, node: SyntaxNode, name: string): SelfNode {
  let { around } = c;
  while (around && around.node.name !== name) around = around.outer;
  return add<SelfNode>(c, { kind: 'self', ...spanOf(node), of: around?.node });
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
  if (made.key.kind === 'constant' && typeof made.key.value === 'number') made.property = String(made.key.value);
  return made;
}

function call(c: Context, node: SyntaxNode): Expression {
  const listed = childOf(node, 'arguments') as SyntaxNode;
  const name = childOf(node, 'name') as SyntaxNode;
  const object = childOf(node, 'object');
  const made =
    convertBuilder(c, node) ?? callOnBuilder(c, node) ?? ofLanguage(c, node, object, textOf(c, name), listed.children);
  if (made) return made;
  const callee = () => {
    if (!object) return reference(c, name, textOf(c, name));
    const owner = object.type === 'super' ? superOf(c, object) : convertExpression(c, object);
    return memberOf(c, owner, name, textOf(c, name));
  };
  return calling(c, node, callee, listed, false);
}

/** `super.name`: what the class inherits is the instance's. */
function superOf(c: Context, node: SyntaxNode): SelfNode {
  return add<SelfNode>(c, { kind: 'self', ...spanOf(node), of: c.around?.node });
}

export function calling(
  c: Context,
  node: Span,
  callee: () => Expression,
  listed: SyntaxNode | undefined,
  isNew: boolean,
): CallNode {
  const made = add<CallNode>(c, {
    kind: 'call',
    ...spanOf(node),
    callee: undefined as unknown as Expression,
    arguments: [],
    isNew,
    ...(listed ? { argumentsSpan: { start: listed.start + 1, end: listed.end - 1 } } : {}),
  });
  made.callee = callee();
  made.callee.use = { as: 'callee', call: made };
  made.arguments = (listed?.children ?? []).map((one) => argument(c, made, one));
  return made;
}

function argument(c: Context, call: CallNode, node: SyntaxNode): Argument {
  const made: Argument = { ...spanOf(node), value: undefined as unknown as Expression };
  made.value = convertAs(c, node, { as: 'argument', call, argument: made });
  return made;
}

/** What the language's own classes make of what they are given, as the value that it is. */
function ofLanguage(
  c: Context,
  node: SyntaxNode,
  object: SyntaxNode | undefined,
  name: string,
  given: readonly SyntaxNode[],
): Expression | undefined {
  const owner = object && /^(?:identifier|field_access)$/.test(object.type) ? textOf(c, object) : undefined;
  const [first, ...others] = given;
  switch (owner) {
    case 'String':
      return name === 'format' && first && isString(first) ? convertFormatted(c, node, first, others) : undefined;
    case 'List':
    case 'Set':
      return name === 'of' ? list(c, node, given) : undefined;
    case 'Arrays':
      return name === 'asList' ? list(c, node, given) : undefined;
    case 'Map':
      if (name === 'of') return pairs(c, node, given);
      return name === 'ofEntries' ? entries(c, node, given) : undefined;
  }
  // Of Jackson's ObjectMapper and JsonNodeFactory.
  if (given.length === 0 && name === 'createObjectNode')
    return add<ObjectNode>(c, { kind: 'object', ...spanOf(node), entries: [], form: 'attributes' });
  if (given.length === 0 && name === 'createArrayNode') return list(c, node, []);
  if (name === 'formatted' && object && isString(object)) return convertFormatted(c, node, object, given);
  if (/^orElse(?:Get|Throw)?$/.test(name) && object) return orElse(c, node, object, name, given);
  return undefined;
}

/** `Optional.ofNullable(value).orElse(other)`. */
function orElse(
  c: Context,
  node: SyntaxNode,
  object: SyntaxNode,
  name: string,
  [other]: readonly SyntaxNode[],
): Expression | undefined {
  let at = object;
  // What is filtered out gives way as what is not there does.
  while (at.type === 'method_invocation' && textOf(c, childOf(at, 'name') ?? at) === 'filter')
    at = childOf(at, 'object') ?? at;
  const owner = childOf(at, 'object');
  const [value] = childOf(at, 'arguments')?.children ?? [];
  const isOptional = owner && textOf(c, owner) === 'Optional' && /^of/.test(textOf(c, childOf(at, 'name') ?? at));
  if (!isOptional || !value) return undefined;
  if (name === 'orElseThrow') return wrapper(c, node, value, 'cast');
  const inner = name === 'orElseGet' ? other && childOf(other, 'body') : other;
  return inner && inner.type !== 'block' ? firstOf(c, node, [value, inner]) : undefined;
}

function firstOf(c: Context, node: SyntaxNode, options: readonly SyntaxNode[]): ChoiceNode {
  const made = add<ChoiceNode>(c, { kind: 'choice', ...spanOf(node), operator: 'nullish', options: [] });
  made.options = options.map((one) => convertAs(c, one, { as: 'option', choice: made }));
  return made;
}

/** `Map.of("model", model, …)`. */
function pairs(c: Context, node: SyntaxNode, given: readonly SyntaxNode[]): ObjectNode {
  const made = add<ObjectNode>(c, { kind: 'object', ...spanOf(node), entries: [], form: 'attributes' });
  for (let at = 0; at + 1 < given.length; at += 2) {
    const [key, value] = [given[at] as SyntaxNode, given[at + 1] as SyntaxNode];
    pushEntry(c, made, { start: key.start, end: value.end }, key, value);
  }
  return made;
}

/** `Map.ofEntries(Map.entry("model", model), …)`. */
function entries(c: Context, node: SyntaxNode, given: readonly SyntaxNode[]): ObjectNode {
  const made = add<ObjectNode>(c, { kind: 'object', ...spanOf(node), entries: [], form: 'attributes' });
  for (const one of given) {
    const [key, value] = childOf(one, 'arguments')?.children ?? [];
    if (key && value) pushEntry(c, made, spanOf(one), key, value);
  }
  return made;
}

function creation(c: Context, node: SyntaxNode): Expression {
  const type = childOf(node, 'type') as SyntaxNode;
  const listed = childOf(node, 'arguments');
  const body = childOfType(node, 'class_body');
  for (const types of childOfType(type, 'type_arguments')?.children ?? []) typeUse(c, types);
  const isEmpty = (listed?.children.length ?? 0) === 0;
  const [plain = ''] = textOf(c, type).split('<', 1);
  const name = plain.slice(plain.lastIndexOf('.') + 1).trim();
  if (isEmpty && !body && FILLED.has(name))
    return add<ObjectNode>(c, { kind: 'object', ...spanOf(node), entries: [], form: 'attributes' });
  if (isEmpty && !body && LISTS.has(name)) return list(c, node, []);
  const callee = () => (body ? convertAnonymous(c, type, body) : convertExpression(c, type));
  return calling(c, node, callee, listed, true);
}

/** Classes whose instances hold what is put into them by names. */
const FILLED = new Set([
  'HashMap',
  'LinkedHashMap',
  'TreeMap',
  'ConcurrentHashMap',
  'JSONObject',
  'JsonObject',
  'HttpHeaders',
]);
const LISTS = new Set(['ArrayList', 'LinkedList', 'JSONArray', 'JsonArray']);

function list(c: Context, node: SyntaxNode, items: readonly SyntaxNode[]): ListNode {
  const made = add<ListNode>(c, { kind: 'list', ...spanOf(node), items: [] });
  made.items = items.map((one) => convertAs(c, one, { as: 'item', list: made }));
  return made;
}

/** `System::getenv` is the function; `String::new` is the class. */
function methodReference(c: Context, node: SyntaxNode): Expression {
  const [object, name] = node.children;
  if (!object) return constant(c, node, undefined);
  const owner = object.type === 'super' ? superOf(c, object) : convertExpression(c, object);
  return name ? memberOf(c, owner, name, textOf(c, name)) : owner;
}

function conditional(c: Context, node: SyntaxNode): ChoiceNode {
  const made = add<ChoiceNode>(c, { kind: 'choice', ...spanOf(node), operator: 'conditional', options: [] });
  const [test, ...options] = node.children;
  if (test) made.test = convertAs(c, test, TEST);
  made.options = options.map((one) => convertAs(c, one, { as: 'option', choice: made }));
  return made;
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

function cast(c: Context, node: SyntaxNode): Expression {
  for (const type of childrenOf(node, 'type')) typeUse(c, type);
  const value = childOf(node, 'value');
  return value ? wrapper(c, node, value, 'cast') : constant(c, node, undefined);
}

/** `value instanceof Type name`. */
function instanceOf(c: Context, node: SyntaxNode): OperationNode {
  const [left, right] = ['left', 'right'].map((field) => childOf(node, field));
  const made = operation(c, node, 'instanceof', left ? [left] : []);
  const type = typeUse(c, right);
  const name = childOf(node, 'name');
  const [value] = made.operands;
  if (name && value) bind(c, name, undefined, type);
  return made;
}

export function operation(c: Context, node: Span, operator: string, operands: readonly SyntaxNode[]): OperationNode {
  const made = add<OperationNode>(c, { kind: 'operation', ...spanOf(node), operator, operands: [] });
  made.operands = operands.map((one) => convertAs(c, one, { as: 'operand', operation: made }));
  return made;
}
