import { keysIn } from '../catalog/keys.js';
import type { Route } from '../catalog/service.js';
import type { ConfigModel } from '../ir.js';
import { environmentNames } from './assess.js';
import type { PlanOptions, Unit } from './types.js';

/** Whose key a text holds, where neither the old service nor the new one gave it out. */
export function otherOwner(text: string, { from, profile }: Route): string | undefined {
  const owners = keysIn(text).map(({ provider }) => provider);
  return owners.every((one) => one.toLowerCase() !== from.profile.id && one.toLowerCase() !== profile.id)
    ? owners[0]
    : undefined;
}

/**
 * Units that would move and are given the key of another service, in the code or by a file, each with what is to be said of
 * it: what they ask is not known then, and such a key must not go to the gateway nor make way for its key.
 */
export function unitsWithKeysOfOthers(
  units: readonly Unit[],
  configs: readonly ConfigModel[],
  options: PlanOptions,
): [Unit, string][] {
  const set = configs.flatMap(({ path, entries }) => {
    const folder = path.slice(0, path.lastIndexOf('/') + 1);
    // What lies beside code is of that code; a folder without any is of all.
    const isApart = () => units.some(({ model }) => model.path.startsWith(folder));
    return entries.flatMap(({ name, value, isCommented }) => {
      const owner = isCommented ? undefined : otherOwner(value, options);
      return owner === undefined ? [] : [{ name, owner, folder: isApart() ? folder : '' }];
    });
  });
  return units.flatMap((unit): [Unit, string][] => {
    if (unit.verdict !== 'migrate') return [];
    const { origins, isMissing, absent } = unit.apiKey;
    const implicit = isMissing || absent.length > 0 ? (unit.sdk?.environment.apiKey ?? []) : [];
    const written = origins.flatMap((origin) =>
      origin.kind === 'string' ? (otherOwner(origin.node.value, options) ?? []) : [],
    );
    const names = [...environmentNames(origins), ...implicit];
    const given = set
      .filter(({ name, folder }) => names.includes(name) && unit.model.path.startsWith(folder))
      .map(({ name, owner }) => `${owner} in ${name}`);
    const [found] = [...written, ...given];
    return found === undefined ? [] : [[unit, `of ${found}`]];
  });
}
