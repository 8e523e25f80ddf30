import type { Profile } from '../catalog/profile.js';
import type { Expression } from '../ir.js';
import { isLastOption } from '../link/flow.js';
import type { Linked } from '../link/link.js';
import { type OriginOf, only } from '../link/origins.js';
import type { Setting, Unit } from './types.js';
import type { Variable } from './variables.js';
import { wholeRead } from './whole-read.js';

/**
 * A read of the key that gives nothing where the variable is not set. An SDK which reads the environment by itself then takes
 * OpenAI's key, and would send it to the gateway.
 */
export interface SilentRead {
  /** The whole of it, where it goes to the client as it is; absent where something may ask on the way whether it is there. */
  read?: Expression;
  /** The names that the SDK reads. */
  fallbacks: readonly string[];
  /** The SDK takes an empty text as the key, and does not go on to its fallbacks. */
  takesEmpty: boolean;
  /** It is known to go on to them from an empty text too: another one is needed, which is no key. */
  passesOverEmpty: boolean;
}

/** What the SDK takes where it is given nothing as the key; undefined where it takes nothing then. */
export function fallbacksOf({ sdk, shape }: Unit): Omit<SilentRead, 'read'> | undefined {
  const fallbacks = sdk?.environment.apiKey ?? [];
  const known = shape?.apiKeyFor ?? sdk?.apiKeyFor;
  const replaced = known ?? ['nothing', 'empty'];
  if (fallbacks.length === 0 || !replaced.includes('nothing')) return undefined;
  return { fallbacks, takesEmpty: !replaced.includes('empty'), passesOverEmpty: known?.includes('empty') ?? false };
}

/** What such an SDK takes as the key where there is none, in the place of the one that it would look for by itself. */
export function noKey(taken: Pick<SilentRead, 'passesOverEmpty'> | undefined, { placeholder }: Profile): string {
  return taken?.passesOverEmpty ? placeholder : '';
}

export function silentReads(unit: Unit, linked: Linked): (SilentRead & { name: string })[] {
  const { apiKey } = unit;
  const taken = fallbacksOf(unit);
  if (!taken) return [];
  return only(apiKey.origins, 'environment').flatMap((origin) => {
    return origin.mayBeNothing ? [{ name: origin.name, read: silentRead(origin, apiKey, linked), ...taken }] : [];
  });
}

/** The whole of a read that gives nothing where the variable is not set, if it goes to the client as it is. */
export function silentRead(
  origin: OriginOf<'environment'>,
  { value }: Setting,
  linked: Linked,
): Expression | undefined {
  const whole = origin.mayBeNothing && !origin.isStored ? readOf(origin) : undefined;
  return whole && goesOn(whole, value, linked) ? whole : undefined;
}

/** Whether the old variable is there for the SDK: for what stays, or where the app ran until now. */
export function mayFallBack({ fallbacks }: SilentRead, { name, to, mode }: Variable): boolean {
  return !fallbacks.includes(to) && (mode === 'add' || fallbacks.includes(name));
}

/** The whole of a read: a call, or what is walked from the environment on, with a sign that says that it is there. */
function readOf({ node, sites: [site] }: OriginOf<'environment'>): Expression | undefined {
  if (node.kind === 'call') return node;
  const walked = site && wholeRead(node, site);
  return walked?.use?.as === 'wrapped' && walked.use.wrapper.operator === 'cast' ? walked.use.wrapper : walked;
}

/** The read is the client's argument, or what it gives is only handed on, by a name or in an object: nobody asks whether it is there. */
function goesOn(read: Expression, value: Expression | undefined, linked: Linked): boolean {
  const { use } = read;
  if (read === value) return true;
  if (use?.as === 'option') return isLastOption(read, use.choice) && goesOn(use.choice, value, linked);
  const isNamed = use?.as === 'definition' && !use.assignments?.length;
  const isInObject = use?.as === 'entry' && value === undefined;
  return (isNamed || isInObject) && isOnlyHandedOn(read, linked);
}

function isOnlyHandedOn(read: Expression, { flow }: Linked): boolean {
  const { reaches, hasSubstitute } = flow.trace(read);
  return (
    !hasSubstitute &&
    reaches.length > 0 &&
    reaches.every((reach) => reach.kind === 'exported' || (reach.kind === 'handed' && reach.path.length === 0))
  );
}
