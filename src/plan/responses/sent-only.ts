import { flowFacts } from '../../catalog/flow.js';
import type { CallNode, Expression } from '../../ir.js';
import { walkedName } from '../../link/origins.js';
import type { Conversion } from './conversion.js';

/** What is done with a value beside being sent. */
export interface SentOnly {
  /** The calls that are rewritten, which may all have it. */
  calls: ReadonlySet<CallNode>;
  /** Names inside it that another place must not read, since they move. */
  moving: readonly string[];
}

/** Whether a value that is rewritten where it is written goes nowhere but into calls that are rewritten too. */
export function isSentOnly(conversion: Conversion, node: Expression, { calls, moving }: SentOnly): boolean {
  const { appendMethods } = flowFacts(node.model.language);
  const { reaches, reads } = conversion.linked.flow.trace(node);
  if (reads.some(({ path }) => moving.includes(path.at(-1) ?? ''))) return false;
  return reaches.every((reach) => {
    switch (reach.kind) {
      case 'handed':
        return calls.has(reach.call) || isShown(conversion, reach.call);
      case 'called':
        return calls.has(reach.call) || appendMethods.includes(reach.path.at(-1) ?? '');
      case 'examined':
      case 'exported':
        return true;
      default:
        return false;
    }
  });
}

/** Printed, or logged: nothing depends on how it looks. */
export function isShown({ linked }: Conversion, call: CallNode): boolean {
  const { harmlessFunctions, kindQuestions } = flowFacts(call.model.language);
  const names = linked.resolver
    .at(call.callee, [])
    .map((o) => (o.kind === 'external' || o.kind === 'global' ? walkedName(o) : ''));
  return names.length > 0 && names.every((name) => harmlessFunctions.includes(name) && !kindQuestions.includes(name));
}
