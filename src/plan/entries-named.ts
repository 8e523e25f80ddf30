import type { ConfigEntry, ConfigModel } from '../ir.js';
import { push } from '../push.js';

/** An entry, with the file in which it stands. */
export interface Placed {
  config: ConfigModel;
  entry: ConfigEntry;
}

const NAMED = new WeakMap<readonly ConfigModel[], Map<string, Placed[]>>();

/** The entries of files that configure which have a name, in order: a repository may have very many, and is asked for each variable. */
export function entriesNamed(configs: readonly ConfigModel[], name: string): readonly Placed[] {
  const known = NAMED.get(configs) ?? byName(configs);
  NAMED.set(configs, known);
  return known.get(name) ?? [];
}

function byName(configs: readonly ConfigModel[]): Map<string, Placed[]> {
  const found = new Map<string, Placed[]>();
  for (const config of configs) for (const entry of config.entries) push(found, entry.name, { config, entry });
  return found;
}
