import type { Profile } from '../catalog/profile.js';
import { secretCommand } from '../catalog/stores.js';
import type { ConfigModel } from '../ir.js';
import type { SecretToCreate } from '../report.js';
import { asSetting } from './named-settings.js';
import { roleOf } from './setting-values.js';

/** What a file asks for and does not hold. */
interface Asked {
  name: string;
  store?: string;
  group?: string;
}

/**
 * Secrets to which files refer after the rewrite and did not before, and settings for a key that no file gives a value:
 * somebody has to create them where they are kept. `after`: the model of a file that is rewritten.
 */
export function secretsToCreate(
  configs: readonly ConfigModel[],
  after: (path: string) => ConfigModel | undefined,
  profile: Profile,
): SecretToCreate[] {
  const given = givenSettings(configs.map((config) => after(config.path) ?? config));
  const found = new Map<string, SecretToCreate>();
  for (const config of configs) {
    const { path } = config;
    const rewritten = after(path);
    const before = new Set(askedIn(config, given).map(keyOf));
    for (const asked of rewritten ? askedIn(rewritten, given) : []) {
      const key = keyOf(asked);
      if (before.has(key)) continue;
      const { name, store } = asked;
      const command = secretCommand({ ...asked, file: path, key: `$${profile.variables.apiKey}` });
      const known = found.get(key) ?? {
        name,
        ...(store !== undefined && { store }),
        files: [],
        ...(command !== undefined && { command }),
      };
      if (!known.files.includes(path)) known.files.push(path);
      found.set(key, known);
    }
  }
  return [...found.values()].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}

function askedIn({ references, entries }: ConfigModel, given: ReadonlySet<string>): Asked[] {
  const secrets = references.flatMap(({ to, name, store, setting }) => {
    const group = setting?.name.split('.')[0];
    return to === 'secret' ? [{ name, ...(store !== undefined && { store }), ...(group && { group }) }] : [];
  });
  const settings = entries.flatMap(({ name, setting }) => {
    const isOpen = setting && setting.of === undefined && !given.has(setting.name);
    if (!isOpen || roleOf({ name: name.toUpperCase() }, undefined) !== 'apiKey') return [];
    const [group = '', ...keys] = setting.name.split('.');
    return [{ name: keys.join('.'), group }];
  });
  return [...secrets, ...settings];
}

/** Settings that have a value somewhere. */
function givenSettings(configs: readonly ConfigModel[]): Set<string> {
  return new Set(
    configs.flatMap(({ entries }) =>
      entries.flatMap((entry) => {
        const { value, references, isComputed } = entry;
        const setting = entry.setting ?? asSetting(entry.name);
        return setting && (value !== '' || references.length > 0 || isComputed) ? [setting.name] : [];
      }),
    ),
  );
}

function keyOf({ store, name }: Asked): string {
  return `${store ?? ''}\0${name}`;
}
