import type { Service } from '../catalog/service.js';
import type { CallNode } from '../ir.js';
import type { Linked } from '../link/link.js';
import { only } from '../link/origins.js';
import { givenBy } from './given-with-keys.js';
import { type CallOutside, callsOutside } from './keys-handed-on.js';
import { roleOf } from './setting-values.js';
import type { Unit } from './types.js';
import { namedReads } from './variable-reads.js';
import type { VariableUses } from './variable-uses.js';

/**
 * Calls of packages that nobody knows, which are given the model or the address that a unit has from a variable whose name is nobody's,
 * and a key of their own beside it: they ask somebody with that, and would ask for what the unit asks for.
 */
export function settingsHandedOn(linked: Linked, by: VariableUses['by'], from: Service): CallNode[] {
  const names = new Set([...by].flatMap(([unit, used]) => (isMoving(unit) ? used.flatMap(settingOf) : [])));
  const calls = namedReads(names, linked).flatMap(({ at }) => (at ? callsOutside(linked, at, true) : []));
  return [...new Set(calls.flatMap(strangeWithKey))];

  function settingOf({ name, role }: { name: string; role: string }): string[] {
    return role === 'apiKey' || from.names(name) || from.namesOther(name) ? [] : [name];
  }

  function strangeWithKey({ call, isStrange }: CallOutside): CallNode[] {
    const isGivenKey = () =>
      only(
        call.arguments.flatMap(({ value }) => givenBy(value, linked.resolver)),
        'environment',
      ).some((one) => roleOf(one, undefined) === 'apiKey' && !from.namesOther(one.name));
    return isStrange && isGivenKey() ? [call] : [];
  }
}

function isMoving({ verdict }: Unit): boolean {
  return verdict === 'migrate';
}
