import { flowFacts } from '../../catalog/flow.js';
import type { CallNode, Expression } from '../../ir.js';
import { onlyShows } from '../only-shows.js';
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
        return calls.has(reach.call) || onlyShows(conversion.linked, reach.call);
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
