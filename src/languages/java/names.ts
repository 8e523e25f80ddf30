import type { Binding, Expression, MemberNode, ModuleNode, ReferenceNode, SelfNode, Span } from '../../ir.js';
import { spanOf } from '../../spans.js';
import { add } from '../tree-sitter/add-node.js';

import { type Around, type Context, unknown } from './convert.js';
import { ownSpecifier } from './modules.js';

/** Classes that every file knows without an import, as far as code has to do with them here. */
const PREDECLARED = new Set(
  'Object String System Math Integer Long Double Float Boolean Byte Short Character Number Void Thread Runnable Iterable Exception RuntimeException Error Throwable IllegalArgumentException IllegalStateException InterruptedException NullPointerException UnsupportedOperationException StringBuilder StringBuffer CharSequence Class ClassLoader Enum Record Override Deprecated SuppressWarnings FunctionalInterface SafeVarargs AutoCloseable Cloneable Comparable Process ProcessBuilder Runtime'.split(
    ' ',
  ),
);

/** A name that is read. Of a field or a method of a class around, it is a member of the instance or of the class. */
export function reference(c: Context, span: Span, name: string): Expression {
  const local = c.scope.lookup(name);
  if (local && !local.isTopLevel) return referenceTo(c, span, local);
  for (let around = c.around; around; around = around.outer) {
    const member = around.members.get(name);
    if (member) return memberOf(c, ownerOf(c, around, member.isStatic, span), span, member.property ?? name);
  }
  const statics = c.statics.get(name);
  if (statics) return walk(c, span, statics.slice(0, -1), name);
  if (local) return referenceTo(c, span, local);
  if (PREDECLARED.has(name)) return global(c, span, name);
  if (!isClassName(name)) {
    const inherited = inheritingIn(c);
    const [only, ...others] = c.staticWildcards;
    if (only && others.length === 0 && !(inherited && /[a-z]/.test(name))) return walk(c, span, only, name);
    if (inherited) return memberOf(c, ownerOf(c, inherited, false, span), span, name);
    if (c.staticWildcards.length > 0) return unknown(c, span);
    if (!/^[A-Z]/.test(name)) return global(c, span, name);
  }
  return referenceTo(c, span, imported(c, name, span, ownSpecifier(name, c.wildcards)));
}

/** A class around that extends another one, from which the name may come. */
function inheritingIn(c: Context): Around | undefined {
  for (let around = c.around; around; around = around.outer) if (around.node.superclass) return around;
  return undefined;
}

function isClassName(name: string): boolean {
  return /^[A-Z](?:\w*[a-z]\w*)?$/.test(name);
}

function global(c: Context, span: Span, name: string): ReferenceNode {
  return add<ReferenceNode>(c, { kind: 'reference', name, ...spanOf(span) });
}

export function referenceTo(c: Context, span: Span, binding: Binding): ReferenceNode {
  const made = add<ReferenceNode>(c, { kind: 'reference', name: binding.name, ...spanOf(span), binding });
  binding.references.push(made);
  return made;
}

function ownerOf(c: Context, { node, binding }: Around, isStatic: boolean, { start }: Span): Expression {
  const span = { start, end: start };
  if (isStatic && binding) return referenceTo(c, span, binding);
  return add<SelfNode>(c, { kind: 'self', ...span, of: node });
}

/** A member that is written by its name alone, or behind the object. */
export function memberOf(c: Context, object: Expression, name: Span, property: string): MemberNode {
  const made = add<MemberNode>(c, {
    kind: 'member',
    start: Math.min(object.start, name.start),
    end: name.end,
    object,
    property,
    propertySpan: spanOf(name),
  });
  object.use = { as: 'object', member: made };
  return made;
}

/** A name that leads from a class: `names` begin with a package. */
function walk(c: Context, span: Span, names: readonly string[], name: string): MemberNode {
  const { start } = span;
  return memberOf(c, classAt(c, names, { start, end: start }), span, name);
}

/** The class that names lead to, of which those before the first one in capitals are a package. */
export function classAt(c: Context, names: readonly string[], span: Span): Expression {
  const first = classIndex(names);
  const [name = '', ...inner] = names.slice(first);
  const specifier = names.slice(0, first + 1).join('.');
  const known = c.model.bindings.find((one) =>
    one.definitions.some((d) => d.from === 'import' && d.specifier === specifier),
  );
  const outer: Expression = referenceTo(c, span, known ?? imported(c, name, span, specifier, ''));
  return inner.reduce<Expression>((object, one) => memberOf(c, object, span, one), outer);
}

export function classIndex(names: readonly string[]): number {
  const first = names.findIndex((one) => /^[A-Z]/.test(one));
  return first === -1 ? names.length - 1 : first;
}

/** Declares an imported class. `as`: another name than its own, under which nothing finds it. */
export function imported(c: Context, name: string, span: Span, specifier: string, as = name): Binding {
  const binding = c.scope.top.declareAnew(as, 'import', span);
  binding.definitions.push({ from: 'import', specifier, imported: name });
  return binding;
}

/** `com.example.Name` where it is used: the package's names are no variables. */
export function qualifiedClass(c: Context, text: string, span: Span): Expression | undefined {
  const names = text.split('.');
  const [first = ''] = names;
  const isPackage = names.length > 2 && /^[a-z]\w*(?:\.[a-z_]\w*)+\.[A-Z]/.test(text);
  if (!isPackage || c.scope.lookup(first)) return undefined;
  for (let around = c.around; around; around = around.outer) if (around.members.has(first)) return undefined;
  const at = classIndex(names);
  const [name = '', ...inner] = names.slice(at);
  const specifier = names.slice(0, at + 1).join('.');
  let end = span.start + names.slice(0, at).join('.').length;
  const module = add<ModuleNode>(c, {
    kind: 'module',
    start: span.start,
    end,
    specifier,
    specifierSpan: { start: span.start, end },
  });
  return [name, ...inner].reduce<Expression>((object, one) => {
    const start = end + 1;
    end = start + one.length;
    return memberOf(c, object, { start, end }, one);
  }, module);
}
