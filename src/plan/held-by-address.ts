import type { ConfigEntry, ConfigModel } from '../ir.js';
import { positionOf } from '../text-position.js';
import { note } from './finding.js';
import { leadsElsewhere } from './setting-values.js';
import type { Finding, PlanOptions } from './types.js';
import type { Variables } from './variables.js';

/**
 * The base URL of another service beside a setting, in whose place the setting is read: key and model there are that service's, and
 * stay with the address until it is decided on. Undefined where the setting may move by itself.
 */
export function heldByAddress(
  config: ConfigModel,
  entry: ConfigEntry,
  variables: Variables,
  options: PlanOptions,
): ConfigEntry | undefined {
  const roles = variables.find(entry.name, config.path)?.roles;
  if (!roles?.size || roles.has('baseUrl')) return undefined;
  const addresses = config.entries.filter(
    (other) =>
      variables.find(other.name, config.path)?.roles.has('baseUrl') &&
      other.isCommented === entry.isCommented &&
      other.within === entry.within &&
      isBeside(other, entry),
  );
  const [first] = addresses;
  return first && addresses.every((one) => staysElsewhere(config, one, variables, options)) ? first : undefined;
}

export function heldNote({ path, text }: ConfigModel, entry: ConfigEntry, address: ConfigEntry): Finding {
  const place = `${address.name} at ${path}:${positionOf(text, address.start).line}`;
  return note('variable', path, entry, 'review', 'unit-review', place);
}

/** Whether two settings stand in the same group, so that one program gets both. */
export function isBeside(a: ConfigEntry, b: ConfigEntry): boolean {
  const holder = ({ path }: ConfigEntry) =>
    path
      .slice(0, -1)
      .filter((key, index, keys) => index < keys.length - 1 || !/^\d+$/.test(key))
      .join('\0');
  return a.within === 'command'
    ? Math.abs(a.start - b.start) < 200 && holder(a) === holder(b)
    : holder(a) === holder(b);
}

/** An address that is written stays as it is; one that is a default follows a name that moves, and stays beside one that does not. */
function staysElsewhere(config: ConfigModel, entry: ConfigEntry, variables: Variables, options: PlanOptions): boolean {
  if (leadsElsewhere(config, entry, 'baseUrl', options)) return true;
  const isAdded = variables.find(entry.name, config.path)?.mode === 'add';
  return (
    isAdded && entry.references.some(({ fallback }) => fallback && leadsTo(config, entry, fallback.value, options))
  );
}

/** Whether an address leads to another service, where it stands in place of an entry's value. */
export function leadsTo(config: ConfigModel, entry: ConfigEntry, value: string, options: PlanOptions): boolean {
  return leadsElsewhere(config, { ...entry, value }, 'baseUrl', options) !== undefined;
}
