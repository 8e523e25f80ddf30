import type { Expression } from '../ir.js';
import { type OriginOf, only } from '../link/origins.js';
import type { Unit } from './types.js';

/**
 * Reads of the key that give nothing where the variable is not set, and that go to the client as they are. An SDK which
 * reads the environment by itself then takes OpenAI's key, and would send it to the gateway.
 */
export function silentReads({ apiKey, sdk }: Unit): OriginOf<'environment'>[] {
  if (!sdk || sdk.environment.apiKey.length === 0) return [];
  return only(apiKey.origins, 'environment').filter(
    ({ mayBeNothing, isStored, node }) => mayBeNothing && !isStored && goesOn(node, apiKey.value),
  );
}

/** The read is the client's argument, or is named and then only handed to calls: nobody asks whether it is there. */
function goesOn(read: Expression, value: Expression | undefined): boolean {
  if (read === value) return true;
  if (read.use?.as !== 'definition' || read.use.assignments?.length) return false;
  const references = read.use.targets.flatMap(({ binding }) => (binding.whole ?? binding).references);
  return references.length > 0 && references.every(({ use }) => use?.as === 'argument');
}
