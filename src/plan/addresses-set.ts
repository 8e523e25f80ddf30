import { hostOf, isHostOf } from '../catalog/hosts.js';
import { isPlaceholder } from '../catalog/keys.js';
import { isForNoDeployment, isTestPath } from '../discover/file-kinds.js';
import type { ConfigEntry, ConfigModel } from '../ir.js';
import { push } from '../push.js';
import { isVariable, isWritten } from './setting-values.js';
import type { PlanOptions } from './types.js';

/**
 * Variables, whatever they are called, that files which configure set to an address of the origin's or the gateway's → the paths of these
 * addresses. Where a file for a deployment leads elsewhere, nobody knows where a request goes. `others`: entries for programs of others.
 */
export function addressesSet(
  configs: readonly ConfigModel[],
  { from, profile }: PlanOptions,
  others: { has(entry: ConfigEntry): boolean } = new Set<ConfigEntry>(),
): ReadonlyMap<string, readonly string[]> {
  const paths = new Map<string, string[]>();
  const elsewhere = new Set<string>();
  for (const { path, entries } of configs) {
    if (isTestPath(path)) continue;
    for (const entry of entries) {
      const { name, value } = entry;
      if (!isVariable(entry, from) || entry.isCommented || entry.isTest || others.has(entry)) continue;
      if (isWritten(entry) && (value === '' || isPlaceholder(value))) continue;
      const [origin] = isWritten(entry) ? from.hostsIn(value) : [];
      const host = origin?.host ?? hostOf(value);
      if (host !== undefined && (origin || isHostOf(profile, host))) push(paths, name, pathAfter(value, host));
      else if (!isForNoDeployment(path)) elsewhere.add(name);
    }
  }
  for (const name of elsewhere) paths.delete(name);
  return paths;
}

function pathAfter(url: string, host: string): string {
  return url.slice(url.indexOf(host) + host.length).replace(/\/$/, '');
}
