import { leadsTo } from '../catalog/config.js';
import { type ClientFacts, SETTINGS_CLIENTS, type SettingsFacts } from '../catalog/config-clients.js';
import type { ConfigEntry, ConfigModel } from '../ir.js';
import { push } from '../push.js';
import { documentAt } from './config-paths.js';
import type { ReasonCode } from './reasons.js';
import type { Role, UnitVerdict } from './types.js';

/** A setting where it stands. */
export interface SettingPlace {
  config: ConfigModel;
  entry: ConfigEntry;
}

/** A client that files set up: base URL, key and model in a group of settings. It moves whole or not at all. */
export interface ConfigClient {
  /** Where its first setting stands: `litellm.yaml:3:5`. */
  id: string;
  facts: ClientFacts;
  /** All that is set of it, by key, in all files of an app. */
  settings: ReadonlyMap<string, readonly SettingPlace[]>;
  verdict: UnitVerdict;
  reason?: { code: ReasonCode; detail?: string };
  /** The groups are variables of a program, whose names stay. */
  isProgram?: true;
}

/** The places of a setting. */
export function placesOf({ settings }: Pick<ConfigClient, 'settings'>, key: string): readonly SettingPlace[] {
  return settings.get(key) ?? [];
}

/** What makes the connection: what is rewritten when the client moves. */
export function connectionOf(client: Pick<ConfigClient, 'facts' | 'settings'>): (SettingPlace & { role: Role })[] {
  const { baseUrl, apiKey, model } = client.facts;
  const at = (keys: readonly string[], role: Role) =>
    keys.flatMap((key) => placesOf(client, key).map((place) => ({ ...place, role })));
  return [
    ...at([apiKey.key, ...(apiKey.others ?? [])], 'apiKey'),
    ...at(baseUrl ? [baseUrl.key] : [], 'baseUrl'),
    ...at(model?.keys ?? [], 'model'),
  ].filter(({ entry, role }) => role !== 'model' || !isGroup(entry));
}

/** Of a map and its keys only the keys say something. */
function isGroup({ isComputed, references }: ConfigEntry): boolean {
  return isComputed === true && references.length === 0;
}

/** Groups of settings that make a client, with all that is set in each. */
export function settingsGroups(configs: readonly ConfigModel[]): Pick<ConfigClient, 'facts' | 'settings'>[] {
  const groups = new Map<string, { facts: SettingsFacts; settings: Map<string, SettingPlace[]> }>();
  for (const facts of SETTINGS_CLIENTS) {
    const isFile = new RegExp(facts.path);
    for (const config of configs.filter(({ path }) => isFile.test(path)))
      for (const entry of config.entries) {
        const keys = facts.isDotted ? dottedKeys(entry.path) : entry.path;
        const at = facts.at.find((one) => leadsTo(one, keys.slice(0, depthOf(one))));
        if (at === undefined || entry.isCommented) continue;
        const depth = depthOf(at);
        // Files of several profiles set up one client.
        const app = facts.isDotted
          ? config.path.slice(0, config.path.lastIndexOf('/') + 1)
          : `${config.path}\0${documentAt(config, entry.start)}`;
        const id = [app, facts.id, ...keys.slice(0, depth)].join('\0');
        const group = groups.get(id) ?? { facts, settings: new Map() };
        groups.set(id, group);
        const key = keys.slice(depth).join('/');
        push(group.settings, key, { config, entry });
      }
  }
  return [...groups.values()].filter(
    (group) => isMeant(group.facts.only, group) && (connectionOf(group).length > 0 || commonOf(group).length > 0),
  );
}

/** Settings that serve other models too. */
export function commonOf(client: Pick<ConfigClient, 'facts' | 'settings'>): SettingPlace[] {
  const { common } = client.facts;
  return common ? [...placesOf(client, common.apiKey), ...placesOf(client, common.baseUrl)] : [];
}

/** Whether all settings that are asked for have such a value. */
function isMeant(only: Record<string, string> | undefined, group: Pick<ConfigClient, 'settings'>): boolean {
  return Object.entries(only ?? {}).every(([key, value]) =>
    placesOf(group, key).some(({ entry }) => new RegExp(value).test(entry.value)),
  );
}

function depthOf(at: string): number {
  return at === '' ? 0 : at.split('/').length;
}

/** `%dev.a.modelName` → `a`, `model-name`: the forms in which frameworks take the same key. */
function dottedKeys(path: readonly string[]): string[] {
  const keys = path
    .flatMap((key) => key.split('.'))
    .map((key) =>
      key
        .replace(/([a-z\d])([A-Z])/g, '$1-$2')
        .replaceAll('_', '-')
        .toLowerCase(),
    );
  return keys[0]?.startsWith('%') ? keys.slice(1) : keys;
}
