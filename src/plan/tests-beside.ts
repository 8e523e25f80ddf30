import { functionAround } from '../function-around.js';
import type { Expression } from '../ir.js';
import { hasSite, keyOf } from './sites.js';
import type { EnvironmentRead } from './variable-reads.js';
import type { Variable } from './variables.js';

/**
 * Reads that only ask whether a variable is there, in a function that takes it for nothing but what moves: `if (!process.env.KEY) throw …`
 * before the client is made. They ask for the one that is needed there.
 */
export function testsBeside(
  reads: readonly EnvironmentRead[],
  variableOf: (read: EnvironmentRead) => Variable,
): EnvironmentRead[] {
  // What has a name may be used for more than that.
  const tests = reads.filter(({ at }) => at && at.kind !== 'reference' && isTest(at));
  const asking = new Set(tests.flatMap(({ sites }) => sites.map(keyOf)));
  return tests.filter((read) => {
    const { at, node } = read;
    const { model } = node;
    const { sites, movedSites } = variableOf(read);
    if (!at || !movedSites.some((site) => site.model === model)) return false;
    const around = functionAround(model, at);
    const taken = sites.filter(
      (site) => site.model === model && !asking.has(keyOf(site)) && functionAround(model, site.span) === around,
    );
    return taken.length > 0 && taken.every((site) => hasSite(movedSites, site));
  });
}

function isTest({ use }: Expression): boolean {
  if (use?.as === 'operand') return isTest(use.operation);
  if (use?.as === 'wrapped') return isTest(use.wrapper);
  return use?.as === 'option' ? isTest(use.choice) : use?.as === 'test';
}
