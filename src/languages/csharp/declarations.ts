import type { ClassNode, Entry, Expression, ObjectNode } from '../../ir.js';
import { spanOf } from '../../spans.js';
import { BlockScope } from '../block-scope.js';
import { TEST } from '../packed/nodes.js';
import { add } from '../tree-sitter/add-node.js';
import { childOf, childOfType, type SyntaxNode, textOf } from '../tree-sitter/tree.js';
import { noteAttributes } from './attributes.js';
import { convertSuperCall } from './calls.js';
import { type Context, convertAs } from './convert.js';
import { constant } from './expressions.js';
import { declareParameters, functionNode } from './functions.js';
import { convertMembers, memberNames } from './members.js';

import { convertStatements } from './statements.js';
import { classOf, typeUse } from './types.js';

const NAMESPACES = new Set([
  'namespace_declaration',
  'file_scoped_namespace_declaration',
  'declaration_list',
  'preproc_if',
  'preproc_else',
  'preproc_elif',
]);
const CLASSES = new Set([
  'class_declaration',
  'record_declaration',
  'struct_declaration',
  'record_struct_declaration',
  'interface_declaration',
]);

/** All names of types are known in all of the file, whichever namespace they stand in. */
export function declareTypes(c: Context, declarations: readonly SyntaxNode[]): void {
  for (const node of declarations) {
    const name = childOf(node, 'name');
    if (NAMESPACES.has(node.type)) declareTypes(c, node.children);
    else if (name && CLASSES.has(node.type)) c.scope.declare(textOf(c, name), 'class', name);
    else if (name && node.type === 'enum_declaration') c.scope.declare(textOf(c, name), 'constant', name);
    else if (name && node.type === 'delegate_declaration')
      c.scope.declare(textOf(c, name), 'type', name).definitions.push({ from: 'unknown' });
  }
}

/** Types, and the statements of a program that has them at its top level. */
export function convertDeclarations(c: Context, declarations: readonly SyntaxNode[]): void {
  const statements: SyntaxNode[] = [];
  const types: SyntaxNode[] = [];
  for (const node of declarations) {
    if (NAMESPACES.has(node.type)) types.push(...node.children.filter(({ field }) => field !== 'name'));
    else if (CLASSES.has(node.type) || node.type === 'enum_declaration') types.push(node);
    else if (node.type === 'attribute_list') noteAttributes(c, node);
    else if (!/^(?:using_directive|delegate_declaration|extern_alias_directive|preproc_.*|modifier)$/.test(node.type))
      statements.push(node);
  }
  // What a program declares at its top level, its types do not see.
  const outer = c.scope;
  c.scope = new BlockScope(c.model, outer);
  convertStatements(c, statements);
  c.scope = outer;
  for (const type of types) convertType(c, type);
}

export function isType({ type }: SyntaxNode): boolean {
  return CLASSES.has(type) || type === 'enum_declaration';
}

export function convertType(c: Context, node: SyntaxNode): void {
  if (NAMESPACES.has(node.type)) convertDeclarations(c, [node]);
  else if (CLASSES.has(node.type)) convertClass(c, node);
  else if (node.type === 'enum_declaration') convertEnum(c, node);
}

function convertClass(c: Context, node: SyntaxNode): void {
  const name = childOf(node, 'name');
  const binding = name && c.scope.own(textOf(c, name));
  const bases = childOfType(node, 'base_list');
  const body = childOf(node, 'body');
  for (const list of node.children) if (list.type === 'attribute_list') noteAttributes(c, list);
  const isPartial = node.children.some((child) => child.type === 'modifier' && textOf(c, child) === 'partial');
  const made = add<ClassNode>(c, {
    kind: 'class',
    ...spanOf(node),
    ...(name ? { name: textOf(c, name) } : {}),
    fields: [],
  });
  if (binding) {
    binding.definitions.push({ from: 'value', value: made, path: [] });
    made.use = { as: 'definition', targets: [{ binding, path: [] }] };
  }
  const outer = { scope: c.scope, class: c.class, function: c.function, branch: c.branch };
  const base = bases?.children.find(({ type }) => type !== 'argument_list');
  const members = new Set(memberNames(c, node, body));
  c.class = { node: made, members, isOpen: isPartial || mayInherit(c, base), outer: outer.class, scope: outer.scope };
  c.scope = new BlockScope(c.model, outer.scope);
  c.function = undefined;
  c.branch = undefined;
  for (const parameter of childOfType(node, 'type_parameter_list')?.children ?? []) {
    const own = childOf(parameter, 'name') ?? parameter;
    c.scope.declare(textOf(c, own), 'type', own).definitions.push({ from: 'unknown' });
  }
  const primary = node.type === 'interface_declaration' ? undefined : childOfType(node, 'parameter_list');
  if (primary) {
    made.constructor_ = functionNode(c, { ...node, end: primary.end }, undefined, made);
    declareParameters(c, made.constructor_, primary);
  }
  if (bases) convertBases(c, made, bases);
  declareInner(c, body);
  convertMembers(c, made, node, body);
  Object.assign(c, outer);
}

/** By its name, what a class has first is another class, or an interface. */
function mayInherit(c: Context, base: SyntaxNode | undefined): boolean {
  return base !== undefined && !/^(?:[\w.]+\.)?I[A-Z]/.test(textOf(c, base));
}

function convertBases(c: Context, made: ClassNode, bases: SyntaxNode): void {
  const [first, ...others] = bases.children.filter(({ type }) => type !== 'argument_list');
  const given =
    childOfType(bases, 'argument_list') ??
    bases.children.flatMap(({ children }) => children).find(({ type }) => type === 'argument_list');
  if (first) {
    made.superclass = classOf(c, first.type === 'primary_constructor_base_type' ? (first.children[0] ?? first) : first);
    made.superclass.use = { as: 'superclass', class: made };
  }
  for (const one of others) typeUse(c, one);
  if (given) convertSuperCall(c, given, given, made);
}

/** Types inside a type are known in it. */
function declareInner(c: Context, body: SyntaxNode | undefined): void {
  for (const one of body?.children ?? []) {
    const name = isType(one) ? childOf(one, 'name') : undefined;
    if (name) c.scope.declare(textOf(c, name), 'class', name);
  }
}

/** The members of an enumeration are numbers; what an attribute says of one is a text of its own. */
function convertEnum(c: Context, node: SyntaxNode): void {
  const name = childOf(node, 'name');
  const binding = name && c.scope.own(textOf(c, name));
  const made = add<ObjectNode>(c, { kind: 'object', ...spanOf(node), entries: [], form: 'enumeration' });
  for (const one of childOf(node, 'body')?.children ?? []) {
    const key = childOf(one, 'name');
    for (const list of one.children) if (list.type === 'attribute_list') noteAttributes(c, list);
    if (!key) continue;
    const entry: Entry = {
      ...spanOf(one),
      key: textOf(c, key),
      keySpan: spanOf(key),
      value: undefined as unknown as Expression,
    };
    const value = childOf(one, 'value');
    entry.value = value ? convertAs(c, value, TEST) : constant(c, key, undefined);
    entry.value.use = { as: 'entry', object: made, entry };
    made.entries.push(entry);
  }
  if (!binding) return;
  binding.definitions.push({ from: 'value', value: made, path: [] });
  made.use = { as: 'definition', targets: [{ binding, path: [] }] };
}
