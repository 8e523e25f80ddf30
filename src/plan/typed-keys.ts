import type { Expression } from '../ir.js';
import { type Origin, type OriginOf, only } from '../link/origins.js';
import type { Resolver } from '../link/resolve.js';
import { environmentNames, isTypedIn } from './assess.js';
import { note } from './finding.js';
import type { Finding, Unit } from './types.js';
import type { Variables } from './variables.js';

/** Where people type in the key of a client that moves, or hand it over: what they are asked for is another key now. */
export function typedKeys(unit: Unit, resolver: Resolver): Finding[] {
  const typed = unit.apiKey.origins.flatMap((origin) => typedAt(origin, unit.id));
  const later = keysGivenLater(unit);
  return [...typed, ...keysLeftBlank(unit), ...(later.length > 0 ? later : keysGivenInstead(unit, resolver))];
}

/** `api_key = ""`, and nothing else: whoever runs it writes the key there first. */
function keysLeftBlank({ id, apiKey: { origins } }: Unit): Finding[] {
  const blanks = only(origins, 'string').filter(({ node }) => node.value.trim() === '');
  if (blanks.length < origins.length) return [];
  return blanks.map(({ node }) => note('unit', node.model.path, node, 'review', 'key-typed', '', id));
}

/** `request.headers['x-key'] ?? process.env.OPENAI_API_KEY`: what takes the place of the app's own key where it is there. */
function keysGivenInstead({ id, apiKey }: Unit, resolver: Resolver): Finding[] {
  if (environmentNames(apiKey.origins).length === 0) return [];
  return apiKey.origins.flatMap((origin) => {
    if (!isGiven(origin, resolver)) return [];
    const place = typedPlace(origin);
    return [note('unit', place.model.path, place, 'review', 'key-given', '', id)];
  });
}

/** What the code itself does not say. A class that nobody gives a key has only its own, and so has a field that is declared. */
function isGiven(origin: Origin, resolver: Resolver): origin is Given {
  switch (origin.kind) {
    case 'parameter':
      return origin.function.use?.as !== 'field';
    case 'external':
    case 'global':
      return !isTypedIn(origin);
    case 'unknown':
      return origin.node.use?.as !== 'field' && !givesNothing(origin.node, resolver);
    default:
      return false;
  }
}

/** `key ?? missing('KEY')`: a function that only raises what is wrong. */
function givesNothing(node: Expression, resolver: Resolver): boolean {
  const called = node.kind === 'call' ? resolver.at(node.callee, []) : [];
  return called.length > 0 && called.every((one) => one.kind === 'function' && one.node.returns.length === 0);
}

type Given = OriginOf<'unknown'> | OriginOf<'external'> | OriginOf<'global'> | OriginOf<'parameter'>;

/** `client.apiKey = body.key`: beside the app's own key, one that comes from a request, say. */
function keysGivenLater({ id, apiKey, others }: Unit): Finding[] {
  const isOpen = apiKey.origins.some(({ kind }) => kind === 'unknown' || kind === 'parameter');
  const name = apiKey.place.split('.').at(-1);
  return others.flatMap((reach) => {
    if (!isOpen || reach.kind !== 'set' || reach.path.join('.') !== name) return [];
    const { value } = reach.assignment;
    return [note('unit', value.model.path, value, 'review', 'key-given', '', id)];
  });
}

/** The same, where code sets the variable to what is typed in. */
export function typedSettings({ settings, find }: Variables, resolver: Resolver): Finding[] {
  return settings.flatMap(({ name, value, model }) => {
    const variable = find(name, model.path);
    if (variable?.mode !== 'rename' || !variable.roles.has('apiKey')) return [];
    return resolver.at(value, []).flatMap((origin) => typedAt(origin));
  });
}

function typedAt(origin: Origin, unit?: string): Finding[] {
  if (!('node' in origin) || !isTypedIn(origin)) return [];
  const place = typedPlace(origin);
  return [note('unit', place.model.path, place, 'review', 'key-typed', '', unit)];
}

/** The call that gives the value, if one does. */
export function typedPlace(origin: Extract<Origin, { node: Expression }>): Expression {
  return 'calls' in origin ? (origin.calls.at(-1) ?? origin.node) : origin.node;
}
