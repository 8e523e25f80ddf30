import type {
  ChoiceNode,
  ConstantNode,
  Expression,
  MemberNode,
  OperationNode,
  SuperNode,
  WrapperNode,
} from '../../ir.js';
import { spanOf } from '../../spans.js';
import { TEST } from '../packed/nodes.js';
import { add } from '../tree-sitter/add-node.js';
import { childOf, childOfType, type SyntaxNode, textOf } from '../tree-sitter/tree.js';
import { convertAssignment } from './assignments.js';
import { convertCreation, convertInvocation } from './calls.js';
import { type Context, convertAs, convertTyped, nameRead, self } from './convert.js';
import { convertFunction } from './functions.js';
import { convertCollection, convertNamed, list } from './initializers.js';
import { declareNames } from './patterns.js';
import { convertInterpolated, convertJoined, convertString, isString } from './strings.js';
import { systemType } from './system-types.js';
import { typeArguments, typeUse } from './types.js';

/** Every expression becomes a node of the model; what has no meaning to rules becomes an operation on its parts. */
export function convertExpression(c: Context, node: SyntaxNode): Expression {
  switch (node.type) {
    case 'string_literal':
    case 'verbatim_string_literal':
    case 'raw_string_literal':
      return c.text[node.start] === '[' ? list(c, node, []) : convertString(c, node);
    case 'interpolated_string_expression':
      return convertInterpolated(c, node);
    case 'identifier':
      return nameRead(c, spanOf(node), textOf(c, node));
    case 'generic_name': {
      for (const one of typeArguments(node)) typeUse(c, one);
      const name = node.children[0] ?? node;
      return nameRead(c, spanOf(name), textOf(c, name));
    }
    case 'integer_literal':
    case 'real_literal':
      return constant(c, node, Number.parseFloat(textOf(c, node).replaceAll('_', '')));
    case 'boolean_literal':
      return constant(c, node, textOf(c, node) === 'true');
    case 'null_literal':
    case 'default_expression':
      return constant(c, node, null);
    case 'parenthesized_expression':
    case 'checked_expression':
    case 'ref_expression':
    case 'constant_pattern':
      return node.children[0] ? convertTyped(c, node.children[0], c.target, TEST) : constant(c, node, undefined);
    case 'member_access_expression':
      return member(c, node);
    case 'conditional_access_expression':
      return asked(c, node);
    case 'member_binding_expression':
      return bound(c, node);
    case 'element_access_expression':
      return element(c, node, childOf(node, 'expression'), childOf(node, 'subscript'));
    case 'element_binding_expression':
      return c.asked.length > 0 ? element(c, node, c.asked.at(-1), node) : convertCollection(c, node);
    case 'collection_expression':
      return convertCollection(c, node);
    case 'invocation_expression':
      return convertInvocation(c, node);
    case 'object_creation_expression':
    case 'implicit_object_creation_expression':
      return convertCreation(c, node);
    case 'array_creation_expression':
    case 'implicit_array_creation_expression':
      return list(c, node, childOfType(node, 'initializer_expression')?.children ?? []);
    case 'initializer_expression':
    case 'tuple_expression':
      return list(
        c,
        node,
        node.children.map((one) => (one.type === 'argument' ? (one.children.at(-1) ?? one) : one)),
      );
    case 'anonymous_object_creation_expression':
      return convertNamed(c, node, node.children);
    case 'with_expression':
      return convertNamed(
        c,
        node,
        node.children.slice(1).flatMap((one) => one.children),
        node.children[0],
      );
    case 'assignment_expression':
      return convertAssignment(c, node);
    case 'lambda_expression':
    case 'anonymous_method_expression':
      return convertFunction(c, node);
    case 'binary_expression':
      return binary(c, node);
    case 'conditional_expression':
      return conditional(c, node);
    case 'switch_expression':
      return switched(c, node);
    case 'postfix_unary_expression':
      return textOf(c, node).endsWith('!')
        ? wrapper(c, node, node.children[0] ?? node, 'cast')
        : operation(c, node, '++', node.children);
    case 'prefix_unary_expression':
      return prefix(c, node);
    case 'cast_expression':
    case 'as_expression':
      return cast(c, node);
    case 'await_expression':
      return node.children[0] ? wrapper(c, node, node.children[0], 'await') : constant(c, node, undefined);
    case 'is_expression':
    case 'is_pattern_expression':
      return isExpression(c, node);
    case 'declaration_expression':
      declareNames(c, node);
      return constant(c, node, undefined);
    default:
      return isType(node) ? constant(c, node, undefined) : operation(c, node, node.type, node.children);
  }
}

/** A type that is written in place, which is no value. */
function isType({ type }: SyntaxNode): boolean {
  return (
    /_type$/.test(type) || type === 'typeof_expression' || type === 'sizeof_expression' || type === 'qualified_name'
  );
}

export function constant(c: Context, node: SyntaxNode, value: ConstantNode['value']): ConstantNode {
  return add<ConstantNode>(c, { kind: 'constant', ...spanOf(node), value });
}

/** `a.b`, `this.b`, `base.b`. */
function member(c: Context, node: SyntaxNode): Expression {
  const object = childOf(node, 'expression');
  const name = childOf(node, 'name') ?? node;
  const known = object && systemType(c, object);
  const bare = name.type === 'generic_name' ? (name.children[0] ?? name) : name;
  for (const one of typeArguments(name)) typeUse(c, one);
  const made = memberNode(c, node, bare);
  if (!object) made.object = ownPart(c, node);
  else if (known !== undefined) made.object = nameRead(c, spanOf(object), known, true);
  else if (object.type === 'identifier') made.object = nameRead(c, spanOf(object), textOf(c, object), true);
  else made.object = convertExpression(c, object);
  made.object.use = { as: 'object', member: made };
  return made;
}

function memberNode(c: Context, node: SyntaxNode, name: SyntaxNode): MemberNode {
  return add<MemberNode>(c, {
    kind: 'member',
    ...spanOf(node),
    object: undefined as unknown as Expression,
    property: textOf(c, name),
    propertySpan: spanOf(name),
  });
}

/** `this` or `base`, which the grammar has no node for. */
function ownPart(c: Context, { start }: SyntaxNode): Expression {
  const isBase = c.text.startsWith('base', start);
  const span = { start, end: start + 4 };
  if (isBase) return add<SuperNode>(c, { kind: 'super', ...span, ...(c.class ? { class: c.class.node } : {}) });
  return self(c, span, c.class?.node);
}

/** `a?.b`: what follows is asked of `a`. */
function asked(c: Context, node: SyntaxNode): Expression {
  const [condition, rest] = node.children;
  if (!condition || !rest) return operation(c, node, '?.', node.children);
  c.asked.push(condition);
  const made = convertExpression(c, rest);
  c.asked.pop();
  // The whole begins where what is asked does.
  return Object.assign(made, { start: node.start });
}

function bound(c: Context, node: SyntaxNode): Expression {
  const name = childOf(node, 'name') ?? node;
  const made = memberNode(c, node, name.type === 'generic_name' ? (name.children[0] ?? name) : name);
  made.isOptional = true;
  made.object = askedValue(c, node);
  made.object.use = { as: 'object', member: made };
  return made;
}

function askedValue(c: Context, node: SyntaxNode): Expression {
  const condition = c.asked.at(-1);
  if (!condition) return constant(c, node, undefined);
  const outer = c.asked.splice(0);
  const made = convertExpression(c, condition);
  c.asked.push(...outer);
  return made;
}

/** `a[k]`. */
function element(
  c: Context,
  node: SyntaxNode,
  object: SyntaxNode | undefined,
  subscript: SyntaxNode | undefined,
): Expression {
  const key = subscript?.children[0]?.children.at(-1) ?? subscript?.children[0];
  if (!object || !key) return operation(c, node, '[]', node.children);
  const made = add<MemberNode>(c, {
    kind: 'member',
    ...spanOf(node),
    object: undefined as unknown as Expression,
    propertySpan: spanOf(key),
  });
  made.object = object === c.asked.at(-1) ? askedValue(c, node) : convertExpression(c, object);
  made.object.use = { as: 'object', member: made };
  made.key = convertAs(c, key, { as: 'key', of: made });
  if (made.key.kind === 'string') {
    made.property = made.key.value;
    made.propertySpan = made.key.inner;
  } else if (made.key.kind === 'constant' && typeof made.key.value === 'number') made.property = String(made.key.value);
  return made;
}

function prefix(c: Context, node: SyntaxNode): Expression {
  const operand = node.children[0] ?? node;
  const operator = c.text.slice(node.start, operand.start).trim();
  if (operator === '-' && /_literal$/.test(operand.type)) return constant(c, node, Number(textOf(c, node)));
  return operation(c, node, operator, [operand]);
}

function cast(c: Context, node: SyntaxNode): Expression {
  const isAs = node.type === 'as_expression';
  const value = childOf(node, isAs ? 'left' : 'value') ?? node.children.at(-1) ?? node;
  const type = typeUse(c, childOf(node, isAs ? 'right' : 'type'));
  const made = wrapper(c, node, value, 'cast');
  if (type) made.type = type;
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
  made.value = convertTyped(c, value, c.target, { as: 'wrapped', wrapper: made });
  return made;
}

function operatorOf(c: Context, left: SyntaxNode, right: SyntaxNode): string {
  return c.text
    .slice(left.end, right.start)
    .replace(/\/\/[^\n]*|\/\*[\s\S]*?\*\//g, '')
    .trim();
}

function binary(c: Context, node: SyntaxNode): Expression {
  const [left, right] = node.children;
  if (!left || !right) return operation(c, node, node.type, node.children);
  const operator = operatorOf(c, left, right);
  if (operator === '+') return joined(c, node);
  if (operator === '??') return orElse(c, node, left, right);
  if (operator === '||') return choice(c, node, 'or', [left, right]);
  if (operator !== '&&') return operation(c, node, operator, [left, right]);
  const made = choiceNode(c, node, 'and');
  made.test = convertAs(c, left, TEST);
  made.options = [convertAs(c, right, { as: 'option', choice: made })];
  return made;
}

/** What throws in place of a value gives none. */
function orElse(c: Context, node: SyntaxNode, left: SyntaxNode, right: SyntaxNode): Expression {
  if (right.type !== 'throw_expression') return choice(c, node, 'nullish', [left, right]);
  const made = choice(c, node, 'nullish', [left]);
  convertAs(c, right, TEST);
  return made;
}

function joined(c: Context, node: SyntaxNode): Expression {
  const parts = joinedParts(c, node);
  const isNumber = parts.every(({ type }) => type === 'integer_literal' || type === 'real_literal');
  return isNumber ? operation(c, node, '+', node.children) : convertJoined(c, node, parts);
}

/** A long `+` chain is as deep as it is long. */
function joinedParts(c: Context, node: SyntaxNode): SyntaxNode[] {
  const parts: SyntaxNode[] = [];
  let at = node;
  for (;;) {
    const [left, right] = at.children;
    if (at.type !== 'binary_expression' || !left || !right || operatorOf(c, left, right) !== '+') break;
    parts.unshift(right);
    at = left;
  }
  return [at, ...parts];
}

function choiceNode(c: Context, node: SyntaxNode, operator: ChoiceNode['operator']): ChoiceNode {
  return add<ChoiceNode>(c, { kind: 'choice', ...spanOf(node), operator, options: [] });
}

function choice(
  c: Context,
  node: SyntaxNode,
  operator: ChoiceNode['operator'],
  options: readonly SyntaxNode[],
): ChoiceNode {
  const made = choiceNode(c, node, operator);
  made.options = options.map((one) => convertTyped(c, one, c.target, { as: 'option', choice: made }));
  return made;
}

function conditional(c: Context, node: SyntaxNode): Expression {
  const parts = ['condition', 'consequence', 'alternative'].map((field) => childOf(node, field));
  const [condition, ...options] = parts;
  const made = choice(
    c,
    node,
    'conditional',
    options.filter((one) => one !== undefined && one.type !== 'throw_expression') as SyntaxNode[],
  );
  for (const one of options) if (one?.type === 'throw_expression') convertAs(c, one, TEST);
  if (condition) made.test = convertAs(c, condition, TEST);
  return made;
}

/** `value switch { "a" => b, _ => c }`. */
function switched(c: Context, node: SyntaxNode): Expression {
  const [subject, ...rest] = node.children;
  const arms = rest
    .flatMap((one) => (one.type === 'switch_expression_arm' ? [one] : one.children))
    .filter(({ type }) => type === 'switch_expression_arm');
  const made = choiceNode(c, node, 'conditional');
  const cases: OperationNode[] = [];
  if (subject) {
    made.test = convertAs(c, subject, TEST);
    c.model.switches.push({ subject: made.test, cases });
  }
  for (const arm of arms) {
    const value = arm.children.at(-1);
    for (const pattern of arm.children.slice(0, -1)) {
      declareNames(c, pattern);
      if (pattern.type !== 'discard') cases.push(operation(c, pattern, 'case', [patternValue(pattern)]));
    }
    if (!value) continue;
    if (value.type === 'throw_expression') convertAs(c, value, TEST);
    else made.options.push(convertTyped(c, value, c.target, { as: 'option', choice: made }));
  }
  return made;
}

function patternValue(pattern: SyntaxNode): SyntaxNode {
  return pattern.type === 'constant_pattern' ? (pattern.children[0] ?? pattern) : pattern;
}

/** `value is "a" or "b"`, `value is string text`. */
function isExpression(c: Context, node: SyntaxNode): Expression {
  const pattern = childOf(node, 'pattern');
  if (pattern) declareNames(c, pattern);
  return operation(
    c,
    node,
    '==',
    node.children.map((one) => (isString(one) ? one : patternValue(one))),
  );
}

export function operation(
  c: Context,
  node: SyntaxNode,
  operator: string,
  operands: readonly SyntaxNode[],
): OperationNode {
  const made = add<OperationNode>(c, { kind: 'operation', ...spanOf(node), operator, operands: [] });
  made.operands = operands.map((one) => convertTyped(c, one, undefined, { as: 'operand', operation: made }));
  return made;
}
