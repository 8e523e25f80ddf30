import { rewrite, type Transform } from '../src/plan/transform.js';

/** Calls of the Responses API as chat calls, with all that reads their answers. */
export const useChatForResponses: Transform = {
  id: 'use-chat-for-responses',
  apply(unit) {
    const changes = [unit, ...unit.uses].flatMap(({ chatChanges }) => chatChanges ?? []);
    return changes.map(({ model, start, end, edits }) =>
      rewrite(this.id, unit, model, { start, end }, edits, 'responses-to-chat'),
    );
  },
};
