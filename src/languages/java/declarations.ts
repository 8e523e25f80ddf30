import type { Binding, ClassNode, Expression, Field, FunctionNode, MemberNode, Parameter, SelfNode } from '../../ir.js';
import { spanOf } from '../../spans.js';
import { inScope } from '../block-scope.js';
import { add } from '../tree-sitter/add-node.js';
import { childOf, childOfType, childrenOf, type SyntaxNode, textOf } from '../tree-sitter/tree.js';
import { annotationsOf, convertAnnotation, injectedValue, sentName } from './annotations.js';
import { assign } from './assignments.js';
import { type Around, type Context, convertAs, unknown } from './convert.js';
import { calling, convertExpression } from './expressions.js';
import { convertMethod, declareParameters, inFunction } from './functions.js';
import { namesOfImport } from './layout.js';
import { addAccessors } from './lombok.js';
import { classIndex, imported, memberOf, reference, referenceTo } from './names.js';
import { convertStatements } from './statements.js';
import { typeUse } from './types.js';

const TYPES = new Set([
  'class_declaration',
  'interface_declaration',
  'enum_declaration',
  'record_declaration',
  'annotation_type_declaration',
]);

export function isType({ type }: SyntaxNode): boolean {
  return TYPES.has(type);
}

/** Imports, and the classes of the file, which all of it knows. */
export function declareTop(c: Context, nodes: readonly SyntaxNode[]): void {
  for (const node of nodes) if (node.type === 'import_declaration') declareImport(c, node);
  for (const node of nodes) {
    const name = isType(node) ? childOf(node, 'name') : undefined;
    if (name) c.scope.declareAnew(textOf(c, name), 'class', name);
  }
}

function declareImport(c: Context, node: SyntaxNode): void {
  const { names, isWhole } = namesOfImport(node.children, c.text);
  const isStatic = /^import\s+static\b/.test(textOf(c, node));
  const last = names.at(-1) ?? '';
  if (isWhole && isStatic) c.staticWildcards.push(names);
  else if (isWhole) c.wildcards.push(names.join('.'));
  else if (isStatic) c.statics.set(last, names);
  else {
    const first = classIndex(names);
    const specifier = names.slice(0, first + 1).join('.');
    if (first === names.length - 1) imported(c, last, node, specifier);
    else declareInner(c, node, names.slice(first), specifier);
  }
}

/** `import a.Outer.Inner;` */
function declareInner(
  c: Context,
  node: SyntaxNode,
  [outer = '', ...names]: readonly string[],
  specifier: string,
): void {
  const at = { start: node.end, end: node.end };
  const first: Expression = referenceTo(c, at, imported(c, outer, node, specifier, ''));
  const value = names.reduce<Expression>((object, one) => memberOf(c, object, at, one), first);
  define(c.scope.top.declareAnew(names.at(-1) ?? '', 'class', node), value);
}

function define(binding: Binding, value: Expression): void {
  binding.definitions.push({ from: 'value', value, path: [] });
  value.use = { as: 'definition', targets: [{ binding, path: [] }] };
}

export function convertTypes(c: Context, nodes: readonly SyntaxNode[]): void {
  for (const node of nodes) {
    const name = isType(node) ? childOf(node, 'name') : undefined;
    const binding = name && c.scope.lookup(textOf(c, name));
    if (name && binding) define(binding, convertClass(c, node, textOf(c, name), binding));
  }
}

/** A class in a block, or in a class. */
export function convertInnerType(c: Context, node: SyntaxNode, known?: Binding): ClassNode | undefined {
  const name = childOf(node, 'name');
  if (!name) return undefined;
  const binding = known ?? c.scope.declareAnew(textOf(c, name), 'class', name, false);
  const made = convertClass(c, node, textOf(c, name), binding);
  define(binding, made);
  return made;
}

/** `new Type() { … }`. */
export function convertAnonymous(c: Context, type: SyntaxNode, body: SyntaxNode): ClassNode {
  const made = add<ClassNode>(c, { kind: 'class', ...spanOf(body), fields: [] });
  made.superclass = convertAs(c, type, { as: 'superclass', class: made });
  fillClass(c, made, body.children, undefined);
  return made;
}

function convertClass(c: Context, node: SyntaxNode, name: string, binding: Binding): ClassNode {
  const made = add<ClassNode>(c, { kind: 'class', ...spanOf(node), name, fields: [] });
  const base = childOf(node, 'superclass')?.children[0];
  if (base) made.superclass = convertAs(c, base, { as: 'superclass', class: made });
  for (const one of annotationsOf(node)) convertAnnotation(c, one);
  for (const types of [childOf(node, 'interfaces'), base && childOfType(base, 'type_arguments')]) typeUse(c, types);
  const body = childOf(node, 'body')?.children ?? [];
  const members = body.flatMap((one) => (one.type === 'enum_body_declarations' ? one.children : [one]));
  const generics = childOf(node, 'type_parameters')?.children ?? [];
  inScope(c, () => {
    for (const one of generics) {
      const parameter = one.children.find(({ type }) => type === 'type_identifier');
      if (parameter)
        c.scope.declareAnew(textOf(c, parameter), 'type', parameter, false).definitions.push({ from: 'unknown' });
    }
    fillClass(c, made, members, binding, node);
  });
  return made;
}

function fillClass(
  c: Context,
  made: ClassNode,
  members: readonly SyntaxNode[],
  binding: Binding | undefined,
  node?: SyntaxNode,
): void {
  const outer = c.around;
  const around: Around = {
    node: made,
    members: new Map(),
    ...(binding ? { binding } : {}),
    ...(outer ? { outer } : {}),
  };
  const isInterface = node?.type === 'interface_declaration';
  c.around = around;
  inScope(c, () => {
    const inner = new Map<SyntaxNode, Binding>();
    for (const one of members) declareMember(c, around, one, isInterface, inner);
    const record = node?.type === 'record_declaration' ? childOf(node, 'parameters') : undefined;
    if (record) convertRecord(c, made, around, record);
    for (const one of members) convertMember(c, made, one, isInterface, inner);
    if (node) addAccessors(c, made, node, members);
    settleFields(c, made);
  });
  if (outer) c.around = outer;
  else delete c.around;
}

function declareMember(
  c: Context,
  { members }: Around,
  node: SyntaxNode,
  isInterface: boolean,
  inner: Map<SyntaxNode, Binding>,
): void {
  const isStatic = isInterface || hasModifier(c, node, 'static');
  const name = childOf(node, 'name');
  if (isType(node) && name) inner.set(node, c.scope.declareAnew(textOf(c, name), 'class', name, false));
  else if (node.type === 'enum_constant' && name) members.set(textOf(c, name), { isStatic: true });
  else if (node.type === 'method_declaration' && name)
    members.set(textOf(c, name), { isStatic: hasModifier(c, node, 'static') });
  else if (isField(node))
    for (const declared of childrenOf(node, 'declarator')) {
      const field = childOf(declared, 'name');
      if (field) members.set(textOf(c, field), { isStatic });
    }
}

function isField({ type }: SyntaxNode): boolean {
  return type === 'field_declaration' || type === 'constant_declaration';
}

export function hasModifier(c: Context, node: SyntaxNode, word: string): boolean {
  const modifiers = childOfType(node, 'modifiers');
  if (!modifiers) return false;
  // What annotations say is no modifier.
  const after = modifiers.children.at(-1)?.end ?? modifiers.start;
  const before = modifiers.children[0]?.start ?? modifiers.end;
  const words = c.text.slice(modifiers.start, before) + c.text.slice(after, modifiers.end);
  return new RegExp(`\\b${word}\\b`).test(words);
}

function convertMember(
  c: Context,
  made: ClassNode,
  node: SyntaxNode,
  isInterface: boolean,
  inner: ReadonlyMap<SyntaxNode, Binding>,
): void {
  const name = childOf(node, 'name');
  if (isType(node) && name) {
    const value = convertInnerType(c, node, inner.get(node));
    if (value) made.fields.push({ ...fieldOf(c, name, true), value });
    return;
  }
  switch (node.type) {
    case 'field_declaration':
    case 'constant_declaration':
      convertFields(c, made, node, isInterface);
      return;
    case 'method_declaration':
      if (name) addMethod(made, fieldOf(c, name, hasModifier(c, node, 'static')), convertMethod(c, node, made));
      return;
    case 'constructor_declaration':
      addConstructor(made, convertMethod(c, node, made));
      return;
    case 'compact_constructor_declaration':
      for (const body of made.constructor_ ? childrenOf(node, 'body') : [])
        inFunction(c, made.constructor_ as FunctionNode, () => convertStatements(c, body.children));
      return;
    case 'enum_constant':
      if (name) convertConstant(c, made, node, name);
      return;
    case 'static_initializer':
    case 'block':
      inScope(c, () =>
        convertStatements(c, node.type === 'block' ? node.children : (node.children[0]?.children ?? [])),
      );
  }
}

function fieldOf(c: Context, name: SyntaxNode, isStatic: boolean): Field {
  const field: Field = { name: textOf(c, name), nameSpan: spanOf(name), isStatic, isGetter: false };
  if (isStatic) field.isShared = true;
  return field;
}

export function addMethod(made: ClassNode, field: Field, value: FunctionNode): void {
  field.value = value;
  value.use = { as: 'field', class: made, field };
  made.fields.push(field);
}

export function addConstructor(made: ClassNode, node: FunctionNode): void {
  if (made.constructor_) made.constructor_.overloads = [...(made.constructor_.overloads ?? []), node];
  else made.constructor_ = node;
}

function convertFields(c: Context, made: ClassNode, node: SyntaxNode, isInterface: boolean): void {
  const isStatic = isInterface || hasModifier(c, node, 'static');
  const type = typeUse(c, childOf(node, 'type'));
  for (const one of annotationsOf(node)) convertAnnotation(c, one);
  for (const declared of childrenOf(node, 'declarator')) {
    const name = childOf(declared, 'name');
    const written = childOf(declared, 'value');
    if (!name) continue;
    const field = fieldOf(c, name, isStatic);
    if (type && type.names.length > 0) field.type = type;
    const sentAs = sentName(c, node);
    if (sentAs !== undefined) field.sentAs = sentAs;
    const value = written ? convertExpression(c, written) : injectedValue(c, node);
    if (value) {
      field.value = value;
      value.use = { as: 'field', class: made, field };
    }
    made.fields.push(field);
  }
}

/** `FAST("gpt-4o-mini")` of an enumeration is an instance of it. */
function convertConstant(c: Context, made: ClassNode, node: SyntaxNode, name: SyntaxNode): void {
  const field = fieldOf(c, name, true);
  const callee = () => reference(c, { start: name.start, end: name.start }, made.name ?? '');
  const value = calling(c, node, callee, childOf(node, 'arguments'), true);
  field.value = value;
  value.use = { as: 'field', class: made, field };
  made.fields.push(field);
}

/** `record Name(String key)`: each parameter is a field, with a method that gives it. */
function convertRecord(c: Context, made: ClassNode, around: Around, parameters: SyntaxNode): void {
  const constructor_ = add<FunctionNode>(c, {
    kind: 'function',
    ...spanOf(parameters),
    parameters: [],
    returns: [],
    owner: made,
    isExact: true,
  });
  made.constructor_ = constructor_;
  inFunction(c, constructor_, () => {
    declareParameters(c, constructor_, parameters.children);
    for (const [index, { targets }] of constructor_.parameters.entries())
      for (const { binding } of targets) {
        const value = referenceTo(c, binding, binding);
        // The method has the name, too.
        const property = `#${binding.name}`;
        const target = ownField(c, made, property, binding.start);
        value.use = { as: 'assignment', assignment: assign(c, target, value, binding) };
        around.members.set(binding.name, { isStatic: false, property });
        const sentAs = sentName(c, parameters.children[index]) ?? binding.name;
        made.fields.push({ name: property, nameSpan: spanOf(binding), isStatic: false, isGetter: false, sentAs });
        addGetter(c, made, binding.name, property, binding);
      }
  });
}

/** What a record, or a library that writes such methods, has under a name of its own beside the method. */
export function ownField(c: Context, made: ClassNode, name: string, start: number): MemberNode {
  const at = { start, end: start };
  const self = add<SelfNode>(c, { kind: 'self', ...at, of: made });
  return memberOf(c, self, at, name);
}

/** A method that gives a field. */
export function addGetter(
  c: Context,
  made: ClassNode,
  method: string,
  field: string,
  at: { start: number; end: number },
): void {
  const node = add<FunctionNode>(c, {
    kind: 'function',
    ...spanOf(at),
    name: method,
    parameters: [],
    returns: [],
    owner: made,
    isExact: true,
  });
  const value = ownField(c, made, field, at.start);
  value.use = { as: 'returned', from: node };
  node.returns.push(value);
  addMethod(made, { name: method, nameSpan: spanOf(at), isStatic: false, isGetter: false }, node);
}

/** What a container puts there, as if a function that nobody calls were given it: its type says what that is. */
function handedOver(c: Context, { name, nameSpan, type }: Field): Expression {
  const at = { start: nameSpan.end, end: nameSpan.end };
  if (!type) return unknown(c, at);
  const owner = add<FunctionNode>(c, { kind: 'function', ...at, parameters: [], returns: [] });
  const parameter: Parameter = { targets: [], index: 0, type };
  const binding: Binding = {
    ...{ name, kind: 'parameter', references: [], model: c.model, isTopLevel: false, type, ...at },
    definitions: [{ from: 'parameter', function: owner, parameter, path: [] }],
  };
  parameter.targets.push({ binding, path: [] });
  owner.parameters.push(parameter);
  return referenceTo(c, at, binding);
}

/** A field that nothing in the class gives a value is filled by somebody else. */
function settleFields(c: Context, made: ClassNode): void {
  const given = new Set(c.model.assignments.map(({ target }) => target.property));
  for (const field of made.fields) {
    if (field.value || given.has(field.name)) continue;
    field.value = handedOver(c, field);
    field.value.use = { as: 'field', class: made, field };
  }
}
