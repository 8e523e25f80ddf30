import type { ConfigEntry, ConfigModel } from '../ir.js';
import type { Members } from '../languages/config/front-end.js';
import { configWriterFor } from '../languages/config/index.js';
import type { Insertion } from '../languages/writer.js';
import { push } from '../push.js';
import type { ConfigClient } from './config-clients.js';

/** A setting by the keys that lead to it from its group. */
export type Setting = readonly [key: string, value: string];

/** An entry of the group, beside which a key can stand. */
interface Neighbour {
  entry: ConfigEntry;
  /** What the key begins with there, above the group, and what is left of it. */
  prefix: readonly string[];
  rest: readonly string[];
}

/**
 * Writes settings into a group that does not have them, in the way of the file: each in the map that is nearest. Undefined where
 * there is no place.
 */
export function insertSettings(
  { facts, settings }: ConfigClient,
  config: ConfigModel,
  anchor: ConfigEntry,
  added: readonly Setting[],
): Insertion[] | undefined {
  const writer = configWriterFor(config);
  const isDotted = 'isDotted' in facts;
  const here = [...settings].flatMap(([key, places]) =>
    key === '' ? [] : places.filter((one) => one.config === config).map(({ entry }) => ({ key, entry })),
  );
  const edits: Insertion[] = [];
  const groups = new Map<ConfigEntry, Setting[]>();
  for (const [key, value] of added) {
    const neighbours = here
      .flatMap((one) => neighbour(one.key, one.entry, key, isDotted) ?? [])
      .sort((a, b) => a.rest.length - b.rest.length || rank(b, anchor) - rank(a, anchor));
    const [nearest] = neighbours;
    if (!nearest) return undefined;
    const { entry, prefix, rest } = nearest;
    const isOneName = isDotted || rest.length === 1;
    const name = isOneName ? [...prefix, ...rest].join('.') : '';
    const copied = isOneName ? writer.addBeside(config, entry, { name, value }) : undefined;
    if (copied) edits.push(...copied);
    else push(groups, entry, [isOneName ? name : rest.join('/'), value]);
  }
  for (const [entry, members] of groups) {
    const written = writer.addMembers(config, entry, nested(members));
    if (!written) return undefined;
    edits.push(...written);
  }
  return edits;
}

/** `[['id', 'a'], ['config/x', 'b']]` → `id: a` and a group `config` with `x: b`. */
export function nested(settings: readonly Setting[]): Members {
  const found = new Map<string, string | Setting[]>();
  for (const [key, value] of settings) {
    const at = key.indexOf('/');
    const name = at === -1 ? key : key.slice(0, at);
    const known = found.get(name);
    if (at === -1) found.set(name, value);
    else found.set(name, [...(Array.isArray(known) ? known : []), [key.slice(at + 1), value]]);
  }
  return [...found].map(([name, value]) => [name, typeof value === 'string' ? value : nested(value)] as const);
}

/** Whether a new key can stand in the map that has an entry in it; `a.b` names several keys where dots are taken for that. */
function neighbour(key: string, entry: ConfigEntry, wanted: string, isDotted: boolean): Neighbour | undefined {
  if (entry.name === '') return undefined;
  const [old, all] = [key.split('/'), wanted.split('/')];
  const names = isDotted ? entry.name.split('.') : [entry.name];
  const above = old.length - names.length;
  if (above > 0 && old.slice(0, above).join('/') !== all.slice(0, above).join('/')) return undefined;
  const rest = all.slice(Math.max(0, above));
  return rest.length === 0 ? undefined : { entry, prefix: names.slice(0, Math.max(0, -above)), rest };
}

/** The entry that is asked for first, then texts, then groups. */
function rank({ entry }: Neighbour, anchor: ConfigEntry): number {
  return entry === anchor ? 2 : entry.isComputed ? 0 : 1;
}
