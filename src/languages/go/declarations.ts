import type { Binding, ClassNode, Expression, Field, FunctionNode, Parameter, ReferenceNode } from '../../ir.js';
import { spanOf } from '../../spans.js';
import { inScope } from '../block-scope.js';
import { add } from '../tree-sitter/add-node.js';
import { childOf, childrenOf, type SyntaxNode, textOf } from '../tree-sitter/tree.js';
import { bindNames } from './assignments.js';
import { type Context, convertAs, importPackage, reference } from './convert.js';
import { convertFunction, receiverType } from './functions.js';
import { specsIn } from './layout.js';
import { importedAs } from './package-names.js';
import { fillStruct, typeUse } from './types.js';

/** All names of the top level are known in all of the file. */
export function declareTop(c: Context, declarations: readonly SyntaxNode[]): void {
  for (const node of declarations)
    switch (node.type) {
      case 'import_declaration':
        for (const spec of specsIn(node)) declareImport(c, spec);
        break;
      case 'function_declaration': {
        const name = childOf(node, 'name');
        if (name && !/^(?:init|_)$/.test(textOf(c, name))) c.scope.declare(textOf(c, name), 'function', name);
        break;
      }
      case 'type_declaration':
        for (const spec of node.children) declareType(c, spec);
        break;
      case 'const_declaration':
      case 'var_declaration':
        for (const spec of valueSpecs(node))
          for (const name of childrenOf(spec, 'name'))
            if (textOf(c, name) !== '_') c.scope.declare(textOf(c, name), kindOf(node), name);
    }
}

function kindOf({ type }: SyntaxNode): Binding['kind'] {
  return type === 'const_declaration' ? 'constant' : 'variable';
}

function declareImport(c: Context, spec: SyntaxNode): void {
  const path = childOf(spec, 'path');
  if (!path) return;
  const specifier = c.text.slice(path.start + 1, path.end - 1);
  const alias = childOf(spec, 'name');
  const name = alias ? textOf(c, alias) : importedAs(specifier, c.text);
  if (name === '.') c.dots.push(specifier);
  else if (name !== '_' && specifier !== 'C') importPackage(c, name, specifier, spanOf(alias ?? path));
}

/** A struct's class is there before its methods, wherever these stand. */
export function declareType(c: Context, spec: SyntaxNode): void {
  const name = childOf(spec, 'name');
  const type = childOf(spec, 'type');
  if (!name || !type) return;
  const isStruct = type.type === 'struct_type';
  c.scope.declare(textOf(c, name), isStruct ? 'class' : 'type', name);
  if (isStruct && c.scope === c.scope.top) c.classes.set(textOf(c, name), emptyClass(c, spec, textOf(c, name)));
}

function emptyClass(c: Context, node: SyntaxNode, name: string): ClassNode {
  return { kind: 'class', ...spanOf(node), name, fields: [], model: c.model, isRecord: true };
}

export function convertDeclarations(c: Context, declarations: readonly SyntaxNode[]): void {
  for (const node of declarations) convertDeclaration(c, node);
}

/** At the top level, or in a function. */
export function convertDeclaration(c: Context, node: SyntaxNode): void {
  switch (node.type) {
    case 'function_declaration': {
      const made = convertFunction(c, node);
      const binding = made.name === undefined ? undefined : c.scope.lookup(made.name);
      if (binding) define(binding, made);
      return;
    }
    case 'method_declaration':
      convertMethod(c, node);
      return;
    case 'type_declaration':
      for (const spec of node.children) convertType(c, spec);
      return;
    case 'const_declaration':
    case 'var_declaration':
      for (const spec of valueSpecs(node)) convertValueSpec(c, spec, kindOf(node));
  }
}

function valueSpecs(node: SyntaxNode): SyntaxNode[] {
  return node.children.flatMap((child) => (/^(?:const|var)_spec$/.test(child.type) ? [child] : valueSpecs(child)));
}

function convertValueSpec(c: Context, spec: SyntaxNode, kind: Binding['kind']): void {
  const of = childOf(spec, 'type');
  // A struct that is written in place has no name; what it holds is read with it.
  const type = of?.type === 'struct_type' ? undefined : typeUse(c, of);
  const names = childrenOf(spec, 'name');
  const values = childOf(spec, 'value')?.children ?? [];
  bindNames(c, names, values, { kind, type, of });
}

function define(binding: Binding, value: Expression): void {
  binding.definitions.push({ from: 'value', value, path: [] });
  value.use = { as: 'definition', targets: [{ binding, path: [] }] };
}

function convertType(c: Context, spec: SyntaxNode): void {
  const name = childOf(spec, 'name');
  const type = childOf(spec, 'type');
  if (!name || !type) return;
  if (c.scope !== c.scope.top) declareType(c, spec);
  const binding = c.scope.lookup(textOf(c, name));
  if (!binding) return;
  if (type.type === 'struct_type') {
    const made = (c.scope === c.scope.top && c.classes.get(binding.name)) || emptyClass(c, spec, binding.name);
    fillStruct(c, made, type);
    define(binding, made);
  } else if (type.type === 'qualified_type' || type.type === 'type_identifier') convertNamedType(c, binding, type);
  else {
    typeUse(c, type);
    binding.definitions.push({ from: 'unknown' });
  }
}

/** `type Name = other.Name` is the same type; a call of either gives its argument. */
function convertNamedType(c: Context, binding: Binding, type: SyntaxNode): void {
  const value = convertAs(c, type, { as: 'test' });
  if (value.kind !== 'reference' || value.binding) binding.definitions.push({ from: 'value', value, path: [] });
  else if (value.name === 'string') define(binding, conversion(c, type));
  else binding.definitions.push({ from: 'unknown' });
}

/** `type Model string`: `Model(name)` gives `name`. */
function conversion(c: Context, type: SyntaxNode): FunctionNode {
  const made = add<FunctionNode>(c, { kind: 'function', ...spanOf(type), parameters: [], returns: [] });
  const parameter: Parameter = { targets: [], index: 0 };
  inScope(c, () => {
    const binding = c.scope.declare('value', 'parameter', type);
    binding.definitions.push({ from: 'parameter', function: made, parameter, path: [] });
    parameter.targets.push({ binding, path: [] });
    const returned = add<ReferenceNode>(c, { kind: 'reference', name: 'value', ...spanOf(type), binding });
    binding.references.push(returned);
    returned.use = { as: 'returned', from: made };
    made.returns.push(returned);
  });
  made.parameters.push(parameter);
  return made;
}

/** A method of a struct of this file, or of one in another file of the package. */
function convertMethod(c: Context, node: SyntaxNode): void {
  const type = receiverType(c, node);
  const owner = type && (c.classes.get(textOf(c, type)) ?? partOf(c, type));
  const made = convertFunction(c, node, owner);
  const name = childOf(node, 'name');
  if (!owner || !name) return;
  const field: Field = { name: textOf(c, name), nameSpan: spanOf(name), isStatic: false, isGetter: false, value: made };
  made.use = { as: 'field', class: owner, field };
  owner.fields.push(field);
}

function partOf(c: Context, type: SyntaxNode): ClassNode {
  const name = textOf(c, type);
  const made = add<ClassNode>(c, { ...emptyClass(c, type, name), isPart: true, isRecord: undefined });
  made.superclass = reference(c, type);
  made.superclass.use = { as: 'superclass', class: made };
  c.classes.set(name, made);
  return made;
}
