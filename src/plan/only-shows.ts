import { flowFacts } from '../catalog/flow.js';
import type { CallNode } from '../ir.js';
import type { Linked } from '../link/link.js';
import { walkedName } from '../link/origins.js';

/** Whether a call prints or logs what it is given: nothing depends on how that looks. */
export function onlyShows({ resolver }: Linked, call: CallNode): boolean {
  const { harmlessFunctions, kindQuestions } = flowFacts(call.model.language);
  const names = resolver
    .at(call.callee, [])
    .map((o) => (o.kind === 'external' || o.kind === 'global' ? walkedName(o) : ''));
  return names.length > 0 && names.every((name) => harmlessFunctions.includes(name) && !kindQuestions.includes(name));
}
