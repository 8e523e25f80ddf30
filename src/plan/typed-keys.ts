import { isTypedIn } from './assess.js';
import { note } from './finding.js';
import type { Finding, Unit } from './types.js';

/** Where people type in the key of a client that moves: what they are asked for is another key now. */
export function typedKeys(unit: Unit): Finding[] {
  return unit.apiKey.origins.flatMap((origin) => {
    if (!('node' in origin) || !isTypedIn(origin)) return [];
    const call = 'calls' in origin ? (origin.calls.at(-1) ?? origin.node) : origin.node;
    return [note('unit', call.model.path, call, 'review', 'key-typed', '', unit.id)];
  });
}
