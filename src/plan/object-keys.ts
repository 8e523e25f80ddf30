import type { ConfigEntry, ConfigModel, ConfigReference, ConfigSetting } from '../ir.js';
import { valueAt } from './config-paths.js';

/** Kubernetes objects of the repository that hold values, by the keys that lead to these. */
export type ObjectKeys = (reference: ConfigReference) => boolean;

/** Tells whether the object and the key that a reference names are set in the repository. */
export function objectKeys(configs: readonly ConfigModel[]): ObjectKeys {
  const keys = new Set(
    configs.flatMap((config) =>
      config.entries.flatMap((entry) => {
        const object = isInObject(entry) ? objectOf(config, entry) : undefined;
        return object === undefined ? [] : [`${object}\0${entry.name}`];
      }),
    ),
  );
  return ({ store, name }) => store !== undefined && keys.has(`${store}\0${name}`);
}

/** Whether an entry is a key of a ConfigMap or a Secret, or of what Kustomize makes one of. */
export function isInObject({ path }: ConfigEntry): boolean {
  return path[0] === 'data' || path[0] === 'stringData' || path.some((key) => GENERATOR.test(key));
}

const GENERATOR = /MapGenerator$|secretGenerator$/;

/** A key of an object whose name is no variable's, as a setting to which containers refer: `openai-api-key` of the Secret `llm`. */
export function asObjectKey(config: ConfigModel, entry: ConfigEntry): ConfigSetting | undefined {
  const { name, isComputed } = entry;
  if (isComputed || !isInObject(entry) || !isOwnKey(name)) return undefined;
  const object = objectOf(config, entry);
  return object === undefined ? undefined : { name: `${object}/.${name}` };
}

/** The same, for what refers to one. */
export function asKeyOfObject({ store, name, to }: ConfigReference): ConfigSetting | undefined {
  return to === 'secret' && store !== undefined && isOwnKey(name) ? { name: `${store}/.${name}` } : undefined;
}

/** Neither a variable's name, which is decided on as such, nor one of several parts. */
function isOwnKey(name: string): boolean {
  return /^[\w-]+$/.test(name) && name !== name.toUpperCase();
}

/** The name under which containers refer to the object of an entry. */
function objectOf(config: ConfigModel, { path, start }: ConfigEntry): string | undefined {
  const generator = path.findIndex((key) => GENERATOR.test(key));
  return generator === -1
    ? valueAt(config, ['metadata', 'name'], start)
    : valueAt(config, [...path.slice(0, generator + 2), 'name'], start);
}
