import { flowFacts } from '../catalog/flow.js';
import { type ClientShape, type UseShape, useFor } from '../catalog/sdk.js';
import type { CallNode, Expression } from '../ir.js';
import type { Reach } from '../link/flow.js';

/**
 * `client.models.list`, in a language in which that is a call: what is called, of which only what becomes of its answer is seen.
 */
export function readUse(shape: ClientShape, reach: Reach): { shape: UseShape; call: CallNode } | undefined {
  if (reach.kind === 'called' || reach.kind === 'exported') return undefined;
  const { path } = reach;
  const callee = placeOf(reach);
  if (!flowFacts(callee.model.language).readsAreCalls) return undefined;
  for (let length = path.length; length > 0; length--) {
    const use = useFor(shape, path.slice(0, length));
    if (use && use.endpoint !== 'same') return { shape: use, call: callByName(callee) };
  }
  return undefined;
}

/** Stands in for a call that is written as a name alone. */
export function callByName(callee: Expression): CallNode {
  const { start, end, model } = callee;
  return { kind: 'call', start, end, model, callee, arguments: [], isNew: false };
}

function placeOf(reach: Exclude<Reach, { kind: 'called' | 'exported' }>): Expression {
  if (reach.kind === 'handed') return reach.argument.value;
  return reach.kind === 'set' ? reach.assignment.value : reach.node;
}
