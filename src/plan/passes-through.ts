import { terminalName } from '../callee-names.js';
import { sdksFor } from '../catalog/sdk.js';
import type { CallNode, Expression } from '../ir.js';
import type { Origin } from '../link/origins.js';
import { placeIn } from '../link/place-in.js';

/** Whether an external function gives back the client it is handed, as catalog entries say. */
export function passesThrough(
  callee: Origin,
  call: CallNode,
  argument: { value: Expression },
  inside: readonly string[],
): boolean {
  if (callee.kind !== 'external') return false;
  const path = callee.path.join('.');
  return sdksFor(call.model.language, callee.package).some((sdk) =>
    sdk.passThrough?.some(({ export: name, argument: place, only }) => {
      if (name !== path || (only && !isOneOf(call, only))) return false;
      const at = placeIn(call, place);
      return at?.value === argument.value && at.steps.map((s) => s.name).join('.') === inside.join('.');
    }),
  );
}

/** Whether what a call chooses is known to be one of the names, or nothing. */
function isOneOf(call: CallNode, { places, names }: { places: readonly string[]; names: readonly string[] }): boolean {
  return places.every((place) => {
    const at = placeIn(call, place);
    return !at || names.includes(terminalName(at.value) ?? '');
  });
}
