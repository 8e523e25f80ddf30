import type { ClassNode, FunctionNode } from '../../ir.js';
import { spanOf } from '../../spans.js';
import { add } from '../tree-sitter/add-node.js';
import { childOf, childrenOf, type SyntaxNode, textOf } from '../tree-sitter/tree.js';
import { annotationNames } from './annotations.js';
import { assign } from './assignments.js';
import type { Context } from './convert.js';
import { addConstructor, addGetter, addMethod, hasModifier, ownField } from './declarations.js';
import { declareParameters, inFunction } from './functions.js';
import { referenceTo } from './names.js';

const GETTING = new Set(['Getter', 'Data', 'Value']);
const SETTING = new Set(['Setter', 'Data']);

interface Declared {
  name: SyntaxNode;
  /** The whole declaration, with the type. */
  member: SyntaxNode;
  isGiven: boolean;
}

/** Methods and constructors that Lombok writes for a class. Source: https://projectlombok.org/features/. */
export function addAccessors(c: Context, made: ClassNode, node: SyntaxNode, members: readonly SyntaxNode[]): void {
  const own = annotationNames(c, node);
  const fields = members.flatMap((member): Declared[] => {
    if (member.type !== 'field_declaration' || hasModifier(c, member, 'static')) return [];
    return childrenOf(member, 'declarator').flatMap((one) => {
      const name = childOf(one, 'name');
      return name ? [{ name, member, isGiven: childOf(one, 'value') !== undefined }] : [];
    });
  });
  for (const { name, member } of fields) {
    const says = (words: ReadonlySet<string>) => [...own, ...annotationNames(c, member)].some((one) => words.has(one));
    const field = textOf(c, name);
    const suffix = field.charAt(0).toUpperCase() + field.slice(1);
    const isFree = (method: string) => !made.fields.some((one) => one.name === method);
    if (says(GETTING) && isFree(`get${suffix}`)) addGetter(c, made, `get${suffix}`, field, name);
    if (says(SETTING) && isFree(`set${suffix}`)) addSetter(c, made, `set${suffix}`, field, name);
  }
  if (['AllArgsConstructor', 'Value', 'Builder'].some((one) => own.includes(one))) construct(c, made, node, fields);
  else if (own.includes('RequiredArgsConstructor') || (own.includes('Data') && !made.constructor_))
    construct(
      c,
      made,
      node,
      fields.filter(({ member, isGiven }) => !isGiven && hasModifier(c, member, 'final')),
    );
}

function addSetter(c: Context, made: ClassNode, method: string, field: string, name: SyntaxNode): void {
  const node = functionAt(c, made, name);
  give(c, made, node, [{ field, name }]);
  addMethod(made, { name: method, nameSpan: spanOf(name), isStatic: false, isGetter: false }, node);
}

function construct(c: Context, made: ClassNode, at: SyntaxNode, fields: readonly Declared[]): void {
  if (fields.length === 0) return;
  const node = functionAt(c, made, at);
  give(
    c,
    made,
    node,
    fields.map(({ name }) => ({ field: textOf(c, name), name })),
  );
  addConstructor(made, node);
}

function functionAt(c: Context, owner: ClassNode, { start }: SyntaxNode): FunctionNode {
  return add<FunctionNode>(c, {
    kind: 'function',
    start,
    end: start,
    parameters: [],
    returns: [],
    owner,
    isExact: true,
  });
}

/** A function that gives each field its parameter. */
function give(
  c: Context,
  made: ClassNode,
  node: FunctionNode,
  fields: readonly { field: string; name: SyntaxNode }[],
): void {
  inFunction(c, node, () => {
    declareParameters(
      c,
      node,
      fields.map(({ name }) => name),
    );
    for (const [index, parameter] of node.parameters.entries())
      for (const { binding } of parameter.targets) {
        // A builder gives them by their names.
        parameter.name = binding.name;
        const value = referenceTo(c, binding, binding);
        const target = ownField(c, made, fields[index]?.field ?? '', binding.start);
        value.use = { as: 'assignment', assignment: assign(c, target, value, binding) };
      }
  });
}
