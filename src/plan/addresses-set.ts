import { hostOf, isHostOf } from '../catalog/hosts.js';
import { isPlaceholder } from '../catalog/keys.js';
import { isForNoDeployment, isTestPath } from '../discover/file-kinds.js';
import { foldersOf } from '../discover/folders-of.js';
import type { ConfigEntry, ConfigModel } from '../ir.js';
import { push } from '../push.js';
import { packageOf } from './package-of.js';
import { isVariable, isWritten } from './setting-values.js';
import type { PlanOptions } from './types.js';

/** An address that a file sets a variable to. */
interface SetAddress {
  /** What stands behind the host. */
  path: string;
  /** Who is given it. */
  folder: string;
}

/**
 * Variables, whatever they are called, that files which configure set to an address of the origin's or the gateway's. Where a file for a
 * deployment leads elsewhere, nobody knows where a request goes.
 */
export class Addresses {
  readonly #set = new Map<string, SetAddress[]>();

  /** `others`: entries for programs of others. */
  constructor(
    configs: readonly ConfigModel[],
    { from, profile }: PlanOptions,
    files: { has(path: string): boolean },
    others: { has(entry: ConfigEntry): boolean } = new Set<ConfigEntry>(),
  ) {
    const elsewhere = new Set<string>();
    for (const { path, entries } of configs) {
      if (isTestPath(path)) continue;
      // A package's own file is for its own programs.
      const folder = packageOf(path, files);
      for (const entry of entries) {
        const { name, value } = entry;
        if (!isVariable(entry, from) || entry.isCommented || entry.isTest || others.has(entry)) continue;
        if (isWritten(entry) && (value === '' || isPlaceholder(value))) continue;
        const [origin] = isWritten(entry) ? from.hostsIn(value) : [];
        const host = origin?.host ?? hostOf(value);
        if (host !== undefined && (origin || isHostOf(profile, host)))
          push(this.#set, name, { path: pathAfter(value, host), folder });
        else if (!isForNoDeployment(path)) elsewhere.add(name);
      }
    }
    for (const name of elsewhere) this.#set.delete(name);
  }

  names(): string[] {
    return [...this.#set.keys()];
  }

  /** The paths of the addresses that a variable is set to where a source runs. Undefined where none is. */
  pathsOf(name: string, source: string): string[] | undefined {
    const folders = foldersOf(source);
    const found = this.#set.get(name)?.filter(({ folder }) => folders.includes(folder));
    return found && found.length > 0 ? found.map(({ path }) => path) : undefined;
  }
}

function pathAfter(url: string, host: string): string {
  return url.slice(url.indexOf(host) + host.length).replace(/\/$/, '');
}
