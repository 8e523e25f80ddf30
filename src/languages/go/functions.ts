import type { ClassNode, Expression, FunctionNode, ObjectNode, Parameter } from '../../ir.js';
import { spanOf } from '../../spans.js';
import { BlockScope } from '../block-scope.js';
import { add } from '../tree-sitter/add-node.js';
import { childOf, childrenOf, type SyntaxNode, textOf } from '../tree-sitter/tree.js';
import { bindNames } from './assignments.js';
import { type Context, convertAs } from './convert.js';

import { convertStatements, statementsOf } from './statements.js';
import { typeUse } from './types.js';

/** A function, a method or a function literal. `owner`: the class of which it is a method. */
export function convertFunction(c: Context, node: SyntaxNode, owner?: ClassNode): FunctionNode {
  const name = childOf(node, 'name');
  const made = add<FunctionNode>(c, {
    kind: 'function',
    ...spanOf(node),
    name: name && textOf(c, name),
    parameters: [],
    returns: [],
    owner,
  });
  const outer = { scope: c.scope, function: c.function, branch: c.branch, results: c.results };
  c.scope = new BlockScope(c.model, outer.scope);
  for (const one of childOf(node, 'type_parameters')?.children ?? [])
    for (const type of childrenOf(one, 'name')) c.scope.declare(textOf(c, type), 'type', type);
  if (owner) declareReceiver(c, node, owner);
  declareParameters(c, made, childOf(node, 'parameters'));
  c.results = declareResults(c, childOf(node, 'result'));
  c.function = made;
  c.branch = undefined;
  convertStatements(c, statementsOf(childOf(node, 'body')));
  Object.assign(c, outer);
  return made;
}

function declareReceiver(c: Context, node: SyntaxNode, owner: ClassNode): void {
  const receiver = childOf(node, 'receiver')?.children[0];
  const name = receiver && childOf(receiver, 'name');
  if (name) c.receivers.set(c.scope.declare(textOf(c, name), 'parameter', name), owner);
}

/** The name of the type that a method belongs to. */
export function receiverType(c: Context, node: SyntaxNode): SyntaxNode | undefined {
  const receiver = childOf(node, 'receiver')?.children[0];
  let type = receiver && childOf(receiver, 'type');
  while (type && type.type !== 'type_identifier') type = childOf(type, 'type') ?? type.children[0];
  return type && textOf(c, type) !== '' ? type : undefined;
}

function declareParameters(c: Context, made: FunctionNode, listed: SyntaxNode | undefined): void {
  let index = 0;
  for (const declared of listed?.children ?? []) {
    const names = childrenOf(declared, 'name');
    const type = typeUse(c, childOf(declared, 'type'));
    const isRest = declared.type === 'variadic_parameter_declaration';
    for (const name of names.length > 0 ? names : [undefined]) {
      const parameter: Parameter = { targets: [], type };
      if (isRest) parameter.rest = 'list';
      else parameter.index = index++;
      made.parameters.push(parameter);
      if (!name || textOf(c, name) === '_') continue;
      const binding = c.scope.declare(textOf(c, name), 'parameter', name);
      binding.type = type;
      binding.definitions.push({ from: 'parameter', function: made, parameter, path: [] });
      parameter.targets.push({ binding, path: [] });
    }
  }
}

/** Results may have names, which are variables that a `return` by itself gives. */
function declareResults(c: Context, result: SyntaxNode | undefined): SyntaxNode[] {
  if (result?.type !== 'parameter_list') return [];
  return result.children.flatMap((declared) => {
    const of = childOf(declared, 'type');
    const names = childrenOf(declared, 'name');
    bindNames(c, names, [], { kind: 'variable', type: typeUse(c, of), of });
    return names;
  });
}

/** `return a, b`: several values are one object, by their places. */
export function convertReturn(c: Context, node: SyntaxNode): void {
  const listed = node.children[0];
  const values = listed?.type === 'expression_list' ? listed.children : listed ? [listed] : c.results;
  if (values.length === 0) return;
  const [only] = values;
  const from = c.function;
  if (values.length === 1 && only) {
    const value = convertAs(c, only, from ? { as: 'returned', from } : { as: 'test' });
    from?.returns.push(value);
    return;
  }
  const made = add<ObjectNode>(c, { kind: 'object', ...spanOf(listed ?? node), entries: [], form: 'attributes' });
  made.entries = values.map((one, position) => {
    const entry = { ...spanOf(one), key: `#${position}`, value: undefined as unknown as Expression };
    entry.value = convertAs(c, one, { as: 'entry', object: made, entry });
    return entry;
  });
  if (!from) return;
  made.use = { as: 'returned', from };
  from.returns.push(made);
}
