import type { ClassNode, Expression, FunctionNode, Parameter, TypeUse } from '../../ir.js';
import { spanOf } from '../../spans.js';
import { BlockScope } from '../block-scope.js';
import { add } from '../tree-sitter/add-node.js';
import { childOf, childOfType, type SyntaxNode, textOf } from '../tree-sitter/tree.js';
import { annotationNames, annotationsOf, convertAnnotation, injectedValue } from './annotations.js';
import { type Context, convertAs } from './convert.js';

import { convertStatements } from './statements.js';
import { typeUse } from './types.js';

/** Methods whose result a container hands on. Source: docs.spring.io (Bean), jakarta.ee CDI (Produces), dagger.dev (Provides). */
const PROVIDING = new Set(['Bean', 'Produces', 'Provides']);

/** A method or a constructor. */
export function convertMethod(c: Context, node: SyntaxNode, owner: ClassNode): FunctionNode {
  const name = childOf(node, 'name');
  const made = add<FunctionNode>(c, {
    kind: 'function',
    ...spanOf(node),
    name: name && textOf(c, name),
    parameters: [],
    returns: [],
    owner,
    isExact: true,
  });
  for (const one of annotationsOf(node)) convertAnnotation(c, one);
  const type = typeUse(c, childOf(node, 'type'));
  if (type && type.names.length > 0) made.type = type;
  const [provided] = type?.names ?? [];
  if (provided !== undefined && annotationNames(c, node).some((one) => PROVIDING.has(one))) made.provides = provided;
  inFunction(c, made, () => {
    declareParameters(c, made, childOf(node, 'parameters')?.children ?? []);
    const body = childOf(node, 'body');
    if (body) convertStatements(c, body.children);
  });
  return made;
}

export function inFunction(c: Context, made: FunctionNode, body: () => void): void {
  const outer = { scope: c.scope, function: c.function, branch: c.branch };
  c.scope = new BlockScope(c.model, outer.scope);
  c.function = made;
  c.branch = undefined;
  body();
  Object.assign(c, outer);
}

/** `x -> …`, `(x, y) -> { … }`. */
export function convertLambda(c: Context, node: SyntaxNode): FunctionNode {
  const made = add<FunctionNode>(c, { kind: 'function', ...spanOf(node), parameters: [], returns: [] });
  const parameters = childOf(node, 'parameters');
  const body = childOf(node, 'body');
  const outer = c.branch;
  inFunction(c, made, () => {
    // It may run never, or often.
    c.branch = body ? spanOf(body) : outer;
    if (parameters) declareParameters(c, made, parameters.type === 'identifier' ? [parameters] : parameters.children);
    if (body?.type === 'block') convertStatements(c, body.children);
    else if (body) made.returns.push(convertAs(c, body, { as: 'returned', from: made }));
  });
  return made;
}

export function declareParameters(c: Context, made: FunctionNode, listed: readonly SyntaxNode[]): void {
  let index = 0;
  for (const declared of listed) {
    const isRest = declared.type === 'spread_parameter';
    const name = nameOf(declared);
    if (!name) continue;
    const type = typeUse(
      c,
      isRest ? declared.children.find(({ type }) => /_type$|_identifier$/.test(type)) : childOf(declared, 'type'),
    );
    const given = injectedValue(c, declared);
    const parameter = parameterOf(c, made, name, type, given);
    if (isRest) parameter.rest = 'list';
    else parameter.index = index++;
  }
}

function nameOf(declared: SyntaxNode): SyntaxNode | undefined {
  if (declared.type === 'identifier') return declared;
  const inner = childOfType(declared, 'variable_declarator');
  return childOf(inner ?? declared, 'name');
}

function parameterOf(
  c: Context,
  made: FunctionNode,
  name: SyntaxNode,
  type: TypeUse | undefined,
  given: Expression | undefined,
): Parameter {
  const parameter: Parameter = { targets: [] };
  if (type && type.names.length > 0) parameter.type = type;
  const binding = c.scope.declareAnew(textOf(c, name), 'parameter', name, false);
  if (parameter.type) binding.type = parameter.type;
  // What a container hands over is what the annotation says.
  if (given) {
    binding.definitions.push({ from: 'value', value: given, path: [] });
    given.use = { as: 'definition', targets: [{ binding, path: [] }] };
  } else binding.definitions.push({ from: 'parameter', function: made, parameter, path: [] });
  parameter.targets.push({ binding, path: [] });
  made.parameters.push(parameter);
  return parameter;
}
