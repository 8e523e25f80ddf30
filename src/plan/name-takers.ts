import { type Sdk, sdksFor } from '../catalog/sdk.js';
import type { Reach } from '../link/flow.js';
import type { Linked } from '../link/link.js';
import { placeIn } from '../link/place-in.js';
import { calleesOf, installedFirst } from './client-shapes.js';

/** What a move takes for a client that is handed to another package, which takes nothing but the name of its model. */
export function needsOfNameTaker(linked: Linked, reach: Reach, own: Sdk | undefined): string | undefined {
  if (reach.kind !== 'handed' || reach.path.length > 0) return undefined;
  const { call, argument } = reach;
  for (const callee of calleesOf(linked, call)) {
    if (callee.kind !== 'external') continue;
    const [sdk] = installedFirst(linked, sdksFor(call.model.language, callee.package), call.model);
    if (sdk === undefined || sdk.id === own?.id) continue;
    const taker = sdk.nameTakers?.find(
      ({ exports, places }) =>
        exports.includes(callee.path.join('.')) &&
        places.some((place) => placeIn(call, place)?.value === argument.value),
    );
    if (taker) return taker.needs;
  }
  return undefined;
}
