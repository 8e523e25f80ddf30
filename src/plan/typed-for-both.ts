import { isTestPath } from '../discover/file-kinds.js';
import type { Expression } from '../ir.js';
import type { Linked } from '../link/link.js';
import type { Origin } from '../link/origins.js';
import { environmentNames, isTypedIn } from './assess.js';
import { needsOpenai } from './needs-openai.js';
import { typedPlace } from './typed-keys.js';
import type { Unit } from './types.js';
import type { Variables } from './variables.js';

/**
 * Whether what people type in as a unit's key is also the key of something that stays on OpenAI, handed to it or by a variable that
 * the program sets. Whichever key they type in then, one company gets the other's.
 */
export function isTypedForBoth(unit: Unit, units: readonly Unit[], variables: Variables, linked: Linked): boolean {
  const { origins } = unit.apiKey;
  const mine = typedPlaces(origins);
  // What reads a variable has one of its own where the old name stays.
  if (mine.length === 0 || environmentNames(origins).length > 0) return false;
  const others = units.filter((other) => other !== unit && needsOpenai(other));
  const handed = others.flatMap(({ apiKey }) => typedPlaces(apiKey.origins));
  return [...handed, ...placesSetFor(others, variables, linked)].some((place) => mine.includes(place));
}

/** What is typed in for the variables that some units read under their old names. */
function placesSetFor(others: readonly Unit[], { settings, find }: Variables, { resolver }: Linked): Expression[] {
  return settings.flatMap(({ name, value, model }) => {
    const stayers = isTestPath(model.path) ? [] : (find(name, model.path)?.stayers ?? []);
    return stayers.some((one) => others.includes(one)) ? typedPlaces(resolver.at(value, [])) : [];
  });
}

function typedPlaces(origins: readonly Origin[]): Expression[] {
  return origins.flatMap((origin) => ('node' in origin && isTypedIn(origin) ? [typedPlace(origin)] : []));
}
