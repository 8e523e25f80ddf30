import type { Service } from '../catalog/service.js';
import type { Linked } from '../link/link.js';
import { type Origin, only, type Site } from '../link/origins.js';
import { textsOfOrigin } from '../link/texts.js';
import { mayBeWithoutKey } from './absent-keys.js';
import { insideArguments } from './inside-arguments.js';
import { modelOrigins } from './moved-uses.js';
import { originsAskedFor } from './reached-by.js';
import type { Role, Unit } from './types.js';

/** A variable that flows into a unit. */
export interface Used {
  name: string;
  sites: Site[];
  role: Role;
  /** `/v1` is put behind the value. */
  isOrigin?: boolean;
  /** `https://` is put before it. */
  isHost?: boolean;
}

/** The variables that flow into a unit, and those that its SDK reads by itself where no option is given. */
export function usedBy(unit: Unit, linked: Linked, from: Service): Used[] {
  const found: Used[] = [];
  const add = (origins: readonly Origin[], role: Role) => {
    for (const origin of origins)
      for (const text of textsOfOrigin(linked.resolver, origin))
        for (const [index, part] of text.entries()) {
          if (part.kind !== 'environment') continue;
          const [before, next] = [text[index - 1], text[index + 1]];
          const isOrigin = role === 'baseUrl' && next?.kind === 'written' && /^\/v1(?:\/|$)/.test(next.text);
          const isHost = role === 'baseUrl' && before?.kind === 'written' && /^https?:\/\/$/.test(before.text);
          found.push({ name: part.origin.name, sites: part.origin.sites, role, isOrigin, isHost });
        }
    for (const origin of only(origins, 'environment'))
      if (!found.some((known) => known.name === origin.name && known.role === role))
        found.push({ name: origin.name, sites: origin.sites, role });
  };
  add(unit.baseUrl.origins, 'baseUrl');
  add(unit.apiKey.origins, 'apiKey');
  add(unit.headerKeys ?? [], 'apiKey');
  add(modelOrigins(unit), 'model');
  add(originsAskedFor(unit, linked), 'model');
  const { sdk, stays } = unit;
  // What is read in the arguments of a client of another kind, in whatever option.
  if (stays !== undefined) add(insideArguments(unit, linked), 'apiKey');
  if (!sdk || stays === 'azure' || stays === 'other-provider') return found;
  const implicit = (names: readonly string[], role: Role) => {
    for (const name of names) found.push({ name, sites: [], role });
  };
  if (isOpen(unit.apiKey) || mayBeWithoutKey(unit)) implicit(sdk.environment.apiKey, 'apiKey');
  if (isOpen(unit.baseUrl)) implicit(sdk.environment.baseUrl, 'baseUrl');
  // A name that says nothing of a service is another variable for each program that has it.
  if (stays === undefined && (!unit.ownModel || isOpen(unit.ownModel)))
    implicit((sdk.environment.model ?? []).filter(from.names), 'model');
  return found;
}

function isOpen(setting: Unit['apiKey']): boolean {
  return setting.isMissing || setting.absent.length > 0;
}
