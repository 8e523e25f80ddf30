import { secretCommand } from '../catalog/stores.js';
import type { Target } from '../catalog/target.js';
import type { ConfigModel } from '../ir.js';
import type { SecretToCreate } from '../report.js';
import { asSetting } from './named-settings.js';
import { type ObjectKeys, objectKeys } from './object-keys.js';
import { roleOf } from './setting-values.js';

/** What a file asks for and does not hold. The group is the one of `stores.json`. */
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
  profile: Target,
): SecretToCreate[] {
  const all = configs.map((config) => after(config.path) ?? config);
  const given: Given = { settings: givenSettings(all), isInObject: objectKeys(all) };
  const found = new Map<string, SecretToCreate>();
  for (const config of configs) {
    const { path } = config;
    const rewritten = after(path);
    const before = new Set(askedIn(config, given).map(keyOf));
    for (const asked of rewritten ? askedIn(rewritten, given) : []) {
      const key = keyOf(asked);
      if (before.has(key)) continue;
      const { name, store } = asked;
      const command = secretCommand({ ...asked, file: path, value: standIn(name, profile) });
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

/** What the files of the repository give values to. */
interface Given {
  settings: ReadonlySet<string>;
  isInObject: ObjectKeys;
}

/** What stands for the value in a command: a key is in the shell's environment. */
function standIn(name: string, { variables, baseUrl, model }: Target): string {
  const role = roleOf({ name: name.toUpperCase().replace(/[-.]/g, '_') }, undefined);
  return role === 'model' ? model : role === 'baseUrl' ? baseUrl : `$${variables.apiKey}`;
}

function askedIn({ references, entries }: ConfigModel, given: Given): Asked[] {
  const secrets = references.flatMap((reference) => {
    const { to, name, store, setting, isOpen } = reference;
    if (to !== 'secret' || (isOpen && given.isInObject(reference))) return [];
    const group = isOpen ? 'ConfigMap' : setting?.name.split('.')[0];
    return [{ name, ...(store !== undefined && { store }), ...(group && { group }) }];
  });
  const settings = entries.flatMap(({ name, setting }) => {
    const isOpen = setting && setting.of === undefined && !given.settings.has(setting.name);
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
