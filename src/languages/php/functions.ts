import type { ClassNode, Expression, FunctionNode, Parameter, TypeUse } from '../../ir.js';
import { spanOf } from '../../spans.js';
import { grown } from '../packed/grown.js';
import { functionNode, referenceNode, WHOLE } from '../packed/nodes.js';
import { Bound } from '../packed/parts.js';
import { childOf, type SyntaxNode, textOf } from '../tree-sitter/tree.js';
import { VersionedScope } from '../versioned-scope.js';
import { attributesOf } from './attributes.js';
import { bindIncluded, type Context, convertAs } from './convert.js';
import { convertStatements } from './statements.js';
import { typeUse } from './types.js';
import { variablesBoundIn } from './variables.js';

/** `function name(…) { … }`, a method, or a closure. `owner`: the class of which it is a method. */
export function convertFunction(c: Context, node: SyntaxNode, owner?: ClassNode): FunctionNode {
  const name = childOf(node, 'name');
  const made = functionNode(c, node, name && textOf(c, name));
  made.owner = owner;
  made.decorators = attributesOf(c, node);
  const type = childOf(node, 'return_type');
  if (type) made.type = typeUse(c, type);
  withBody(c, node, made, 'closed', () => convertStatements(c, childOf(node, 'body')?.children ?? []));
  return made;
}

/** `function ($a) use ($b) { … }` has the variables that it names, with the values that they have there. */
export function convertClosure(c: Context, node: SyntaxNode): Expression {
  const made = functionNode(c, node);
  const used = node.children.find(({ type }) => type === 'anonymous_function_use_clause')?.children ?? [];
  const values = used.map((one) => {
    const name = one.type === 'by_ref' ? (one.children[0] ?? one) : one;
    return { name, value: convertAs(c, name, { as: 'test' }) };
  });
  withBody(c, node, made, 'closed', () => {
    for (const { name, value } of values) {
      const bound = new Bound(value, WHOLE);
      bound.binding =
        c.scope.define(textOf(c, name), spanOf(name), 'always', bound) ??
        c.scope.declare(textOf(c, name), 'variable', name);
      if (!bound.binding.definitions.includes(bound))
        bound.binding.definitions = grown(bound.binding.definitions, bound);
      value.use = bound;
    }
    convertStatements(c, childOf(node, 'body')?.children ?? []);
  });
  return made;
}

/** `fn ($a) => value` sees all variables around it. */
export function convertArrow(c: Context, node: SyntaxNode): Expression {
  const made = functionNode(c, node);
  const body = childOf(node, 'body');
  withBody(c, node, made, 'function', () => {
    if (body) made.returns = [convertAs(c, body, { as: 'returned', from: made })];
  });
  return made;
}

function withBody(
  c: Context,
  node: SyntaxNode,
  made: FunctionNode,
  kind: 'closed' | 'function',
  body: () => void,
): void {
  const outer = {
    scope: c.scope,
    function: c.function,
    branch: c.branch,
    loops: c.loops,
    includes: c.includes,
    globals: c.globals,
  };
  const inner = new VersionedScope(c.model, kind, outer.scope);
  const listed = (childOf(node, 'parameters')?.children ?? []).filter(({ type }) => type.endsWith('_parameter'));
  const names = new Set(listed.flatMap((one) => textOf(c, childOf(one, 'name') ?? one)));
  const block = childOf(node, 'body');
  const bound = block && variablesBoundIn(block, c.text, names);
  let index = 0;
  for (const one of listed) {
    const name = childOf(one, 'name');
    if (!name) continue;
    const variable = name.type === 'by_ref' ? (name.children[0] ?? name) : name;
    const written = textOf(c, variable);
    const parameter: Parameter = { targets: [], name: written.slice(1) };
    if (one.type === 'variadic_parameter') parameter.rest = 'list';
    else parameter.index = index++;
    const fallback = childOf(one, 'default_value');
    if (fallback) parameter.fallback = convertAs(c, fallback, { as: 'fallback', target: undefined, parameter });
    const type = childOf(one, 'type');
    if (type) parameter.type = typeUse(c, type);
    const metadata = attributesOf(c, one);
    if (metadata.length > 0) parameter.type = { ...(parameter.type ?? noType(variable)), metadata };
    const whole = inner.declare(written, 'parameter', spanOf(variable), bound?.bound.has(written));
    const binding = inner.bind(written, spanOf(variable), 'always') ?? whole;
    for (const each of new Set([whole, binding])) {
      each.type = parameter.type;
      each.definitions = grown(each.definitions, { from: 'parameter', function: made, parameter, path: WHOLE });
    }
    parameter.targets = [{ binding, path: WHOLE }];
    made.parameters = grown(made.parameters, parameter);
  }
  c.scope = inner;
  c.function = made;
  c.branch = undefined;
  c.loops = 0;
  if (kind === 'closed') {
    c.includes = bound?.includes ?? [];
    c.globals = bound?.elsewhere ?? new Map();
  }
  if (bound) {
    inner.declareAll({ ...bound, shared: new Set() });
    bindIncluded(inner, bound);
  }
  body();
  Object.assign(c, outer);
}

/** Of a parameter that is declared without one. */
function noType({ start }: SyntaxNode): TypeUse {
  return { start, end: start, names: [], literals: [] };
}

/** The name of a parameter, as its own function reads it. */
export function parameterRead(c: Context, parameter: Parameter, name: SyntaxNode): Expression | undefined {
  const [target] = parameter.targets;
  if (!target) return undefined;
  const made = referenceNode(c, name, textOf(c, name), target.binding);
  target.binding.references = grown(target.binding.references, made);
  return made;
}
