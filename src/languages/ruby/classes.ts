import type { Expression, Field } from '../../ir.js';
import { childOf, type SyntaxNode, textOf } from '../tree-sitter/tree.js';
import { type Context, convertAs } from './convert.js';
import { constant, convertExpression } from './expressions.js';
import { Scope } from './scope.js';
import { convertStatements } from './statements.js';

/** `class Chat < Base`, `module Shop` */
export function convertNamespace(c: Context, node: SyntaxNode): Expression {
  const found = c.namespaces.at(c.namespace, node);
  const own = found?.class;
  if (!found || !own) return constant(c, node, undefined);
  const base = childOf(node, 'superclass')?.children[0];
  if (base) extend(c, own, base);
  const outer = { namespace: c.namespace, scope: c.scope, function: c.function, isSingleton: c.isSingleton };
  c.namespace = found;
  c.scope = new Scope(c.model, undefined, true);
  delete c.function;
  c.isSingleton = false;
  convertStatements(c, childOf(node, 'body')?.children ?? []);
  Object.assign(c, outer);
  return constant(c, node, undefined);
}

/** `class << self`: its methods are those of the class itself. */
export function convertSingleton(c: Context, node: SyntaxNode): Expression {
  const outer = { scope: c.scope, isSingleton: c.isSingleton };
  c.scope = new Scope(c.model, undefined, true);
  c.isSingleton = true;
  convertStatements(c, childOf(node, 'body')?.children ?? []);
  Object.assign(c, outer);
  return constant(c, node, undefined);
}

function extend(c: Context, own: NonNullable<Context['namespace']['class']>, base: SyntaxNode): void {
  const value = convertExpression(c, base);
  if (own.superclass) return;
  own.superclass = value;
  value.use = { as: 'superclass', class: own };
}

/** What a class says of itself by a call: attributes, modules whose methods it has, methods that are private. */
export function convertMacro(
  c: Context,
  node: SyntaxNode,
  name: string,
  given: readonly SyntaxNode[],
): Expression | undefined {
  const own = c.namespace.class;
  if (own && /^attr_(?:reader|accessor|writer)$/.test(name)) {
    for (const one of given) if (one.type === 'simple_symbol') attribute(c, one, name !== 'attr_reader');
    return constant(c, node, undefined);
  }
  if (own && /^(?:include|extend|prepend)$/.test(name)) {
    for (const one of given) extend(c, own, one);
    return constant(c, node, undefined);
  }
  if (!/^(?:private|public|protected|module_function|private_class_method|public_class_method|memoize)$/.test(name))
    return undefined;
  for (const one of given) convertAs(c, one, { as: 'test' });
  return constant(c, node, undefined);
}

/** A field that is read and set from outside; where a method has its name, the instance variable is another one. */
function attribute(c: Context, node: SyntaxNode, isAssignable: boolean): void {
  const { class: own, methods } = c.namespace;
  const name = textOf(c, node).slice(1);
  if (!own || methods.has(name)) return;
  const nameSpan = { start: node.start + 1, end: node.end };
  const field: Field = { name, nameSpan, isStatic: c.isSingleton === true, isGetter: false };
  if (isAssignable) field.isAssignable = true;
  own.fields.push(field);
}
