import type { CallNode } from '../ir.js';
import { note } from './finding.js';
import type { Finding, PlanOptions, Unit } from './types.js';

/**
 * A way back that no kept run knows: which options were left to the SDK's defaults, which model was asked and which parameters
 * were given is not to be seen any more. What the unit has now is right for the service, and need not be what it was.
 */
export function beforeUnknown(unit: Unit, { profile, from }: PlanOptions): Finding[] {
  if (!profile.isDefaultOfSdks) return [];
  const { id, model, span } = unit;
  // A client that was divided keeps the name of its copy, wherever that is called.
  const isByCopy = ({ callee, model: { text } }: CallNode) => from.word.test(text.slice(callee.start, callee.end));
  const elsewhere = unit.uses.filter(({ call }) => call.model !== model && isByCopy(call));
  const firsts = new Map(elsewhere.toReversed().map(({ call }) => [call.model.path, call]));
  return [
    note('unit', model.path, span, 'keep', 'before-unknown', '', id),
    ...[...firsts].map(([path, call]) => note('unit', path, call, 'keep', 'before-unknown', '', id)),
  ];
}
