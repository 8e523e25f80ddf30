import type { ClassNode, Expression, Field, FunctionNode } from '../../ir.js';
import { classNode, constantNode, TEST } from '../packed/nodes.js';
import { childOf, type SyntaxNode, textOf } from '../tree-sitter/tree.js';
import { attributesOf } from './attributes.js';
import { type Context, convertAs } from './convert.js';
import { classNamed, hiddenName } from './expressions.js';
import { convertFunction, parameterRead } from './functions.js';
import { typeUse } from './types.js';

/** A class, an interface, a trait or an enumeration. */
export function convertClass(c: Context, node: SyntaxNode): ClassNode {
  const name = childOf(node, 'name');
  return filled(c, classNode(c, node, name && textOf(c, name)), node, childOf(node, 'body'));
}

export function convertAnonymousClass(c: Context, node: SyntaxNode): Expression {
  return filled(c, classNode(c, node), node, childOf(node, 'body'));
}

function filled(c: Context, made: ClassNode, node: SyntaxNode, body: SyntaxNode | undefined): ClassNode {
  const members = body?.children ?? [];
  attributesOf(c, node);
  const base = node.children.find(({ type }) => type === 'base_clause')?.children[0];
  // What a trait has is the class's own as if it were written there.
  const trait = members.find(({ type }) => type === 'use_declaration')?.children[0];
  const above = base ?? trait;
  if (above) {
    made.superclass = classNamed(c, above);
    made.superclass.use = { as: 'superclass', class: made };
  }
  const outer = { class: c.class, hidden: c.hidden, function: c.function, branch: c.branch };
  const methods = new Set(members.flatMap((one) => (one.type === 'method_declaration' ? [nameOf(c, one)] : [])));
  c.class = made;
  c.hidden = new Set(propertiesIn(c, members).filter((one) => methods.has(one)));
  c.function = undefined;
  c.branch = undefined;
  for (const member of members) convertMember(c, made, member);
  Object.assign(c, outer);
  return made;
}

function nameOf(c: Context, node: SyntaxNode): string {
  const name = childOf(node, 'name');
  return name ? textOf(c, name) : '';
}

/** Properties, those of the constructor's parameters among them. */
function propertiesIn(c: Context, members: readonly SyntaxNode[]): string[] {
  return members.flatMap((one) => {
    if (one.type === 'property_declaration')
      return one.children
        .filter(({ type }) => type === 'property_element')
        .map((element) => nameOf(c, element).slice(1));
    if (one.type !== 'method_declaration') return [];
    const listed = childOf(one, 'parameters')?.children ?? [];
    return listed.filter(({ type }) => type === 'property_promotion_parameter').map((each) => nameOf(c, each).slice(1));
  });
}

function convertMember(c: Context, owner: ClassNode, node: SyntaxNode): void {
  if (node.type !== 'method_declaration') attributesOf(c, node);
  switch (node.type) {
    case 'const_declaration':
      for (const one of node.children)
        if (one.type === 'const_element') addField(c, owner, one.children[0], one.children[1]);
      return;
    case 'enum_case':
      addField(c, owner, childOf(node, 'name'), childOf(node, 'value'));
      return;
    case 'property_declaration': {
      const type = childOf(node, 'type');
      for (const one of node.children)
        if (one.type === 'property_element')
          addField(c, owner, childOf(one, 'name'), childOf(one, 'default_value'), type);
      return;
    }
    case 'method_declaration':
      addMethod(c, owner, node);
      return;
    case 'use_declaration':
      for (const one of node.children) if (/name$/.test(one.type)) classNamed(c, one).use = TEST;
  }
}

function addField(
  c: Context,
  owner: ClassNode,
  name: SyntaxNode | undefined,
  value: SyntaxNode | undefined,
  type?: SyntaxNode,
): void {
  if (!name) return;
  const field = fieldOf(c, name);
  if (type) field.type = typeUse(c, type);
  // What is declared empty is filled elsewhere.
  if (value && value.type !== 'null') {
    field.value = convertAs(c, value, { as: 'field', class: owner, field });
  } else if (value) constantNode(c, value, null).use = TEST;
  owner.fields.push(field);
}

function fieldOf(c: Context, name: SyntaxNode): Field {
  const isProperty = name.type === 'variable_name';
  const written = isProperty ? textOf(c, name).slice(1) : textOf(c, name);
  const nameSpan = { start: name.start + (isProperty ? 1 : 0), end: name.end };
  const known = isProperty && c.hidden?.has(written) ? hiddenName(written) : written;
  return { name: known, nameSpan, isStatic: true, isShared: true, isGetter: false };
}

function addMethod(c: Context, owner: ClassNode, node: SyntaxNode): void {
  const name = childOf(node, 'name');
  if (!name) return;
  const made = convertFunction(c, node, owner);
  if (/^__construct$/i.test(textOf(c, name))) {
    owner.constructor_ = made;
    addPromoted(c, owner, made, node);
    return;
  }
  const field: Field = { ...fieldOf(c, name), value: made };
  made.use = { as: 'field', class: owner, field };
  owner.fields.push(field);
}

/** `public function __construct(private Client $client)`: a parameter that is a property, too. */
function addPromoted(c: Context, owner: ClassNode, made: FunctionNode, node: SyntaxNode): void {
  for (const one of childOf(node, 'parameters')?.children ?? []) {
    const name = one.type === 'property_promotion_parameter' ? childOf(one, 'name') : undefined;
    const variable = name?.type === 'by_ref' ? name.children[0] : name;
    const parameter = variable && made.parameters.find((each) => each.name === textOf(c, variable).slice(1));
    const value = parameter && variable && parameterRead(c, parameter, variable);
    if (!value || !variable) continue;
    const field: Field = { ...fieldOf(c, variable), value };
    if (parameter.type) field.type = parameter.type;
    value.use = { as: 'field', class: owner, field };
    owner.fields.push(field);
  }
}
