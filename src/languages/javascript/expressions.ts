import type {
  Argument,
  CallNode,
  ChoiceNode,
  ConstantNode,
  Entry,
  Expression,
  ListNode,
  MemberNode,
  ModuleNode,
  ObjectNode,
  OperationNode,
  SelfNode,
  StringNode,
  SuperNode,
  TemplateNode,
  Use,
  WrapperNode,
} from '../../ir.js';
import { add, type Context, conditionally, convertAs, reference, spanOf, stringNode } from './convert.js';
import { convertClass, convertFunction, keyName } from './functions.js';
import { convertElement } from './jsx.js';
import { defineFrom } from './patterns.js';
import type { AstNode } from './scope.js';
import { typeUse } from './types.js';

/** Every expression becomes a node of the model; what has no meaning to rules becomes an operation on its parts. */
export function convertExpression(c: Context, node: AstNode): Expression {
  switch (node.type) {
    case 'Literal':
      return literal(c, node);
    case 'TemplateLiteral':
      return template(c, node);
    case 'Identifier':
      if (node.name === 'undefined') return add<ConstantNode>(c, constant(node, undefined));
      return reference(c, node);
    case 'ThisExpression':
      return add<SelfNode>(c, { kind: 'self', ...spanOf(node), of: c.self });
    case 'Super':
      return add<SuperNode>(c, { kind: 'super', ...spanOf(node), class: c.class });
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
      const cast = wrapper(c, node, 'cast', node.expression);
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

function constant(node: AstNode, value: ConstantNode['value']): Omit<ConstantNode, 'model'> {
  return { kind: 'constant', value, ...spanOf(node) };
}

function literal(c: Context, node: AstNode): Expression {
  if (typeof node.value === 'string') return stringNode(c, node, node.value);
  if (node.regex) {
    const start = node.start + 1;
    const pattern = { start, end: start + node.regex.pattern.length };
    return add<ConstantNode>(c, { ...constant(node, undefined), pattern });
  }
  const isPlain = node.value === null || typeof node.value === 'number' || typeof node.value === 'boolean';
  return add<ConstantNode>(c, constant(node, isPlain ? node.value : undefined));
}

function template(c: Context, node: AstNode): Expression {
  const pieces = node.quasis.map((quasi: AstNode, index: number) => {
    const isLast = index === node.quasis.length - 1;
    const inner = c.isTypeScript
      ? { start: quasi.start + 1, end: quasi.end - (isLast ? 1 : 2) }
      : { start: quasi.start, end: quasi.end };
    return { value: quasi.value.cooked ?? quasi.value.raw, inner };
  });
  if (pieces.length === 1) {
    const [{ value, inner }] = pieces;
    return add<StringNode>(c, { kind: 'string', value, ...spanOf(node), inner, quote: '`' });
  }
  const made = add<TemplateNode>(c, { kind: 'template', ...spanOf(node), parts: [], concatenated: false });
  for (const [index, { value, inner }] of pieces.entries()) {
    if (value !== '') {
      const piece = add<StringNode>(c, { kind: 'string', value, ...inner, inner, quote: '`', piece: true });
      piece.use = { as: 'part', template: made };
      made.parts.push(piece);
    }
    if (index < node.expressions.length)
      made.parts.push(convertAs(c, node.expressions[index], { as: 'part', template: made }));
  }
  return made;
}

function member(c: Context, node: AstNode): MemberNode {
  const { property, computed } = node;
  const isWritten = !computed || (property.type === 'Literal' && typeof property.value === 'string');
  const made = add<MemberNode>(c, {
    kind: 'member',
    ...spanOf(node),
    object: undefined as unknown as Expression,
    property: isWritten ? keyName({ key: property, computed }) : undefined,
    propertySpan: computed && isWritten ? { start: property.start + 1, end: property.end - 1 } : spanOf(property),
  });
  made.object = convertAs(c, node.object, { as: 'object', member: made });
  if (computed) made.key = convertAs(c, property, { as: 'key', of: made });
  if (node.optional) made.isOptional = true;
  return made;
}

function call(c: Context, node: AstNode): Expression {
  const [first] = node.arguments;
  if (
    node.callee.type === 'Identifier' &&
    node.callee.name === 'require' &&
    first?.type === 'Literal' &&
    !c.scope.lookup('require')
  )
    return moduleLoad(c, node, first);
  const made = add<CallNode>(c, {
    kind: 'call',
    ...spanOf(node),
    callee: undefined as unknown as Expression,
    arguments: [],
    isNew: node.type === 'NewExpression',
  });
  made.callee = convertAs(c, node.callee, { as: 'callee', call: made });
  for (const typeArgument of node.typeArguments?.params ?? []) typeUse(c, typeArgument);
  made.arguments = node.arguments.map((argument: AstNode) => convertArgument(c, made, argument));
  if (c.model.text[node.end - 1] === ')')
    made.argumentsSpan = { start: openingParen(c, node, made), end: node.end - 1 };
  return made;
}

/** UTF-16 offset after the `(` of a call. */
function openingParen(c: Context, node: AstNode, made: CallNode): number {
  const from = node.typeArguments?.end ?? node.callee.end;
  const before = made.arguments[0]?.start ?? node.end - 1;
  const open = c.model.text.lastIndexOf('(', before);
  // A parenthesised or commented first argument: the first `(` after the callee is the call's own.
  const first = c.model.text.indexOf('(', from);
  return (first === -1 || first > before ? open : first) + 1;
}

export function convertArgument(c: Context, made: CallNode, node: AstNode): Argument {
  const isSpread = node.type === 'SpreadElement';
  const argument = { ...spanOf(node), spread: isSpread ? 'list' : undefined } as Argument;
  argument.value = convertAs(c, isSpread ? node.argument : node, { as: 'argument', call: made, argument });
  return argument;
}

function moduleLoad(c: Context, node: AstNode, source: AstNode): Expression {
  if (source.type !== 'Literal' || typeof source.value !== 'string') return operation(c, node, 'import', [source]);
  return add<ModuleNode>(c, {
    kind: 'module',
    ...spanOf(node),
    specifier: source.value,
    specifierSpan: { start: source.start + 1, end: source.end - 1 },
  });
}

function object(c: Context, node: AstNode): ObjectNode {
  const made = add<ObjectNode>(c, { kind: 'object', ...spanOf(node), entries: [], form: 'literal' });
  for (const property of node.properties) {
    const entry = { ...spanOf(property) } as Entry;
    const use: Use = { as: 'entry', object: made, entry };
    if (property.type === 'SpreadElement') {
      entry.spread = true;
      entry.value = convertAs(c, property.argument, use);
    } else {
      entry.key = keyName(property);
      if (property.computed) entry.computedKey = convertAs(c, property.key, { as: 'key', of: made });
      else {
        entry.quoted = property.key.type === 'Literal' ? true : undefined;
        const inset = typeof property.key.value === 'string' ? 1 : 0;
        entry.keySpan = { start: property.key.start + inset, end: property.key.end - inset };
      }
      if (property.shorthand) entry.shorthand = true;
      if (property.kind === 'get') entry.accessor = true;
      const isMethod = property.method || property.kind === 'get' || property.kind === 'set';
      entry.value = isMethod ? convertFunction(c, property.value, made) : convertExpression(c, property.value);
      entry.value.use = use;
    }
    made.entries.push(entry);
  }
  return made;
}

function list(c: Context, node: AstNode): ListNode {
  const made = add<ListNode>(c, { kind: 'list', ...spanOf(node), items: [] });
  for (const element of node.elements) {
    if (!element) continue;
    const item =
      element.type === 'SpreadElement'
        ? wrapper(c, element, 'spread', element.argument)
        : convertExpression(c, element);
    item.use = { as: 'item', list: made };
    made.items.push(item);
  }
  return made;
}

function conditional(c: Context, node: AstNode): ChoiceNode {
  const made = add<ChoiceNode>(c, { kind: 'choice', ...spanOf(node), operator: 'conditional', options: [] });
  made.test = convertAs(c, node.test, { as: 'test' });
  conditionally(c, () => {
    made.options = [node.consequent, node.alternate].map((o) => convertAs(c, o, { as: 'option', choice: made }));
  });
  return made;
}

const LOGICAL = { '||': 'or', '&&': 'and', '??': 'nullish' } as const;

function logical(c: Context, node: AstNode): ChoiceNode {
  const operator = LOGICAL[node.operator as keyof typeof LOGICAL];
  const made = add<ChoiceNode>(c, { kind: 'choice', ...spanOf(node), operator, options: [] });
  if (operator === 'and') {
    made.test = convertAs(c, node.left, { as: 'test' });
    conditionally(c, () => {
      made.options = [convertAs(c, node.right, { as: 'option', choice: made })];
    });
  } else {
    made.options = [node.left, node.right].map((o) => convertAs(c, o, { as: 'option', choice: made }));
  }
  return made;
}

function binary(c: Context, node: AstNode): Expression {
  if (node.operator !== '+') return operation(c, node, node.operator, [node.left, node.right]);
  const made = add<TemplateNode>(c, { kind: 'template', ...spanOf(node), parts: [], concatenated: true });
  const parts: AstNode[] = [];
  const flatten = (part: AstNode): void => {
    if (part.type === 'BinaryExpression' && part.operator === '+') {
      flatten(part.left);
      flatten(part.right);
    } else parts.push(part);
  };
  flatten(node);
  made.parts = parts.map((part) => convertAs(c, part, { as: 'part', template: made }));
  return made;
}

/** `isRead`: the value of the assignment is used, as in `return (client ??= make())`. */
export function assignment(c: Context, node: AstNode, isRead: boolean): Expression {
  const { left, operator } = node;
  if (!operator.endsWith('=') || !['=', '??=', '||=', '&&='].includes(operator)) {
    if (left.type === 'Identifier') c.scope.lookup(left.name)?.definitions.push({ from: 'unknown' });
    return operation(c, node, operator, [left, node.right]);
  }
  const value = convertExpression(c, node.right);
  if (left.type === 'MemberExpression') {
    const target = member(c, left);
    const made = { target, value, isConditional: c.conditional > 0, operator, ...spanOf(node) };
    const exported = exportName(target);
    if (exported !== undefined) {
      c.model.exports.push({ name: exported, value });
      value.use = { as: 'exported', name: exported };
    } else {
      c.model.assignments.push(made);
      value.use = { as: 'assignment', assignment: made };
    }
    return isRead ? member(c, left) : target;
  }
  defineFrom(c, left, value);
  return isRead && left.type === 'Identifier' ? reference(c, left) : value;
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
  const made = add<WrapperNode>(c, {
    kind: 'wrapper',
    operator,
    ...spanOf(node),
    value: undefined as unknown as Expression,
  });
  made.value = convertAs(c, value, { as: 'wrapped', wrapper: made });
  return made;
}

export function operation(c: Context, node: AstNode, operator: string, operands: AstNode[]): OperationNode {
  const made = add<OperationNode>(c, { kind: 'operation', operator, ...spanOf(node), operands: [] });
  made.operands = operands.map((operand) => convertAs(c, operand, { as: 'operand', operation: made }));
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
