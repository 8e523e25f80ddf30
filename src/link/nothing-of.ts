import type { CallNode, ObjectNode } from '../ir.js';

const NOTHING = new WeakMap<CallNode, ObjectNode>();

/** Stands for the keyword arguments of a call that gives none, or not the one that is asked for. */
export function nothingOf(call: CallNode): ObjectNode {
  const { model, start, end } = call;
  const known = NOTHING.get(call) ?? { kind: 'object', model, start, end, entries: [], form: 'attributes' };
  NOTHING.set(call, known);
  return known;
}
