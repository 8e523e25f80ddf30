import type { ClassNode, FunctionNode, Parameter } from '../../ir.js';
import { spanOf } from '../../spans.js';
import { BlockScope } from '../block-scope.js';
import { add } from '../tree-sitter/add-node.js';
import { childOf, childOfType, type SyntaxNode, textOf } from '../tree-sitter/tree.js';
import { convertSuperCall } from './calls.js';
import { type Context, convertTyped } from './convert.js';

import { convertBlock } from './statements.js';
import { typeUse } from './types.js';

/** A method, a constructor, a function in a function, or one without a name. `owner`: the class of which it is a method. */
export function convertFunction(c: Context, node: SyntaxNode, owner?: ClassNode): FunctionNode {
  const name = childOf(node, 'name');
  const returned = childOf(node, 'returns') ?? (node.type === 'lambda_expression' ? undefined : childOf(node, 'type'));
  const made = functionNode(c, node, name && textOf(c, name), owner);
  const type = typeUse(c, returned);
  if (type) made.type = type;
  const outer = { scope: c.scope, function: c.function, branch: c.branch, target: c.target };
  c.scope = new BlockScope(c.model, outer.scope);
  declareParameters(c, made, childOf(node, 'parameters') ?? childOfType(node, 'parameter_list'));
  c.function = made;
  c.branch = undefined;
  const initializer = childOfType(node, 'constructor_initializer');
  if (initializer) convertInitializer(c, initializer, owner);
  // What a lambda gives is what its place asks for.
  convertBody(c, made, childOf(node, 'body'), returned ? madeBy(returned) : outer.target);
  Object.assign(c, outer);
  return made;
}

/** What a function gives is inside of the task that it is declared to give. */
function madeBy(type: SyntaxNode): SyntaxNode {
  return type.children.find((child) => child.type === 'type_argument_list')?.children[0] ?? type;
}

export function functionNode(c: Context, node: SyntaxNode, name: string | undefined, owner?: ClassNode): FunctionNode {
  return add<FunctionNode>(c, {
    kind: 'function',
    ...spanOf(node),
    ...(name === undefined ? {} : { name }),
    parameters: [],
    returns: [],
    ...(owner ? { owner } : {}),
  });
}

/** A block, `=> value`, or the value itself. */
export function convertBody(
  c: Context,
  made: FunctionNode,
  body: SyntaxNode | undefined,
  returned: SyntaxNode | undefined,
): void {
  c.target = returned;
  if (body?.type === 'block') convertBlock(c, body);
  else {
    const value = body?.type === 'arrow_expression_clause' ? body.children[0] : body;
    if (value) made.returns.push(convertTyped(c, value, returned, { as: 'returned', from: made }));
  }
}

export function declareParameters(c: Context, made: FunctionNode, listed: SyntaxNode | undefined): void {
  if (listed?.type === 'implicit_parameter') {
    declareParameter(c, made, { targets: [], index: 0 }, listed);
    return;
  }
  let index = 0;
  const children = listed?.children ?? [];
  for (const [position, declared] of children.entries()) {
    if (declared.type === 'parameter') {
      const name = childOf(declared, 'name');
      const written = childOf(declared, 'type');
      const type = typeUse(c, written);
      const parameter: Parameter = { targets: [], ...(type ? { type } : {}) };
      // What a method of another class is called on is no argument.
      const isReceiver = declared.children.some((child) => child.type === 'modifier' && textOf(c, child) === 'this');
      if (!isReceiver) parameter.index = index++;
      made.parameters.push(parameter);
      if (name) declareParameter(c, made, parameter, name, false);
      const fallback = declared.children.find((child) => child !== name && child !== written && isValue(child));
      if (fallback) {
        const target = parameter.targets[0];
        parameter.fallback = convertTyped(c, fallback, written, { as: 'fallback', target, parameter });
      }
    } else if (declared.field === 'name') {
      // `params string[] names`
      const type = children[position - 1];
      const parameter: Parameter = { targets: [], rest: 'list', ...(type ? { type: typeUse(c, type) } : {}) };
      declareParameter(c, made, parameter, declared);
    }
  }
}

function isValue({ type }: SyntaxNode): boolean {
  return type !== 'modifier' && type !== 'attribute_list';
}

function declareParameter(c: Context, made: FunctionNode, parameter: Parameter, name: SyntaxNode, isNew = true): void {
  if (isNew) made.parameters.push(parameter);
  const binding = c.scope.declare(textOf(c, name), 'parameter', name);
  if (parameter.rest === undefined) parameter.name = binding.name;
  if (parameter.type) binding.type = parameter.type;
  binding.definitions.push({ from: 'parameter', function: made, parameter, path: [] });
  parameter.targets.push({ binding, path: [] });
}

/** `: base(key)` runs the constructor of the class that it extends. */
function convertInitializer(c: Context, node: SyntaxNode, owner: ClassNode | undefined): void {
  const given = childOfType(node, 'argument_list');
  if (!given) return;
  const isBase = c.text.slice(node.start, given.start).includes('base');
  convertSuperCall(c, node, given, isBase ? owner : undefined);
}
