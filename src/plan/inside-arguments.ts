import type { Expression, ObjectNode } from '../ir.js';
import type { Linked } from '../link/link.js';
import type { Frame, Origin } from '../link/origins.js';
import type { Unit } from './types.js';

/**
 * All that makes a client of another kind, in whatever option: the arguments, the objects among them and what lies in these. Where
 * the client's own places are known, what lies deeper may be another's: an embedder's settings stand beside those of what is asked.
 * A client of another provider's asks OpenAI nothing, and holds no more than what it is given itself.
 */
export function insideArguments(unit: Unit, { resolver }: Linked): Origin[] {
  const isShallow = hasKnownPlaces(unit) || isOfOthers(unit);
  const found: Origin[] = [];
  const seen = new Set<ObjectNode>();
  const visit = (value: Expression, depth: number, frame?: Frame) => {
    for (const origin of resolver.at(value, [], frame)) {
      found.push(origin);
      if (origin.kind !== 'object' || seen.has(origin.node) || (isShallow && depth > 0)) continue;
      seen.add(origin.node);
      for (const entry of origin.node.entries) visit(entry.value, depth + 1, origin.frame);
    }
  };
  for (const { value } of unit.call?.arguments ?? []) visit(value, 0);
  return found;
}

/** Whether the catalog says where the client is given its address or its key. */
export function hasKnownPlaces({ shape }: Unit): boolean {
  return shape?.baseUrl !== undefined || shape?.apiKey !== undefined;
}

export function isOfOthers({ stays }: Unit): boolean {
  return stays === 'azure' || stays === 'other-provider';
}
