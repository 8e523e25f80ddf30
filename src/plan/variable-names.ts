import { flowFacts } from '../catalog/flow.js';
import { type Site, writtenAt } from '../link/origins.js';
import { keyOf } from './sites.js';
import type { PlanOptions } from './types.js';
import type { Used } from './used-variables.js';
import type { Variable } from './variables.js';

/** `isKeyTaken`: another variable gets the gateway's name for the key. `others`: what clients that do not move read it for. */
export function nameVariable(
  variable: Variable,
  others: readonly Used[],
  isKeyTaken: boolean,
  options: PlanOptions,
): void {
  if (variable.roles.size === 0) return;
  // A name that cannot change holds the key that something else needs: the gateway's gets a variable of its own.
  if (variable.roles.has('apiKey') && isSharedFor(variable, variable.sites, options)) {
    variable.to = ownKeyName(variable.name, options);
    variable.mode = 'add';
    return;
  }
  // One name cannot hold two keys: a key that OpenAI still needs gets another name beside it, whatever is asked for.
  const isKeyOfBoth =
    [variable.stayers, variable.handedOn, variable.packages].some(({ length }) => length > 0) &&
    variable.roles.has('apiKey');
  if (options.env === 'keep' && !isKeyOfBoth) return;
  if (isFixed(variable.name, variable.sites, options)) return;
  const to = options.from.renamed(variable.name, options.profile, isKeyTaken);
  // Every client that it gave a key to reads the gateway's own variable now: nobody would read this one.
  const isKeyOnly = [...variable.roles].every((role) => role === 'apiKey') && to !== options.profile.variables.apiKey;
  if (
    isKeyOnly &&
    publicPrefix(variable.name) === '' &&
    variable.sites.length > 0 &&
    variable.movedSites.length === 0
  ) {
    variable.roles.clear();
    return;
  }
  variable.to = to;
  const moved = new Set(variable.movedSites.map(keyOf));
  // Another service's client may read the old name at a place of its own: that place keeps it.
  // So does one that its SDK reads by itself.
  const hasOtherReader = others.some(
    ({ sites }) => sites.length === 0 || sites.some((site) => !moved.has(keyOf(site))),
  );
  variable.mode = variable.stayers.length > 0 || variable.unread.length > 0 || hasOtherReader ? 'add' : 'rename';
}

/** The name of the gateway's key beside that of another one: what a browser is given has the same beginning. */
export function ownKeyName(name: string, { profile }: PlanOptions): string {
  return publicPrefix(name) + profile.variables.apiKey;
}

/** What a variable's name has to begin with for a bundler to let it through; empty where it may be called anything. */
function publicPrefix(name: string): string {
  return flowFacts('javascript').publicPrefixes?.find(({ prefix }) => name.startsWith(prefix))?.prefix ?? '';
}

/** Whether the name has to stay: nothing in it is the service's, or a place that reads it holds only a part of it. */
export function isFixed(name: string, sites: readonly Site[], { from, profile }: PlanOptions): boolean {
  const to = from.renamed(name, profile);
  return to === name || sites.some((site) => writtenAt(site, to) === undefined);
}

/** Whether a variable is called as it is after the migration, whoever reads it. */
export function keepsName({ name, sites }: Used, options: PlanOptions): boolean {
  return options.env === 'keep' || isFixed(name, sites, options);
}

/** Whether what does not move, or of which nothing is known, reads the variable too, whose name has to stay at these places. */
export function isSharedFor(variable: Variable, sites: readonly Site[], options: PlanOptions): boolean {
  const { stayers, keepers, unread, handedOn } = variable;
  const isNeeded =
    stayers.length > 0 ||
    handedOn.length > 0 ||
    (options.env === 'rename' && (keepers.length > 0 || unread.length > 0));
  return isNeeded && isFixed(variable.name, sites, options);
}
