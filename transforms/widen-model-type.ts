import { choicesOf } from '../src/plan/choices.js';
import { unionsOf } from '../src/plan/declared-types.js';
import { modelMoves } from '../src/plan/moved-uses.js';
import { rewrite, type Transform } from '../src/plan/transform.js';

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
      const unions = unionsOf(node, context.linked)
        .filter(({ declaration }) => !declaration.literals.some((literal) => literal.value === outcome.to))
        .map(({ declaration, model }) => {
          const edit = context.writer(model).addToUnion(model, declaration, outcome.to);
          return rewrite(this.id, unit, model, declaration, [edit], 'type-widened');
        });
      return [...lists, ...unions];
    });
  },
};
