import type { ClassNode, Expression, Field, FunctionNode, TypeUse } from '../../ir.js';
import { spanOf } from '../../spans.js';
import { childOf, childOfType, type SyntaxNode, textOf } from '../tree-sitter/tree.js';
import { noteAttributes } from './attributes.js';
import { type Context, convertTyped, nameRead } from './convert.js';
import { convertType, isType } from './declarations.js';
import { convertBody, convertFunction, functionNode } from './functions.js';
import { convertBlock } from './statements.js';
import { typeUse } from './types.js';

const METHODS = new Set([
  'method_declaration',
  'operator_declaration',
  'conversion_operator_declaration',
  'destructor_declaration',
]);

/** The names of what a class declares itself. */
export function memberNames(c: Context, node: SyntaxNode, body: SyntaxNode | undefined): string[] {
  const names: string[] = [];
  for (const one of flattened(body)) {
    if (one.type === 'field_declaration' || one.type === 'event_field_declaration')
      for (const { name } of declaratorsOf(one)) names.push(textOf(c, name));
    else if (one.type === 'property_declaration' || METHODS.has(one.type)) {
      const name = childOf(one, 'name');
      if (name) names.push(textOf(c, name));
    }
  }
  if (node.type.startsWith('record'))
    for (const one of childOfType(node, 'parameter_list')?.children ?? []) {
      const name = childOf(one, 'name');
      if (name) names.push(textOf(c, name));
    }
  return names;
}

/** Members, those of code that is switched on and off included. */
function flattened(body: SyntaxNode | undefined): readonly SyntaxNode[] {
  return (body?.children ?? []).flatMap((one) =>
    /^preproc_(?:if|else|elif)$/.test(one.type) ? flattened(one) : [one],
  );
}

function declaratorsOf(
  node: SyntaxNode,
): { name: SyntaxNode; value: SyntaxNode | undefined; type: SyntaxNode | undefined }[] {
  const declaration = childOfType(node, 'variable_declaration');
  return (declaration?.children ?? []).flatMap((one) => {
    const name = one.type === 'variable_declarator' ? (childOf(one, 'name') ?? one.children[0]) : undefined;
    const value = one.children.length > 1 ? one.children.at(-1) : undefined;
    return name && declaration ? [{ name, value, type: childOf(declaration, 'type') }] : [];
  });
}

export function convertMembers(c: Context, owner: ClassNode, node: SyntaxNode, body: SyntaxNode | undefined): void {
  const members = flattened(body);
  if (node.type.startsWith('record')) recordFields(c, owner, node);
  for (const one of members) {
    for (const { name, type } of one.type === 'field_declaration' ? declaratorsOf(one) : [])
      if (type && type.type !== 'implicit_type') c.types.set(`${owner.start}.${textOf(c, name)}`, type);
    const type = one.type === 'property_declaration' ? childOf(one, 'type') : undefined;
    const name = childOf(one, 'name');
    if (type && name) c.types.set(`${owner.start}.${textOf(c, name)}`, type);
  }
  const constructors = members.filter(({ type }) => type === 'constructor_declaration');
  for (const one of members) {
    for (const list of one.children) if (list.type === 'attribute_list') noteAttributes(c, list);
    if (isType(one)) convertType(c, one);
    else if (one.type === 'field_declaration') convertFields(c, owner, one);
    else if (one.type === 'property_declaration') convertProperty(c, owner, one);
    else if (one.type === 'indexer_declaration') convertAccessors(c, owner, one);
    else if (one.type === 'constructor_declaration') {
      const made = convertFunction(c, one, owner);
      // Which of several is meant, the types of arguments tell.
      if (constructors.length === 1 && !owner.constructor_ && !isStatic(c, one)) owner.constructor_ = made;
    } else if (METHODS.has(one.type)) convertMethod(c, owner, one);
  }
}

/** What a record is made with, it has. */
function recordFields(c: Context, owner: ClassNode, node: SyntaxNode): void {
  const parameters = owner.constructor_?.parameters ?? [];
  for (const one of childOfType(node, 'parameter_list')?.children ?? []) {
    const name = childOf(one, 'name');
    const parameter = parameters.find((known) => known.name === (name && textOf(c, name)));
    const target = parameter?.targets[0];
    if (!name || !target) continue;
    const outer = c.class;
    // The parameter, and not the field of its name.
    c.class = undefined;
    const value = nameRead(c, spanOf(name), target.binding.name);
    c.class = outer;
    addField(c, owner, one, name, value, parameter.type);
  }
}

function isStatic(c: Context, node: SyntaxNode): boolean {
  return node.children.some((child) => child.type === 'modifier' && /^(?:static|const)$/.test(textOf(c, child)));
}

function addField(
  c: Context,
  owner: ClassNode,
  node: SyntaxNode,
  name: SyntaxNode,
  value: Expression | undefined,
  type: TypeUse | undefined,
  isGetter = false,
): void {
  const field: Field = {
    name: textOf(c, name),
    nameSpan: spanOf(name),
    isStatic: isStatic(c, node),
    isGetter,
    ...(value ? { value } : {}),
    ...(type ? { type } : {}),
    ...sentName(c, node),
  };
  if (value) value.use = { as: 'field', class: owner, field };
  owner.fields.push(field);
}

/** `[JsonPropertyName("model")]`, and `[JsonProperty("model")]` of Newtonsoft's. */
function sentName(c: Context, node: SyntaxNode): { sentAs?: string } {
  for (const list of node.children)
    if (list.type === 'attribute_list') {
      const found = /\bJson(?:PropertyName|Property)\s*\(\s*(?:PropertyName\s*=\s*)?"([^"\\]+)"/.exec(textOf(c, list));
      if (found?.[1] !== undefined) return { sentAs: found[1] };
    }
  const name = node.type === 'property_declaration' || node.type === 'parameter' ? childOf(node, 'name') : undefined;
  // What a service takes that knows no capitals, all of a program's settings for JSON make of it.
  return name ? { sentAs: camel(textOf(c, name)) } : {};
}

function camel(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}

function convertFields(c: Context, owner: ClassNode, node: SyntaxNode): void {
  for (const { name, value, type } of declaratorsOf(node)) {
    const use = typeUse(c, type);
    const given = value && convertTyped(c, value, type, { as: 'test' });
    addField(c, owner, node, name, given, use);
  }
}

/** `Name { get; set; } = value`, `Name => value`, `Name { get { return value; } }`. */
function convertProperty(c: Context, owner: ClassNode, node: SyntaxNode): void {
  const name = childOf(node, 'name');
  const written = childOf(node, 'type');
  const value = childOf(node, 'value');
  const use = typeUse(c, written);
  if (!name) return;
  const isComputed = value?.type === 'arrow_expression_clause';
  const getter = isComputed ? getterOf(c, node, value, written) : convertAccessors(c, owner, node, written);
  if (getter) addField(c, owner, node, name, getter, use, true);
  const given = value && !isComputed ? convertTyped(c, value, written, { as: 'test' }) : undefined;
  if (given || !getter) addField(c, owner, node, name, given, use);
}

function getterOf(c: Context, node: SyntaxNode, body: SyntaxNode, type: SyntaxNode | undefined): FunctionNode {
  const made = functionNode(c, node, undefined);
  const outer = { function: c.function, target: c.target };
  c.function = made;
  convertBody(c, made, body, type);
  Object.assign(c, outer);
  return made;
}

/** What code gives when the property is read; its other accessors are read for what they do. */
function convertAccessors(c: Context, owner: ClassNode, node: SyntaxNode, type?: SyntaxNode): FunctionNode | undefined {
  let getter: FunctionNode | undefined;
  const arrow = childOf(node, 'value');
  if (arrow && node.type === 'indexer_declaration') getterOf(c, node, arrow, type);
  for (const accessor of childOfType(node, 'accessor_list')?.children ?? []) {
    const body = childOf(accessor, 'body');
    if (!body) continue;
    const isGetter = /^(?:\[[^\]]*\]\s*)?(?:\w+\s+)*get\b/.test(c.text.slice(accessor.start, body.start));
    const made = functionNode(c, accessor, undefined, owner);
    const outer = { function: c.function, target: c.target, scope: c.scope };
    c.function = made;
    c.target = type;
    if (body.type === 'block') convertBlock(c, body);
    else convertBody(c, made, body, type);
    Object.assign(c, outer);
    if (isGetter) getter = made;
  }
  return getter;
}

function convertMethod(c: Context, owner: ClassNode, node: SyntaxNode): void {
  const name = childOf(node, 'name');
  const made = convertFunction(c, node, owner);
  if (name) addField(c, owner, node, name, made, undefined);
}
