import type { SettingInCode } from '../link/environment-settings.js';
import { only, type Site } from '../link/origins.js';
import type { Resolver } from '../link/resolve.js';
import { push } from '../push.js';
import type { VariableTable } from './variable-table.js';

/** A read of a variable in a file. */
export interface Read {
  name: string;
  path: string;
  sites: Site[];
}

/**
 * The reads that stand in what code sets a variable to (`os.environ["NAME"] = os.getenv("OTHER") or ask()`), and in what
 * it sets those to. They go where the variable goes.
 */
export function settingReads(
  resolver: Resolver,
  settings: readonly SettingInCode[],
  table: VariableTable,
): (variable: { key: string }) => Read[] {
  const read = new Map<string, Read[]>();
  for (const { name, value, model } of settings) {
    const key = table.keyOf(name, model.path);
    const inside = only(resolver.at(value, []), 'environment').map((one) => ({ ...one, path: model.path }));
    push(read, key, ...inside);
  }
  return ({ key }) => {
    const keys = new Set([key]);
    for (const one of keys) for (const inner of read.get(one) ?? []) keys.add(table.keyOf(inner.name, inner.path));
    return [...keys].flatMap((one) => read.get(one) ?? []);
  };
}
