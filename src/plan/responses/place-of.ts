import type { SourceModel, Span } from '../../ir.js';
import type { Reach } from '../../link/flow.js';

/** Where something becomes of a value, for messages. */
export function placeOf(reach: Reach): Span & { model: SourceModel } {
  switch (reach.kind) {
    case 'called':
    case 'handed':
      return reach.call;
    case 'set':
      return reach.assignment.target;
    case 'exported':
      return { model: reach.model, start: 0, end: 0 };
    default:
      return reach.node;
  }
}
