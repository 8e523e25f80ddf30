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
  /** Not the gateway's. */
  isOrigin: boolean;
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
        const address = isWritten(entry) ? from.hostsIn(value)[0]?.host : undefined;
        const isOrigin = address !== undefined && isAddressAt(address, value);
        const host = isOrigin ? address : hostOf(value);
        if (host !== undefined && (isOrigin || isHostOf(profile, host)))
          push(this.#set, name, { path: pathAfter(value, host), folder, isOrigin });
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
    const found = this.#given(name, source);
    return found.length > 0 ? found.map(({ path }) => path) : undefined;
  }

  /** Whether one of these is the origin's. */
  lead(name: string, source: string): boolean {
    return this.#given(name, source).some(({ isOrigin }) => isOrigin);
  }

  #given(name: string, source: string): SetAddress[] {
    const folders = foldersOf(source);
    return (this.#set.get(name) ?? []).filter(({ folder }) => folders.includes(folder));
  }
}

/** Not one of several in a list, nor what another server is told to ask. */
function isAddressAt(host: string, value: string): boolean {
  return value.replace(/^https?:\/\//, '').startsWith(host) && !/[,;\s]/.test(value);
}

function pathAfter(url: string, host: string): string {
  return url.slice(url.indexOf(host) + host.length).replace(/\/$/, '');
}
