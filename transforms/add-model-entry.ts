import type { ListNode, ObjectNode } from '../src/ir.js';
import { choicesOf } from '../src/plan/choices.js';
import { readersOf } from '../src/plan/model-readers.js';
import { modelMoves } from '../src/plan/moved-uses.js';
import { entryFor } from '../src/plan/table-entries.js';
import { type MoveContext, rewrite, type Transform } from '../src/plan/transform.js';
import type { Finding, Unit } from '../src/plan/types.js';

/**
 * Code that looks the id up finds the new one too: a list of what is allowed takes one more, a table of figures the new model's
 * own. What a list or a table means otherwise is for its owner to say.
 */
export const addModelEntry: Transform = {
  id: 'add-model-entry',
  apply(unit, context) {
    const read = readersOf(unit, context.linked, context.options).readers.flatMap(({ remedy }) => {
      if (remedy?.kind === 'member') return member(unit, remedy.list, remedy.text, context);
      return remedy?.kind === 'entry' ? entry(unit, remedy.object, remedy.text, context) : [];
    });
    const typed = modelMoves(unit, context.options).flatMap(({ node, outcome }) =>
      choicesOf(node, context.linked).flatMap((choices) =>
        choices.kind === 'object' ? entry(unit, choices, outcome.to, context) : [],
      ),
    );
    return [...read, ...typed];
  },
};

function member(unit: Unit, list: ListNode, id: string, context: MoveContext): Finding[] {
  const writer = context.writer(list.model);
  const edit = writer.addToList(list, writer.string(list.model, id));
  return [rewrite(addModelEntry.id, unit, list.model, list, [edit], 'member-added', id)];
}

function entry(unit: Unit, object: ObjectNode, id: string, context: MoveContext): Finding[] {
  const proved = entryFor(object, id, context.options.profile);
  if (!proved) return [];
  const writer = context.writer(object.model);
  const edit = writer.addEntry(object, proved.after, writer.string(object.model, id), proved.value);
  const shown = proved.value.replace(/\s+/g, ' ');
  return [rewrite(addModelEntry.id, unit, object.model, object, [edit], 'entry-added', `${id}: ${shown}`)];
}
