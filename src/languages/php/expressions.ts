import type { ChoiceNode, Expression, MemberNode, OperationNode, WrapperNode } from '../../ir.js';
import { spanOf } from '../../spans.js';
import { conditionally } from '../conditionally.js';
import {
  choiceNode,
  constantNode,
  memberNode,
  operationNode,
  placedMemberNode,
  referenceNode,
  selfNode,
  TEST,
  wrapperNode,
} from '../packed/nodes.js';
import { childOf, type SyntaxNode, textOf } from '../tree-sitter/tree.js';
import { convertArray } from './arrays.js';
import { convertAssignment } from './assignments.js';
import { convertMatch } from './branches.js';
import { convertCall, convertNew, convertStaticCall } from './calls.js';
import { convertAnonymousClass } from './classes.js';
import { type Context, convertAs, variable } from './convert.js';
import { convertArrow, convertClosure } from './functions.js';
import { convertInclude } from './include.js';
import { convertHeredoc, convertJoined, convertShell, convertString, namedString, operatorBetween } from './strings.js';

/** Every expression becomes a node of the model; what has no meaning to rules becomes an operation on its parts. */
export function convertExpression(c: Context, node: SyntaxNode): Expression {
  switch (node.type) {
    case 'string':
    case 'encapsed_string':
      return convertString(c, node);
    case 'heredoc':
    case 'nowdoc':
      return convertHeredoc(c, node);
    case 'shell_command_expression':
      return convertShell(c, node);
    case 'integer':
    case 'float':
      return constantNode(c, node, Number(textOf(c, node).replaceAll('_', '')));
    case 'boolean':
      return constantNode(c, node, /^true$/i.test(textOf(c, node)));
    case 'null':
      return constantNode(c, node, null);
    case 'variable_name':
      return variable(c, node);
    case 'name':
    case 'qualified_name':
    case 'relative_name':
      return constantNamed(c, node);
    case 'argument':
    case 'parenthesized_expression':
    case 'by_ref':
    case 'sequence_expression':
      return node.children.length === 1
        ? convertExpression(c, node.children[0] as SyntaxNode)
        : operation(c, node, 'all', node.children);
    case 'member_access_expression':
    case 'nullsafe_member_access_expression':
      return property(c, node);
    case 'subscript_expression':
      return subscript(c, node);
    case 'class_constant_access_expression':
      return classConstant(c, node);
    case 'scoped_property_access_expression':
      return staticProperty(c, node);
    case 'function_call_expression':
    case 'member_call_expression':
    case 'nullsafe_member_call_expression':
      return convertCall(c, node);
    case 'scoped_call_expression':
      return convertStaticCall(c, node);
    case 'object_creation_expression':
      return convertNew(c, node);
    case 'anonymous_class':
      return convertAnonymousClass(c, node);
    case 'array_creation_expression':
      return convertArray(c, node);
    case 'assignment_expression':
    case 'reference_assignment_expression':
    case 'augmented_assignment_expression':
      return convertAssignment(c, node);
    case 'conditional_expression':
      return conditional(c, node);
    case 'binary_expression':
      return binary(c, node);
    case 'match_expression':
      return convertMatch(c, node);
    case 'anonymous_function':
      return convertClosure(c, node);
    case 'arrow_function':
      return convertArrow(c, node);
    case 'cast_expression':
      return wrapper(c, node, childOf(node, 'value') ?? node, 'cast');
    case 'error_suppression_expression':
    case 'clone_expression':
      return wrapper(c, node, node.children[0] ?? node, 'cast');
    case 'variadic_unpacking':
      return wrapper(c, node, node.children[0] ?? node, 'spread');
    case 'unary_op_expression':
      return unary(c, node);
    case 'include_expression':
    case 'include_once_expression':
    case 'require_expression':
    case 'require_once_expression':
      return convertInclude(c, node);
    default:
      return operation(c, node, node.type, node.children);
  }
}

/** A constant, or what the language has a name for. */
function constantNamed(c: Context, node: SyntaxNode): Expression {
  const name = textOf(c, node);
  if (name === 'PHP_EOL') return namedString(c, node, '\n');
  if (/^__\w+__$/.test(name) || node.children.length > 0) return constantNode(c, node, undefined);
  return c.names.reference('constant', node);
}

/** A class by its name, `self`, `static` or `parent`. */
export function classNamed(c: Context, node: SyntaxNode): Expression {
  const name = textOf(c, node);
  if (/^(?:self|static)$/i.test(name)) return selfNode(c, node, c.class);
  if (/^parent$/i.test(name))
    return c.class?.superclass?.kind === 'reference'
      ? referenceNode(c, node, name, c.class.superclass.binding)
      : constantNode(c, node, undefined);
  if (!/^(?:name|qualified_name|relative_name|named_type)$/.test(node.type)) {
    const bare = node.type === 'parenthesized_expression' ? (node.children[0] ?? node) : node;
    return convertExpression(c, bare);
  }
  return c.names.reference('class', node);
}

/** `$object->name`, where the name may be a value as well. */
function property(c: Context, node: SyntaxNode): MemberNode {
  const object = childOf(node, 'object') ?? node;
  const name = childOf(node, 'name');
  const isOptional = node.type.startsWith('nullsafe');
  const isPlain = name?.type === 'name';
  const written = isPlain ? textOf(c, name) : undefined;
  const isHidden = written !== undefined && c.hidden?.has(written) && textOf(c, object) === '$this';
  const made = placedMemberNode(c, node, isHidden ? hiddenName(written) : written, name ?? node, isOptional);
  made.object = convertAs(c, object, made);
  if (name && !isPlain) made.key = convertAs(c, name, { as: 'key', of: made });
  return made;
}

/** A property that a method of its class has the name of, too. */
export function hiddenName(name: string): string {
  return `$${name}`;
}

function subscript(c: Context, node: SyntaxNode): MemberNode {
  const [object, key] = node.children as [SyntaxNode, SyntaxNode | undefined];
  const made = memberNode(c, node);
  made.object = convertAs(c, object, made);
  if (!key) return made;
  made.key = convertAs(c, key, { as: 'key', of: made });
  if (made.key.kind === 'string') made.property = made.key.value;
  else if (made.key.kind === 'constant' && typeof made.key.value === 'number') made.property = String(made.key.value);
  return made;
}

/** `Model::FAST`, `Foo::class`. */
function classConstant(c: Context, node: SyntaxNode): Expression {
  const [scope, name] = node.children as [SyntaxNode, SyntaxNode];
  const owner = classNamed(c, scope);
  if (/^class$/i.test(textOf(c, name))) return owner;
  const made = placedMemberNode(c, node, textOf(c, name), name, false);
  owner.use = made;
  made.object = owner;
  return made;
}

/** `self::$key`. */
function staticProperty(c: Context, node: SyntaxNode): MemberNode {
  const scope = childOf(node, 'scope') ?? node;
  const name = childOf(node, 'name');
  const written = name?.type === 'variable_name' ? textOf(c, name).slice(1) : undefined;
  const made = placedMemberNode(c, node, written, name ?? node, false);
  made.object = classNamed(c, scope);
  made.object.use = made;
  return made;
}

/** `$a ? $b : $c`, and `$a ?: $b`, which has `$a` where that is something. */
function conditional(c: Context, node: SyntaxNode): ChoiceNode {
  const condition = childOf(node, 'condition') ?? node;
  const [body, alternative] = ['body', 'alternative'].map((field) => childOf(node, field));
  if (!body) return chosen(c, node, 'or', [condition, ...(alternative ? [alternative] : [])]);
  const made = choiceNode(c, node, 'conditional');
  made.test = convertAs(c, condition, TEST);
  conditionally(c, node, () => {
    made.options = [body, alternative].flatMap((option) => (option ? [convertAs(c, option, made)] : []));
  });
  return made;
}

export function chosen(
  c: Context,
  node: SyntaxNode,
  operator: ChoiceNode['operator'],
  options: readonly SyntaxNode[],
): ChoiceNode {
  const made = choiceNode(c, node, operator);
  made.options = options.map((option) => convertAs(c, option, made));
  return made;
}

function binary(c: Context, node: SyntaxNode): Expression {
  const [left, right] = node.children as [SyntaxNode, SyntaxNode];
  const operator = operatorBetween(c, left, right);
  switch (operator) {
    case '.':
      return convertJoined(c, node);
    case '??':
      return chosen(c, node, 'nullish', [left, right]);
    // Whether one of them is something: a truth, and neither of the two.
    case 'instanceof':
      return operation(c, node, operator, [left]);
    default:
      return operation(c, node, operator, [left, right]);
  }
}

function unary(c: Context, node: SyntaxNode): Expression {
  const argument = childOf(node, 'argument') ?? node.children[0] ?? node;
  const operator = c.text.slice(node.start, argument.start).trim();
  if (operator === '-' && /^(?:integer|float)$/.test(argument.type))
    return constantNode(c, node, Number(textOf(c, node)));
  return operation(c, node, operator, [argument]);
}

export function wrapper(
  c: Context,
  node: SyntaxNode,
  value: SyntaxNode,
  operator: WrapperNode['operator'],
): WrapperNode {
  const made = wrapperNode(c, node, operator);
  made.value = convertAs(c, value, made);
  return made;
}

export function operation(
  c: Context,
  node: SyntaxNode,
  operator: string,
  operands: readonly SyntaxNode[],
): OperationNode {
  const made = operationNode(c, spanOf(node), operator);
  if (operands.length > 0) made.operands = operands.filter(isValue).map((operand) => convertAs(c, operand, made));
  return made;
}

/** A part that is a value, and no type, attribute or name. */
function isValue({ type, field }: SyntaxNode): boolean {
  return !/_type$|^attribute_list$|_modifier$|^cast_type$|^text_interpolation$/.test(type) && field !== 'type';
}
