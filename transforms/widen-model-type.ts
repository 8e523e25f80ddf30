import type { SourceModel, StringNode, TypeDeclaration, TypeUse } from '../src/ir.js';
import { choicesOf, declaredTypes } from '../src/plan/choices.js';
import { modelMoves } from '../src/plan/moved-uses.js';
import { type MoveContext, rewrite, type Transform } from '../src/plan/transform.js';

/**
 * A value that is declared to be one of several ids must stay one of them for the code to type-check, or for a schema
 * to take it: the new id joins the union or the list. The old ones stay, since which of them to offer is the owner's decision.
 */
export const widenModelType: Transform = {
  id: 'widen-model-type',
  apply(unit, context) {
    return modelMoves(unit, context.options).flatMap(({ node, outcome }) => {
      if (outcome.to === node.value) return [];
      const lists = choicesOf(node, context.linked)
        .filter((choices) => choices.kind === 'list')
        .filter((list) => !list.items.some((item) => item.kind === 'string' && item.value === outcome.to))
        .map((list) => {
          const writer = context.writer(list.model);
          const edit = writer.addToList(list, writer.string(list.model, outcome.to));
          return rewrite(this.id, unit, list.model, list, [edit], 'type-widened');
        });
      const unions = typesOf(node)
        .flatMap((type) => unionsOf(type, node, context))
        .filter(({ declaration }) => !declaration.literals.some((literal) => literal.value === outcome.to))
        .map(({ declaration, model }) => {
          const edit = context.writer(model).addToUnion(model, declaration, outcome.to);
          return rewrite(this.id, unit, model, declaration, [edit], 'type-widened');
        });
      return [...lists, ...unions];
    });
  },
};

/** The types that are written for the place where a literal stands. */
function typesOf(node: StringNode): TypeUse[] {
  const { use } = node;
  if (use?.as === 'wrapped') return use.wrapper.type ? [use.wrapper.type] : [];
  if (use?.as === 'option')
    return use.choice.use?.as === 'definition'
      ? use.choice.use.targets.flatMap(({ binding }) => binding.type ?? [])
      : [];
  return declaredTypes(node);
}

/** The unions that a type is, written in place or under a name that one file alone declares. */
function unionsOf(
  type: TypeUse,
  node: StringNode,
  { linked }: MoveContext,
): { declaration: TypeDeclaration; model: SourceModel }[] {
  const lists = (declaration: TypeDeclaration) =>
    declaration.isUnion && declaration.literals.some((literal) => literal.value === node.value);
  const own = node.model.types.filter((one) => lists(one) && one.start >= type.start && one.end <= type.end);
  if (own.length > 0) return own.map((declaration) => ({ declaration, model: node.model }));
  const named = [...linked.project.models.values()].flatMap((model) =>
    model.types
      .filter((declaration) => lists(declaration) && declaration.name !== '' && type.names.includes(declaration.name))
      .map((declaration) => ({ declaration, model })),
  );
  const near = named.filter(({ model }) => model === node.model);
  if (near.length > 0) return near;
  return named.length === 1 ? named : [];
}
