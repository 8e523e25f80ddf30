import { type Origin, only } from '../link/origins.js';
import type { Resolver } from '../link/resolve.js';
import { isTypedIn } from './assess.js';
import { note } from './finding.js';
import type { Finding, Unit } from './types.js';
import type { Variables } from './variables.js';

/** Where people type in the key of a client that moves, or hand it over: what they are asked for is another key now. */
export function typedKeys(unit: Unit): Finding[] {
  return [
    ...unit.apiKey.origins.flatMap((origin) => typedAt(origin, unit.id)),
    ...keysWrittenLater(unit),
    ...keysGivenLater(unit),
  ];
}

/** `api_key = ""`, and nothing else: whoever runs it writes the key there first. */
function keysWrittenLater({ id, apiKey: { origins } }: Unit): Finding[] {
  const blanks = only(origins, 'string').filter(({ node }) => node.value.trim() === '');
  if (blanks.length < origins.length) return [];
  return blanks.map(({ node }) => note('unit', node.model.path, node, 'review', 'key-typed', '', id));
}

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
  const call = 'calls' in origin ? (origin.calls.at(-1) ?? origin.node) : origin.node;
  return [note('unit', call.model.path, call, 'review', 'key-typed', '', unit)];
}
