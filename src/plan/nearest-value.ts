import type { ConfigEntry, ConfigModel } from '../ir.js';
import { isWithin } from '../spans.js';
import { valueAt } from './config-paths.js';

/** Whether an entry lies below the key of another one. */
export function isBelow(one: ConfigEntry, entry: ConfigEntry): boolean {
  return (
    one.path.length > entry.path.length && isWithin(one, entry) && entry.path.every((key, i) => one.path[i] === key)
  );
}

/** The groups that an entry lies in, from the inside out. */
export function groupsAround({ entries }: ConfigModel, entry: ConfigEntry): ConfigEntry[] {
  return entries.filter((one) => one !== entry && isBelow(entry, one)).sort((a, b) => b.path.length - a.path.length);
}

/** The value of the nearest setting of a name (`key`, `key/key`) in the groups around an entry, then in its document. */
export function nearestValue(config: ConfigModel, entry: ConfigEntry, name: string): string | undefined {
  for (const group of groupsAround(config, entry)) {
    const found = config.entries.find(
      (one) => isBelow(one, group) && one.path.slice(group.path.length).join('/') === name,
    );
    if (found) return found.value;
  }
  return valueAt(config, name.split('/'), entry.start);
}
