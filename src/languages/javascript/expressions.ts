import type {
  Argument,
  CallNode,
  ChoiceNode,
  Expression,
  ListNode,
  MemberNode,
  ObjectNode,
  OperationNode,
  Span,
  WrapperNode,
} from '../../ir.js';
import { spanOf } from '../../spans.js';
import { conditionally } from '../conditionally.js';
import { ACCESSOR, Given, type Mapping, PlacedPair, QUOTED, SHORTHAND, SPREAD } from '../packed/node-classes.js';
import {
  callNode,
  castNode,
  choiceNode,
  constantNode,
  constructionNode,
  listNode,
  moduleNode,
  objectNode,
  operationNode,
  patternNode,
  pieceNode,
  placedMemberNode,
  selfNode,
  superNode,
  TEST,
  templateNode,
  wrapperNode,
} from '../packed/nodes.js';
import { checkTime } from '../within-time.js';
import { COMPONENT_PROPERTIES } from './component-properties.js';
import { type Context, convertAs, literalNode, reference, referenceTo } from './convert.js';
import { convertClass, convertFunction, keyName } from './functions.js';
import { convertElement } from './jsx.js';
import { madeOfOptions } from './made-of-options.js';
import { defineFrom } from './patterns.js';
import { type AstNode, noteDefinition } from './scope.js';
import { typeUse } from './types.js';

/** So many expressions are converted in a hundredth of a second. */
const OFTEN = 1 << 13;

/** Every expression becomes a node of the model; what has no meaning to rules becomes an operation on its parts. */
export function convertExpression(c: Context, node: AstNode): Expression {
  if (++c.converted % OFTEN === 0) checkTime();
  switch (node.type) {
    case 'Literal':
      return literal(c, node);
    case 'TemplateLiteral':
      return template(c, node);
    case 'Identifier':
      if (node.name === 'undefined') return constantNode(c, node, undefined);
      return c.nameInComponent?.(node) ?? reference(c, node);
    case COMPONENT_PROPERTIES:
      return referenceTo(c, node, 'properties', c.properties);
    case 'ThisExpression':
      return selfNode(c, node, c.self);
    case 'Super':
      return superNode(c, node, c.class);
    case 'MetaProperty':
      return reference(c, { ...node, name: `${node.meta.name}.${node.property.name}` });
    case 'ChainExpression':
    case 'ParenthesizedExpression':
      return convertExpression(c, node.expression);
    case 'MemberExpression':
      return member(c, node);
    case 'CallExpression':
    case 'NewExpression':
      return call(c, node);
    case 'ImportExpression':
      return moduleLoad(c, node, node.source);
    case 'ObjectExpression':
      return object(c, node);
    case 'ArrayExpression':
      return list(c, node);
    case 'ConditionalExpression':
      return conditional(c, node);
    case 'LogicalExpression':
      return logical(c, node);
    case 'BinaryExpression':
      return binary(c, node);
    case 'AssignmentExpression':
      return assignment(c, node, true);
    case 'ArrowFunctionExpression':
    case 'FunctionExpression':
      return convertFunction(c, node);
    case 'ClassExpression':
      return convertClass(c, node);
    case 'AwaitExpression':
      return wrapper(c, node, 'await', node.argument);
    case 'YieldExpression':
      return node.argument ? wrapper(c, node, 'yield', node.argument) : operation(c, node, 'yield', []);
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
    case 'TSTypeAssertion':
    case 'TSNonNullExpression':
    case 'TypeCastExpression': {
      const cast = castNode(c, node);
      cast.value = convertAs(c, node.expression, cast);
      cast.type = typeUse(c, node.typeAnnotation);
      return cast;
    }
    case 'TSInstantiationExpression':
      return convertExpression(c, node.expression);
    case 'SequenceExpression': {
      const parts = node.expressions.map((part: AstNode) => convertExpression(c, part));
      return parts.at(-1);
    }
    case 'JSXElement':
    case 'JSXFragment':
      return convertElement(c, node);
    case 'TaggedTemplateExpression':
      return operation(c, node, 'tagged', [node.tag, node.quasi]);
    default:
      return operation(c, node, node.operator ?? node.type, childrenOf(node));
  }
}

function literal(c: Context, node: AstNode): Expression {
  if (typeof node.value === 'string') return literalNode(c, node, node.value);
  if (node.regex) return patternNode(c, node, node.start + 1 + node.regex.pattern.length);
  const isNull = node.value === null && node.bigint === undefined;
  const isPlain = isNull || typeof node.value === 'number' || typeof node.value === 'boolean';
  return constantNode(c, node, isPlain ? node.value : undefined);
}

function template(c: Context, node: AstNode): Expression {
  const { quasis, expressions } = node;
  const cooked = ({ value }: AstNode): string => value.cooked ?? value.raw;
  if (quasis.length === 1) return literalNode(c, node, cooked(quasis[0]));
  const made = templateNode(c, node, false);
  made.parts = [];
  quasis.forEach((quasi: AstNode, index: number) => {
    const value = cooked(quasi);
    if (value !== '') {
      const piece = pieceNode(c, spanOfPiece(c, quasi, index === quasis.length - 1), '`', value);
      piece.use = made;
      made.parts.push(piece);
    }
    if (index < expressions.length) made.parts.push(convertAs(c, expressions[index], made));
  });
  return made;
}

function spanOfPiece(c: Context, { start, end }: AstNode, isLast: boolean): Span {
  return c.isTypeScript ? { start: start + 1, end: end - (isLast ? 1 : 2) } : { start, end };
}

function member(c: Context, node: AstNode): MemberNode {
  const { property, computed } = node;
  const isWritten = !computed || (property.type === 'Literal' && typeof property.value === 'string');
  const name = isWritten ? keyName({ key: property, computed }) : undefined;
  const inset = computed && isWritten ? 1 : 0;
  const written = { start: property.start + inset, end: property.end - inset };
  const made = placedMemberNode(c, node, name, written, node.optional === true);
  made.object = convertAs(c, node.object, made);
  if (computed) made.key = convertAs(c, property, { as: 'key', of: made });
  return made;
}

function call(c: Context, node: AstNode): Expression {
  const ofOptions = madeOfOptions(c, node);
  if (ofOptions) return convertExpression(c, ofOptions);
  const [first] = node.arguments;
  if (
    node.callee.type === 'Identifier' &&
    node.callee.name === 'require' &&
    first?.type === 'Literal' &&
    !c.scope.lookup('require')
  )
    return moduleLoad(c, node, first);
  const given = argumentsSpan(c, node);
  const made =
    node.type === 'NewExpression'
      ? constructionNode(c, node, given)
      : callNode(c, node, given?.start ?? 0, given?.end ?? 0);
  made.callee = convertAs(c, node.callee, made);
  for (const typeArgument of node.typeArguments?.params ?? []) typeUse(c, typeArgument);
  made.arguments = node.arguments.map((argument: AstNode) => convertArgument(c, made, argument));
  return made;
}

/** What stands between the parentheses of a call; `new X` has none. */
function argumentsSpan(c: Context, node: AstNode): Span | undefined {
  return c.model.text[node.end - 1] === ')' ? { start: openingParen(c, node), end: node.end - 1 } : undefined;
}

/** UTF-16 offset after the `(` of a call. */
function openingParen(c: Context, node: AstNode): number {
  const from = node.typeArguments?.end ?? node.callee.end;
  const before = node.arguments[0]?.start ?? node.end - 1;
  const open = c.model.text.lastIndexOf('(', before);
  // A parenthesised or commented first argument: the first `(` after the callee is the call's own.
  const first = c.model.text.indexOf('(', from);
  return (first === -1 || first > before ? open : first) + 1;
}

function convertArgument(c: Context, made: CallNode, node: AstNode): Argument {
  const isSpread = node.type === 'SpreadElement';
  const argument = new Given(node, made, undefined, isSpread ? 'list' : undefined);
  argument.value = convertAs(c, isSpread ? node.argument : node, argument);
  return argument;
}

function moduleLoad(c: Context, node: AstNode, source: AstNode): Expression {
  if (source.type !== 'Literal' || typeof source.value !== 'string') return operation(c, node, 'import', [source]);
  return moduleNode(c, node, source.value, { start: source.start + 1, end: source.end - 1 });
}

function object(c: Context, node: AstNode): ObjectNode {
  const made = objectNode(c, node, 'literal');
  made.entries = node.properties.map((property: AstNode) =>
    property.type === 'SpreadElement' ? spread(c, made, property, property.argument) : entry(c, made, property),
  );
  return made;
}

/** `...value`, in whatever is an object in effect. */
export function spread(c: Context, made: ObjectNode, node: AstNode, value: AstNode): PlacedPair {
  const pair = new PlacedPair(node, made, undefined, 0, 0, SPREAD);
  pair.value = convertAs(c, value, pair);
  return pair;
}

function entry(c: Context, made: Mapping, property: AstNode): PlacedPair {
  const { key, computed, kind } = property;
  const inset = typeof key.value === 'string' ? 1 : 0;
  const form =
    (property.shorthand ? SHORTHAND : 0) |
    (kind === 'get' ? ACCESSOR : 0) |
    (!computed && key.type === 'Literal' ? QUOTED : 0);
  const [start, end] = computed ? [0, 0] : [key.start + inset, key.end - inset];
  const pair = new PlacedPair(property, made, keyName(property), start, end, form);
  if (computed) pair.computedKey = convertAs(c, key, made);
  const isMethod = property.method || kind === 'get' || kind === 'set';
  pair.value = isMethod ? convertFunction(c, property.value, made) : convertExpression(c, property.value);
  pair.value.use = pair;
  return pair;
}

function list(c: Context, node: AstNode): ListNode {
  const made = listNode(c, node);
  made.items = node.elements
    .filter((element: AstNode) => element)
    .map((element: AstNode) => {
      const item =
        element.type === 'SpreadElement'
          ? wrapper(c, element, 'spread', element.argument)
          : convertExpression(c, element);
      item.use = made;
      return item;
    });
  return made;
}

function conditional(c: Context, node: AstNode): ChoiceNode {
  const made = choiceNode(c, node, 'conditional');
  made.test = convertAs(c, node.test, TEST);
  conditionally(c, node, () => {
    made.options = [node.consequent, node.alternate].map((o) => convertAs(c, o, made));
  });
  return made;
}

const LOGICAL = { '||': 'or', '&&': 'and', '??': 'nullish' } as const;

function logical(c: Context, node: AstNode): ChoiceNode {
  const operator = LOGICAL[node.operator as keyof typeof LOGICAL];
  const made = choiceNode(c, node, operator);
  if (operator === 'and') {
    made.test = convertAs(c, node.left, TEST);
    conditionally(c, node, () => {
      made.options = [convertAs(c, node.right, made)];
    });
  } else {
    made.options = [node.left, node.right].map((o) => convertAs(c, o, made));
  }
  return made;
}

function binary(c: Context, node: AstNode): Expression {
  if (node.operator !== '+') return operation(c, node, node.operator, [node.left, node.right]);
  const made = templateNode(c, node, true);
  const parts: AstNode[] = [];
  const flatten = (part: AstNode): void => {
    if (part.type === 'BinaryExpression' && part.operator === '+') {
      flatten(part.left);
      flatten(part.right);
    } else parts.push(part);
  };
  flatten(node);
  made.parts = parts.map((part) => convertAs(c, part, made));
  return made;
}

/** `isRead`: the value of the assignment is used, as in `return (client ??= make())`. */
export function assignment(c: Context, node: AstNode, isRead: boolean): Expression {
  const { left, operator } = node;
  if (!operator.endsWith('=') || !['=', '??=', '||=', '&&='].includes(operator)) {
    if (left.type === 'Identifier') noteDefinition(c.scope.lookup(left.name), { from: 'unknown' });
    return operation(c, node, operator, [left, node.right]);
  }
  const value = convertExpression(c, node.right);
  const target = left.type === 'MemberExpression' ? member(c, left) : inComponent(c, left);
  if (target) {
    const { branch } = c;
    const made = { target, value, isConditional: branch !== undefined, branch, operator, ...spanOf(node) };
    const exported = exportName(target);
    if (exported !== undefined) {
      c.model.exports.push({ name: exported, value });
      value.use = { as: 'exported', name: exported };
    } else {
      c.model.assignments.push(made);
      value.use = { as: 'assignment', assignment: made };
    }
    return isRead ? convertExpression(c, left) : target;
  }
  defineFrom(c, left, value);
  return isRead && left.type === 'Identifier' ? reference(c, left) : value;
}

function inComponent(c: Context, node: AstNode): MemberNode | undefined {
  return node.type === 'Identifier' ? c.nameInComponent?.(node) : undefined;
}

/** `module.exports`, `module.exports.x`, `exports.x`: the CommonJS way to export. */
function exportName(target: MemberNode): string | undefined {
  const isGlobal = (e: Expression, name: string) => e.kind === 'reference' && !e.binding && e.name === name;
  const isModuleExports = (e: Expression) =>
    e.kind === 'member' && e.property === 'exports' && isGlobal(e.object, 'module');
  if (isModuleExports(target)) return 'module.exports';
  if (isModuleExports(target.object) || isGlobal(target.object, 'exports')) return target.property;
  return undefined;
}

function wrapper(c: Context, node: AstNode, operator: WrapperNode['operator'], value: AstNode): WrapperNode {
  const made = wrapperNode(c, node, operator);
  made.value = convertAs(c, value, made);
  return made;
}

export function operation(c: Context, node: AstNode, operator: string, operands: AstNode[]): OperationNode {
  const made = operationNode(c, node, operator);
  made.operands = operands.map((operand) => convertAs(c, operand, made));
  return made;
}

/** Child expressions of a node that the model has no word for. */
function childrenOf(node: AstNode): AstNode[] {
  const children: AstNode[] = [];
  for (const key of Object.keys(node)) {
    const child = node[key];
    for (const item of Array.isArray(child) ? child : [child]) if (isExpression(item)) children.push(item);
  }
  return children;
}

function isExpression(node: AstNode): boolean {
  return (
    typeof node?.type === 'string' &&
    (node.type.endsWith('Expression') || ['Literal', 'Identifier'].includes(node.type))
  );
}
