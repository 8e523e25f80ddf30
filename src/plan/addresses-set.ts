import { posix } from 'node:path';
import { hostOf, isHostOf } from '../catalog/hosts.js';
import { isPlaceholder } from '../catalog/keys.js';
import { isForNoDeployment, isTestPath } from '../discover/file-kinds.js';
import { foldersOf } from '../discover/folders-of.js';
import type { ConfigEntry, ConfigModel } from '../ir.js';
import { push } from '../push.js';
import { valueAt } from './config-paths.js';
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
    for (const config of configs) {
      const { path, entries } = config;
      if (isTestPath(path)) continue;
      for (const entry of entries) {
        const { name, value } = entry;
        if (!isVariable(entry, from) || entry.isCommented || entry.isTest || others.has(entry)) continue;
        if (isWritten(entry) && (value === '' || isPlaceholder(value))) continue;
        const address = isWritten(entry) ? from.hostsIn(value)[0]?.host : undefined;
        const isOrigin = address !== undefined && isAddressAt(address, value);
        const host = isOrigin ? address : hostOf(value);
        if (host !== undefined && (isOrigin || isHostOf(profile, host)))
          push(this.#set, name, { path: pathAfter(value, host), folder: givenTo(config, entry, files), isOrigin });
        else if (!isForNoDeployment(path)) elsewhere.add(name);
      }
    }
    for (const name of elsewhere) this.#set.delete(name);
  }

  /** The variables that are set where a source runs. */
  namesFor(source: string): string[] {
    return [...this.#set.keys()].filter((name) => this.#given(name, source).length > 0);
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

/** The folder of which a container is built, or the file's package: a package's own file is for its own programs. */
function givenTo(
  config: ConfigModel,
  { path, within, start }: ConfigEntry,
  files: { has(path: string): boolean },
): string {
  for (let depth = within === 'command' ? -1 : path.length - 1; depth > 0; depth--) {
    const build = [...path.slice(0, depth), 'build'];
    const context = valueAt(config, build, start) ?? valueAt(config, [...build, 'context'], start);
    if (context && /^(?=.*[./])[\w./-]+$/.test(context))
      return posix.join(posix.dirname(config.path), context).replace(/\/$/, '');
  }
  return packageOf(config.path, files);
}

/** Not one of several in a list, nor what another server is told to ask. */
function isAddressAt(host: string, value: string): boolean {
  return value.replace(/^https?:\/\//, '').startsWith(host) && !/[,;\s]/.test(value);
}

function pathAfter(url: string, host: string): string {
  return url.slice(url.indexOf(host) + host.length).replace(/\/$/, '');
}
