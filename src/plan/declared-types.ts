import type { Expression, SourceModel, StringNode, TypeDeclaration, TypeUse } from '../ir.js';
import { filesOf } from '../languages/front-end.js';
import { argumentFor } from '../link/call-sites.js';
import type { Linked } from '../link/link.js';
import { only } from '../link/origins.js';
import { isWithin } from '../spans.js';

export interface DeclaredType {
  declaration: TypeDeclaration;
  model: SourceModel;
}

/** The unions that a literal has to be one of, by the types that are written for its place or for what it is a part of. */
export function unionsOf(node: StringNode, linked: Linked): DeclaredType[] {
  return typesBehind(node, linked).declared.filter(
    ({ declaration }) => declaration.isUnion && declaration.literals.some((literal) => literal.value === node.value),
  );
}

/**
 * All names in those types and in what the project declares of them, and these declarations: `Record<Tier, Model>`,
 * `type Model = (typeof MODELS)[number]`, `interface Settings { model: 'a' | 'b' }`.
 */
export function typesBehind(node: Expression, linked: Linked): { names: Set<string>; declared: DeclaredType[] } {
  const names = new Set<string>();
  const declared: DeclaredType[] = [];
  const seen = new Set<TypeDeclaration>();
  const add = (one: DeclaredType) => {
    if (seen.has(one.declaration)) return;
    seen.add(one.declaration);
    declared.push(one);
    visit(one.declaration, one.model);
  };
  const visit = (type: TypeUse | TypeDeclaration, model: SourceModel) => {
    for (const declaration of model.types) if (isWithin(declaration, type)) add({ declaration, model });
    for (const name of type.names) {
      names.add(name);
      for (const one of declarationsOf(name, model, linked)) add(one);
    }
  };
  for (const { type, model } of writtenTypes(node, linked)) visit(type, model);
  return { names, declared };
}

/** Under a name, what the same file declares, or the one that it is imported from; else what one file alone does. */
function declarationsOf(name: string, model: SourceModel, { project }: Linked): DeclaredType[] {
  const near = declaredIn(model, name);
  if (near.length > 0) return near;
  const imported = model.layout.imports.flatMap(({ specifier, names }) =>
    names
      .filter(({ local }) => local === name)
      .flatMap((one) =>
        filesOf(project.target(model, specifier))
          .flatMap((file) => project.model(file) ?? [])
          .flatMap((from) => declaredIn(from, one.imported)),
      ),
  );
  if (imported.length > 0) return imported;
  const found = [...project.models.values()].map((one) => declaredIn(one, name)).filter((all) => all.length > 0);
  return found.length === 1 ? (found[0] ?? []) : [];
}

function declaredIn(model: SourceModel, name: string): DeclaredType[] {
  return model.types.flatMap((declaration) => (declaration.name === name ? [{ declaration, model }] : []));
}

/** The types that are written for the place where a value stands, or for what it is a part of. */
function writtenTypes(node: Expression, linked: Linked, isNamed = false): { type: TypeUse; model: SourceModel }[] {
  const { use, model } = node;
  const in_ = (type: TypeUse | undefined) => (type ? [{ type, model }] : []);
  switch (use?.as) {
    case 'definition':
      return use.targets.flatMap(({ binding, path }) => {
        if (binding.type || path.length > 0 || isNamed) return in_(binding.type);
        // What a name without a type stands for has the types of the places where it is read.
        return binding.references.flatMap((reference) => writtenTypes(reference, linked, true));
      });
    case 'fallback':
      return [use.target?.binding.type, use.parameter?.type].flatMap(in_);
    case 'field':
      return in_(use.field.type);
    case 'returned':
      return in_(use.from.type);
    case 'wrapped':
      return [...in_(use.wrapper.type), ...writtenTypes(use.wrapper, linked, isNamed)];
    case 'option':
      return writtenTypes(use.choice, linked, isNamed);
    case 'entry':
      return writtenTypes(use.object, linked, isNamed);
    case 'item':
      return writtenTypes(use.list, linked, isNamed);
    case 'argument':
      return only(linked.resolver.at(use.call.callee, []), 'function').flatMap((callee) =>
        callee.node.parameters.flatMap((parameter) =>
          parameter.type && argumentFor(use.call, parameter)?.value === node
            ? [{ type: parameter.type, model: callee.node.model }]
            : [],
        ),
      );
  }
  return [];
}
