import type { Binding, ClassNode, Expression, Field, FunctionNode, Parameter } from '../../ir.js';
import { spanOf } from '../../spans.js';
import { grown } from '../packed/grown.js';
import { classNode, DECORATOR, functionNode, referenceNode, WHOLE } from '../packed/nodes.js';
import { Bound, Received } from '../packed/parts.js';
import { type Context, convertAs } from './convert.js';
import { convertExpression } from './expressions.js';
import { bindPattern } from './patterns.js';
import { type AstNode, namesOf, noteDefinition, Scope } from './scope.js';
import { convertStatements } from './statements.js';
import { typeUse } from './types.js';

/** A function, arrow or method body in its own scope. `this` stays for arrows; elsewhere it is the owner's. */
export function convertFunction(c: Context, node: AstNode, self?: Context['self']): FunctionNode {
  const made = functionNode(c, node, node.id?.name);
  if (self?.kind === 'class') made.owner = self;
  const outer = { scope: c.scope, function: c.function, self: c.self, branch: c.branch };
  c.scope = new Scope(c.model, outer.scope);
  c.function = made;
  c.branch = undefined;
  if (node.type !== 'ArrowFunctionExpression') c.self = self;
  if (node.type === 'FunctionExpression' && node.id) {
    defineName(c.scope.declare(node.id.name, 'function', node.id), made);
  }
  for (const parameter of node.params)
    for (const name of namesOf(parameter)) c.scope.declare(name.name, 'parameter', name);
  made.parameters = node.params.map((parameter: AstNode, index: number) => convertParameter(c, made, parameter, index));
  made.type = typeUse(c, node.returnType);
  if (node.body?.type === 'BlockStatement') {
    c.scope.hoistBlock(node.body.body);
    c.scope.hoistVars(node.body.body);
    convertStatements(c, node.body.body);
  } else if (node.body) {
    made.returns = [convertAs(c, node.body, { as: 'returned', from: made })];
  }
  Object.assign(c, outer);
  return made;
}

function convertParameter(c: Context, owner: FunctionNode, node: AstNode, index: number): Parameter {
  const metadata: Expression[] = (node.decorators ?? []).map(({ expression }: AstNode) =>
    convertAs(c, expression, DECORATOR),
  );
  const isProperty = node.type === 'TSParameterProperty';
  let pattern = isProperty ? node.parameter : node;
  const parameter: Parameter = { targets: [], fallback: undefined, rest: undefined, index, type: undefined };
  if (pattern.type === 'RestElement') {
    parameter.rest = 'list';
    pattern = pattern.argument;
  }
  if (pattern.type === 'AssignmentPattern') {
    parameter.fallback = convertAs(c, pattern.right, { as: 'fallback', target: undefined, parameter });
    pattern = pattern.left;
  }
  parameter.type = typeUse(c, pattern.typeAnnotation);
  // What a decorator says of it: `@Inject('CLIENT') client: Client`.
  if (metadata.length > 0)
    parameter.type = { names: [], literals: [], ...spanOf(pattern), ...parameter.type, metadata };
  const targets = bindPattern(c, pattern, WHOLE, (path) => new Received(owner, parameter, path));
  for (const target of targets) {
    noteDefinition(target.binding, target);
    if (target.path.length === 0) target.binding.type = parameter.type;
  }
  parameter.targets = targets;
  if (isProperty && owner.owner) {
    const [target] = parameter.targets;
    if (target) owner.owner.fields.push(parameterProperty(c, owner.owner, node, target.binding, parameter));
  }
  return parameter;
}

/** `constructor(private readonly client: OpenAI)` declares a field whose value is the parameter. */
function parameterProperty(
  c: Context,
  owner: ClassNode,
  node: AstNode,
  binding: Parameter['targets'][number]['binding'],
  parameter: Parameter,
): Field {
  const span = { start: binding.start, end: binding.end };
  const field: Field = {
    name: binding.name,
    nameSpan: span,
    isStatic: false,
    isGetter: false,
    type: typeUse(c, node.parameter.typeAnnotation) ?? parameter.type,
  };
  const value = referenceNode(c, span, binding.name, binding);
  value.use = { as: 'field', class: owner, field };
  binding.references = grown(binding.references, value);
  field.value = value;
  return field;
}

export function convertClass(c: Context, node: AstNode): ClassNode {
  const made = classNode(c, node, node.id?.name);
  const outer = { scope: c.scope, function: c.function, self: c.self, class: c.class };
  for (const { expression } of node.decorators ?? []) convertAs(c, expression, DECORATOR);
  if (node.superClass) made.superclass = convertAs(c, node.superClass, { as: 'superclass', class: made });
  c.scope = new Scope(c.model, outer.scope);
  if (node.id) defineName(c.scope.declare(node.id.name, 'class', node.id), made);
  c.self = made;
  c.class = made;
  for (const member of node.body.body) convertMember(c, made, member);
  Object.assign(c, outer);
  return made;
}

/** A name that means the function, the class or the enumeration. */
export function defineName(binding: Binding, value: Expression): Bound {
  const bound = new Bound(value, WHOLE);
  bound.binding = binding;
  noteDefinition(binding, bound);
  return bound;
}

function convertMember(c: Context, owner: ClassNode, member: AstNode): void {
  for (const { expression } of member.decorators ?? []) convertAs(c, expression, DECORATOR);
  if (member.type === 'StaticBlock') {
    convertStatements(c, member.body);
    return;
  }
  if (!member.key) return;
  const name = keyName(member);
  if (member.computed) convertExpression(c, member.key);
  const field: Field = {
    name: name ?? '*',
    nameSpan: spanOf(member.key),
    isStatic: member.static === true,
    isGetter: member.kind === 'get',
    type: typeUse(c, member.typeAnnotation),
  };
  if (member.kind === 'constructor') {
    if (member.value.body) owner.constructor_ = convertFunction(c, member.value, owner);
    return;
  }
  if (!member.value) {
    if (member.type === 'PropertyDefinition') owner.fields.push(field);
    return;
  }
  const isMethod = member.type === 'MethodDefinition' || member.type === 'TSAbstractMethodDefinition';
  field.value = isMethod ? convertFunction(c, member.value, owner) : convertExpression(c, member.value);
  if (isMethod && field.value.kind === 'function') field.value.name ??= name;
  field.value.use = { as: 'field', class: owner, field };
  owner.fields.push(field);
}

/** The written name of a property, method or key; undefined when computed from something that is not a literal. */
export function keyName(node: { key: AstNode; computed?: boolean }): string | undefined {
  const { key, computed } = node;
  if (key.type === 'PrivateIdentifier') return `#${key.name}`;
  if (!computed && key.type === 'Identifier') return key.name;
  if (key.type === 'Literal' && (typeof key.value === 'string' || typeof key.value === 'number'))
    return String(key.value);
  return undefined;
}
