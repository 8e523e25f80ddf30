import type { Binding, Expression, Field, FunctionNode, Parameter, Span } from '../../ir.js';
import { spanOf } from '../../spans.js';
import { add } from '../tree-sitter/add-node.js';
import { childOf, type SyntaxNode, textOf } from '../tree-sitter/tree.js';
import { callOf } from './calls.js';
import { type Context, convertAs } from './convert.js';
import { constant, convertExpression, operation } from './expressions.js';
import { Scope } from './scope.js';
import { convertBody } from './statements.js';

/** `def name`, `def self.name` */
export function convertMethod(c: Context, node: SyntaxNode): FunctionNode {
  const name = childOf(node, 'name');
  const owner = c.namespace.class;
  const called = name ? textOf(c, name) : '';
  const made = add<FunctionNode>(c, { kind: 'function', ...spanOf(node), name: called, parameters: [], returns: [] });
  if (owner) made.owner = owner;
  inFunction(c, made, new Scope(c.model), () => convertInner(c, made, node));
  const isStatic = node.type === 'singleton_method' || c.isSingleton === true;
  if (owner && name) {
    if (called === 'initialize' && !isStatic) {
      owner.constructor_ = made;
      // What is made is the instance, whatever its last statement gives.
      for (const one of made.returns) delete one.use;
      made.returns = [];
    }
    const isOpen = made.parameters.every((one) => one.rest || one.fallback || one.takesBlock);
    const field: Field = {
      name: called,
      nameSpan: spanOf(name),
      isStatic,
      isGetter: isOpen,
      value: made,
      ...(isOpen ? { isMethod: true } : {}),
      ...(c.namespace.isShared ? { isShared: true } : {}),
    };
    owner.fields.push(field);
    made.use = { as: 'field', class: owner, field };
    return made;
  }
  const binding = c.functions.get(called);
  if (binding) {
    binding.definitions.push({ from: 'value', value: made, path: [] });
    made.use = { as: 'definition', targets: [{ binding, path: [] }] };
  }
  return made;
}

/** A block is a function, too, in which `return` leaves the method around. */
export function convertBlock(c: Context, node: SyntaxNode): FunctionNode {
  const made = add<FunctionNode>(c, { kind: 'function', ...spanOf(node), parameters: [], returns: [] });
  const method = c.function;
  inFunction(c, method, new Scope(c.model, c.scope), () => convertInner(c, made, node));
  return made;
}

/** `->(text) { … }` */
export function convertLambda(c: Context, node: SyntaxNode): FunctionNode {
  const made = add<FunctionNode>(c, { kind: 'function', ...spanOf(node), parameters: [], returns: [] });
  inFunction(c, made, new Scope(c.model, c.scope), () => {
    declareParameters(c, made, childOf(node, 'parameters'));
    giveLast(made, convertBody(c, childOf(childOf(node, 'body') ?? node, 'body')));
  });
  return made;
}

function convertInner(c: Context, made: FunctionNode, node: SyntaxNode): void {
  declareParameters(c, made, childOf(node, 'parameters'));
  giveLast(made, convertBody(c, childOf(node, 'body')));
}

/** What the last statement gives is what the function gives. */
function giveLast(made: FunctionNode, last: Expression | undefined): void {
  if (!last) return;
  last.use ??= { as: 'returned', from: made };
  if (last.use.as === 'returned') made.returns.push(last);
}

function inFunction(c: Context, made: FunctionNode | undefined, scope: Scope, body: () => void): void {
  const outer = { scope: c.scope, function: c.function, branch: c.branch };
  c.scope = scope;
  c.function = made as FunctionNode;
  delete c.branch;
  body();
  Object.assign(c, outer);
}

function declareParameters(c: Context, made: FunctionNode, listed: SyntaxNode | undefined): void {
  let index = 0;
  const parameters = listed?.children ?? [];
  const hasKeywords = parameters.some(({ type }) => type === 'keyword_parameter' || type === 'hash_splat_parameter');
  const isPlace = ({ type }: SyntaxNode) => /^(?:identifier|optional_parameter|destructured_parameter)$/.test(type);
  const last = parameters.filter(isPlace).at(-1);
  for (const node of parameters) {
    const parameter: Parameter = { targets: [] };
    const name = node.type === 'identifier' ? node : childOf(node, 'name');
    const value = childOf(node, 'value');
    switch (node.type) {
      case 'keyword_parameter':
        if (name) parameter.name = textOf(c, name);
        break;
      case 'splat_parameter':
        parameter.rest = 'list';
        break;
      case 'hash_splat_parameter':
        parameter.rest = 'mapping';
        break;
      case 'forward_parameter':
        declareForwarded(c, made, node);
        continue;
      case 'block_parameter':
        declareBlock(c, made, name ?? node, name ? textOf(c, name) : '&');
        continue;
      default:
        parameter.index = index++;
        // Named arguments make a hash for the last parameter of a method that has no names for any.
        if (node === last && !hasKeywords) parameter.takesNamed = true;
    }
    made.parameters.push(parameter);
    if (value) {
      parameter.fallback = convertExpression(c, value);
      parameter.fallback.use = { as: 'fallback', target: undefined, parameter };
    }
    if (name) {
      const binding = c.scope.declare(textOf(c, name), 'parameter', name);
      binding.definitions.push({ from: 'parameter', function: made, parameter, path: [] });
      parameter.targets.push({ binding, path: [] });
    } else if (node.type === 'destructured_parameter') declareParts(c, made, parameter, node);
    else if (parameter.rest) {
      // Without a name, it can only be handed on.
      const binding = c.scope.declare(parameter.rest === 'list' ? '*' : '**', 'parameter', node);
      binding.definitions.push({ from: 'parameter', function: made, parameter, path: [] });
      parameter.targets.push({ binding, path: [] });
    }
  }
}

/** The function that a method is given behind its arguments, which `yield` calls. */
function declareBlock(c: Context, made: FunctionNode, at: Span, name: string): Binding {
  const binding = c.scope.declare(name, 'parameter', at);
  const parameter: Parameter = { targets: [{ binding, path: [] }], takesBlock: true };
  binding.definitions.push({ from: 'parameter', function: made, parameter, path: [] });
  made.parameters.push(parameter);
  return binding;
}

/** `yield x` */
export function convertYield(c: Context, node: SyntaxNode): Expression {
  const given = node.children.flatMap((one) => (one.type === 'argument_list' ? one.children : [one]));
  const { function: method } = c;
  if (!method) return operation(c, node, 'yield', given);
  const known = method.parameters.find(({ takesBlock }) => takesBlock)?.targets[0]?.binding;
  return callOf(c, node, known ?? declareBlock(c, method, node, '&'), given);
}

/** What `(...)` stands for: the arguments by their places, and those with names. */
export const FORWARDED = [
  { name: '*', spread: 'list' },
  { name: '**', spread: 'mapping' },
] as const;

function declareForwarded(c: Context, made: FunctionNode, node: SyntaxNode): void {
  for (const { name, spread } of FORWARDED) {
    const binding = c.scope.declare(name, 'parameter', node);
    const parameter: Parameter = { targets: [{ binding, path: [] }], rest: spread };
    binding.definitions.push({ from: 'parameter', function: made, parameter, path: [] });
    made.parameters.push(parameter);
  }
}

/** `|(key, value), index|` */
function declareParts(c: Context, made: FunctionNode, parameter: Parameter, node: SyntaxNode): void {
  node.children.forEach((one, position) => {
    if (one.type !== 'identifier') return;
    const path = [String(position)];
    const binding = c.scope.declare(textOf(c, one), 'parameter', one);
    binding.definitions.push({ from: 'parameter', function: made, parameter, path });
    parameter.targets.push({ binding, path });
  });
}

/** `return x`; several values are one list. */
export function convertReturn(c: Context, node: SyntaxNode): Expression {
  const given = node.children[0]?.children ?? [];
  const from = c.function;
  const [first] = given;
  if (first && given.length === 1) {
    const value = convertAs(c, first, from ? { as: 'returned', from } : { as: 'test' });
    from?.returns.push(value);
  } else for (const one of given) convertAs(c, one, { as: 'test' });
  return constant(c, node, undefined);
}
