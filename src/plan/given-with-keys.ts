import type { CallNode, Expression, ObjectNode } from '../ir.js';
import type { Linked } from '../link/link.js';
import { type Origin, only } from '../link/origins.js';
import type { Resolver } from '../link/resolve.js';
import { positionIn } from '../text-position.js';
import { writtenIn } from './reached-by.js';
import { keyOf } from './sites.js';
import type { PlanOptions, Unit } from './types.js';
import type { Used } from './used-variables.js';
import { keepsName } from './variable-names.js';
import type { VariableUses } from './variable-uses.js';

/** What a package that nobody knows is given with a key. */
export interface GivenWithKey {
  call: CallNode;
  /** For messages. */
  by: string;
  written: readonly Expression[];
  objects: readonly ObjectNode[];
  /** Where variables are read for it. */
  places: ReadonlySet<string>;
  variables: ReadonlySet<string>;
}

export function givenWithKeys(calls: readonly CallNode[], linked: Linked): GivenWithKey[] {
  return calls.map((call) => {
    const origins = call.arguments.flatMap(({ value }) => givenBy(value, linked.resolver));
    const read = only(origins, 'environment');
    return {
      call,
      by: `a call at ${call.model.path}:${positionIn(call.model, call.start).line}`,
      written: writtenIn(origins, linked),
      objects: only(origins, 'object').map(({ node }) => node),
      places: new Set(read.flatMap(({ sites }) => sites.map(keyOf))),
      variables: new Set(read.map(({ name }) => name)),
    };
  });
}

/** How far objects in objects are looked through for what lies in them. */
const MAX_DEPTH = 4;

/** What a value is, and what lies in it: with little effort, since what cannot be found out so is hardly one place with a unit's. */
export function givenBy(value: Expression, resolver: Resolver, depth = 0): Origin[] {
  const inside = (node: ObjectNode) =>
    depth < MAX_DEPTH ? node.entries.flatMap((entry) => givenBy(entry.value, resolver, depth + 1)) : [];
  return resolver
    .briefly(value)
    .flatMap((origin) => (origin.kind === 'object' ? [origin, ...inside(origin.node)] : [origin]));
}

/**
 * Who else is given a base URL or a model that the unit reads at that place, or from a variable whose name stays: it would ask the
 * gateway with OpenAI's key.
 */
export function settingGivenWithKey(
  unit: Unit,
  given: readonly GivenWithKey[],
  { by }: VariableUses,
  options: PlanOptions,
): GivenWithKey | undefined {
  if (given.length === 0) return undefined;
  const settings = (by.get(unit) ?? []).filter(({ role }) => role !== 'apiKey');
  const isGiven = (used: Used, one: GivenWithKey) =>
    used.sites.some((site) => one.places.has(keyOf(site))) ||
    (keepsName(used, options) && one.variables.has(used.name));
  return given.find((one) => settings.some((setting) => isGiven(setting, one)));
}

/** Whether the expression that gives the unit its key is what such a package is given: there is no place for another key. */
export function isKeyGivenOn({ apiKey }: Unit, given: readonly GivenWithKey[], { textFlow }: Linked): boolean {
  if (given.length === 0 || !apiKey.value) return false;
  const calls = new Set(given.map(({ call }) => call));
  return textFlow.reaches(apiKey.value).some((reach) => reach.kind === 'handed' && calls.has(reach.call));
}
