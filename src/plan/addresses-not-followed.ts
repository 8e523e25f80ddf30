import type { StringNode } from '../ir.js';
import { only } from '../link/origins.js';
import { named } from '../names.js';
import type { PlanOptions, Unit } from './types.js';

/**
 * Clients that would move, of whose addresses one is not followed to where it is written, in a file that holds OpenAI's address for
 * nobody: that may be the one, and the gateway's key would go there.
 */
export function unitsWithLostAddress(
  units: readonly Unit[],
  { from }: PlanOptions,
): { unit: Unit; address: StringNode }[] {
  const lost = units.filter(
    ({ kind, verdict, baseUrl: { origins } }) =>
      kind === 'client' && verdict === 'migrate' && only(origins, 'unknown').length > 0,
  );
  if (lost.length === 0) return [];
  const known = new Set(units.flatMap(({ baseUrl }) => only(baseUrl.origins, 'string').map(({ node }) => node)));
  return lost.flatMap((unit) => {
    const files = new Set(only(unit.baseUrl.origins, 'unknown').map(({ node }) => node.model));
    const [address] = [...files]
      .flatMap((model) => named(model, 'strings', (text) => from.hostForm.test(text)))
      .filter((node) => !known.has(node) && node.use?.as !== 'part' && node.use?.as !== 'operand');
    return address ? [{ unit, address }] : [];
  });
}
