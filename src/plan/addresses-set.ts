import { hostOf, isHostOf } from '../catalog/hosts.js';
import { isPlaceholder } from '../catalog/keys.js';
import { isForNoDeployment } from '../discover/file-kinds.js';
import type { ConfigModel } from '../ir.js';
import { push } from '../push.js';
import { isVariable, isWritten } from './setting-values.js';
import type { PlanOptions } from './types.js';

/**
 * Variables, whatever they are called, that files which configure set to an address of the origin's or the gateway's → the paths of these
 * addresses. Where a file for a deployment leads elsewhere, nobody knows where a request goes.
 */
export function addressesSet(
  configs: readonly ConfigModel[],
  { from, profile }: PlanOptions,
): ReadonlyMap<string, readonly string[]> {
  const paths = new Map<string, string[]>();
  const others = new Set<string>();
  for (const { path, entries } of configs)
    for (const entry of entries) {
      const { name, value } = entry;
      if (!isVariable(entry, from) || entry.isCommented || entry.isTest) continue;
      if (isWritten(entry) && (value === '' || isPlaceholder(value))) continue;
      const [origin] = isWritten(entry) ? from.hostsIn(value) : [];
      const host = origin?.host ?? hostOf(value);
      if (host !== undefined && (origin || isHostOf(profile, host))) push(paths, name, pathAfter(value, host));
      else if (!isForNoDeployment(path)) others.add(name);
    }
  for (const name of others) paths.delete(name);
  return paths;
}

function pathAfter(url: string, host: string): string {
  return url.slice(url.indexOf(host) + host.length).replace(/\/$/, '');
}
