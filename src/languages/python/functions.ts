import type { ClassNode, Expression, Field, FunctionNode, Parameter, TypeUse } from '../../ir.js';
import { spanOf } from '../../spans.js';
import { grown } from '../packed/grown.js';
import { classNode, DECORATOR, functionNode, referenceNode, TEST, WHOLE } from '../packed/nodes.js';
import { childOf, type SyntaxNode, textOf } from '../tree-sitter/tree.js';
import { type Declared, VersionedScope } from '../versioned-scope.js';
import { type Context, convertAs, type Receiver } from './convert.js';
import { convertExpression } from './expressions.js';
import { namesBoundIn } from './names-bound.js';
import { convertStatements } from './statements.js';
import { genericClass, typeUse } from './types.js';

/** `def`, with its decorators. */
export function convertFunction(c: Context, node: SyntaxNode, decorators: readonly SyntaxNode[] = []): FunctionNode {
  const name = childOf(node, 'name');
  const made = functionNode(c, node, name && textOf(c, name));
  made.decorators = decorators.map((one) => decorator(c, one));
  const kind = decoratorNames(c, decorators);
  const isMethod = c.class !== undefined && c.scope.kind === 'class';
  made.owner = isMethod ? c.class : undefined;
  const receiver = isMethod && !kind.has('staticmethod') ? receiverOf(c, kind, made.name) : undefined;
  const body = childOf(node, 'body');
  const bound = body && namesBoundIn(body, c.text, c.file);
  withBody(c, made, childOf(node, 'parameters'), receiver, bound, () => {
    if (bound) c.scope.declareAll(bound);
    convertStatements(c, body?.children ?? []);
  });
  return made;
}

function receiverOf(c: Context, decorators: ReadonlySet<string>, name?: string): Receiver | undefined {
  if (!c.class) return undefined;
  const isClass = decorators.has('classmethod') || decorators.has('validator') || name === '__new__';
  return { is: isClass ? 'class' : 'instance', class: c.class, binding: isClass ? c.classBinding : undefined };
}

export function convertLambda(c: Context, node: SyntaxNode): FunctionNode {
  const made = functionNode(c, node);
  const body = childOf(node, 'body');
  withBody(c, made, childOf(node, 'parameters'), undefined, undefined, () => {
    if (body) made.returns = [convertAs(c, body, { as: 'returned', from: made })];
  });
  return made;
}

/** Parameters are bound in a scope of their own; defaults are evaluated outside it. */
function withBody(
  c: Context,
  made: FunctionNode,
  parameters: SyntaxNode | undefined,
  receiver: Receiver | undefined,
  bound: Declared | undefined,
  body: () => void,
): void {
  const outer = { scope: c.scope, function: c.function, branch: c.branch, loops: c.loops };
  const inner = new VersionedScope(c.model, 'function', outer.scope);
  let index = 0;
  let isKeywordOnly = false;
  let isFirst = true;
  for (const node of parameters?.children ?? []) {
    if (node.type === 'keyword_separator') isKeywordOnly = true;
    if (node.type === 'keyword_separator' || node.type === 'positional_separator') continue;
    const shape = parameterShape(node);
    if (!shape.name) continue;
    if (isFirst && receiver && !shape.rest) {
      const binding = inner.declare(textOf(c, shape.name), 'parameter', spanOf(shape.name));
      c.receivers.set(binding, receiver);
      isFirst = false;
      continue;
    }
    isFirst = false;
    const name = textOf(c, shape.name);
    const parameter: Parameter = {
      targets: [],
      fallback: undefined,
      rest: shape.rest,
      name,
      index: isKeywordOnly || shape.rest ? undefined : index++,
      type: undefined,
    };
    if (shape.rest === 'list') isKeywordOnly = true;
    if (shape.fallback)
      parameter.fallback = convertAs(c, shape.fallback, { as: 'fallback', target: undefined, parameter });
    parameter.type = typeUse(c, shape.type);
    const whole = inner.declare(
      name,
      'parameter',
      spanOf(shape.name),
      bound?.bound.has(name) && !bound.shared.has(name),
    );
    const binding = inner.bind(name, spanOf(shape.name), 'always') ?? whole;
    for (const one of new Set([whole, binding])) {
      one.type = parameter.type;
      one.definitions = grown(one.definitions, { from: 'parameter', function: made, parameter, path: WHOLE });
    }
    parameter.targets = [{ binding, path: WHOLE }];
    made.parameters = grown(made.parameters, parameter);
  }
  c.scope = inner;
  c.function = made;
  c.branch = undefined;
  c.loops = 0;
  body();
  Object.assign(c, outer);
}

interface ParameterShape {
  name?: SyntaxNode;
  type?: SyntaxNode;
  fallback?: SyntaxNode;
  rest?: 'list' | 'mapping';
}

function parameterShape(node: SyntaxNode): ParameterShape {
  switch (node.type) {
    case 'identifier':
      return { name: node };
    case 'default_parameter':
    case 'typed_default_parameter':
      return { name: childOf(node, 'name'), type: childOf(node, 'type'), fallback: childOf(node, 'value') };
    case 'typed_parameter': {
      const [inner] = node.children;
      return { ...(inner ? parameterShape(inner) : {}), type: childOf(node, 'type') };
    }
    case 'list_splat_pattern':
      return { name: node.children[0], rest: 'list' };
    case 'dictionary_splat_pattern':
      return { name: node.children[0], rest: 'mapping' };
    default:
      return {};
  }
}

function decorator(c: Context, node: SyntaxNode): Expression {
  return convertAs(c, node.children[0] as SyntaxNode, DECORATOR);
}

/** The last names of decorators: `property` of `@functools.cached_property`, `validator` of `@validator("x")`. */
function decoratorNames(c: Context, decorators: readonly SyntaxNode[]): Set<string> {
  return new Set(decorators.map((node) => /(?<!\w)(\w+)(?=\(|\s*$)/.exec(textOf(c, node).slice(1))?.[1] ?? ''));
}

export function convertClass(c: Context, node: SyntaxNode, decorators: readonly SyntaxNode[] = []): ClassNode {
  const name = childOf(node, 'name');
  const made = classNode(c, node, name && textOf(c, name));
  const decorated = decorators.map((one) => decorator(c, one));
  const bases = childOf(node, 'superclasses')?.children ?? [];
  const [base, ...others] = bases.filter((one) => one.type !== 'keyword_argument' && one.type !== 'list_splat');
  if (base) made.superclass = convertAs(c, genericClass(c, base), { as: 'superclass', class: made });
  for (const other of others) convertAs(c, other, TEST);
  for (const one of bases)
    if (one.type === 'keyword_argument' && one.children[1]) convertExpression(c, one.children[1]);
  const outer = { scope: c.scope, class: c.class, classBinding: c.classBinding, function: c.function };
  c.classBinding = name && c.scope.lookup(textOf(c, name));
  c.class = made;
  c.function = undefined;
  c.scope = new VersionedScope(c.model, 'class', outer.scope);
  const body = childOf(node, 'body');
  if (body) {
    c.scope.declareAll(namesBoundIn(body, c.text, c.file));
    convertStatements(c, body.children);
  }
  Object.assign(c, outer);
  const hasFields = made.fields.some((field) => field.type !== undefined);
  if (!made.constructor_ && hasFields && (base || decorated.length > 0)) addConstructor(c, made);
  return made;
}

/** A value in a class body. It is read on the class and on its instances. */
export function addField(c: Context, name: SyntaxNode, value: Expression | undefined, type?: TypeUse): void {
  if (!c.class) return;
  const field: Field = {
    name: textOf(c, name),
    nameSpan: spanOf(name),
    isStatic: true,
    isShared: true,
    isGetter: false,
    value,
    type,
  };
  if (value) value.use = { as: 'field', class: c.class, field };
  c.class.fields.push(field);
}

export function addMethod(c: Context, made: FunctionNode, name: SyntaxNode, decorators: readonly SyntaxNode[]): void {
  if (!c.class) return;
  if (made.name === '__init__') {
    c.class.constructor_ = made;
    return;
  }
  const names = decoratorNames(c, decorators);
  const isSetter = names.has('setter') || names.has('deleter');
  if (isSetter) return;
  const field: Field = {
    name: textOf(c, name),
    nameSpan: spanOf(name),
    isStatic: true,
    isShared: true,
    isGetter: names.has('property') || names.has('cached_property'),
    value: made,
  };
  made.use = { as: 'field', class: c.class, field };
  c.class.fields.push(field);
}

/**
 * A class of annotated fields (a dataclass, a model of pydantic's) is made with its fields as keyword arguments: each
 * field is what was given for it, or its default.
 */
function addConstructor(c: Context, owner: ClassNode): void {
  const made = functionNode(c, owner);
  made.owner = owner;
  const scope = new VersionedScope(c.model, 'function', c.scope);
  owner.fields = owner.fields.map((field) => {
    if (field.type === undefined || field.isGetter || field.value?.kind === 'function') return field;
    const parameter: Parameter = { targets: [], name: field.name, index: made.parameters.length, type: field.type };
    const binding = scope.declare(field.name, 'parameter', field.nameSpan);
    binding.type = field.type;
    if (field.value) {
      parameter.fallback = field.value;
      field.value.use = { as: 'fallback', target: undefined, parameter };
    }
    binding.definitions = [{ from: 'parameter', function: made, parameter, path: WHOLE }];
    parameter.targets = [{ binding, path: WHOLE }];
    made.parameters = grown(made.parameters, parameter);
    const value = referenceNode(c, field.nameSpan, field.name, binding);
    const kept = { ...field, value };
    value.use = { as: 'field', class: owner, field: kept };
    binding.references = grown(binding.references, value);
    return kept;
  });
  owner.constructor_ = made;
}
