import { keysIn } from '../catalog/keys.js';
import { applyWithin } from '../edit/apply-within.js';
import type { ConfigModel } from '../ir.js';
import { type ConfigClient, placesOf, type SettingPlace } from './config-clients.js';
import type { Setting } from './insert-settings.js';
import { newNameOf } from './new-name.js';
import type { NamesContext } from './transform.js';
import type { PlanOptions } from './types.js';

/** What a client that moves leaves to defaults in a file: each key with its value. A model is named once for all files. */
export function missingSettings(
  client: ConfigClient,
  config: ConfigModel,
  isFirst: boolean,
  { options, variables }: Pick<NamesContext, 'options' | 'variables'>,
): Setting[] {
  const { baseUrl, apiKey, model, common } = client.facts;
  const isHere = (key: string) => placesOf(client, key).some((place) => place.config === config);
  const isSet = (all: readonly string[]) => all.some((key) => placesOf(client, key).length > 0);
  const added: Setting[] = [];
  if (baseUrl && !isHere(baseUrl.key)) added.push([baseUrl.key, targetOf(baseUrl.form, options)]);
  const shared = common && placesOf(client, common.apiKey).find((place) => place.config === config);
  if (shared ? !isHere(apiKey.key) : !isSet([apiKey.key, ...(apiKey.others ?? [])]) && apiKey.default !== undefined) {
    const name = newNameOf(
      shared?.entry.references[0]?.name ?? apiKey.default ?? options.profile.variables.apiKey,
      config.path,
      variables,
      options,
    );
    const isName = shared === undefined || shared.entry.references.length > 0 || keysIn(shared.entry.value).length > 0;
    added.push([
      apiKey.key,
      isName && apiKey.reference
        ? (referenceLike(shared, name, options) ?? apiKey.reference.replace('NAME', () => name))
        : options.profile.placeholder,
    ]);
  }
  const [first] = model?.keys ?? [];
  // Which model is meant is not guessed.
  const { model: own } = options.profile;
  if (own !== '' && isFirst && model && first !== undefined && !model.isOptional && !isSet(model.keys))
    added.push([first, model.written?.replace('NAME', () => own) ?? own]);
  return added;
}

/** The reference to another key under a new name, with a default of its own where that one has a default: without one, a program may not start. */
function referenceLike(shared: SettingPlace | undefined, name: string, { profile }: PlanOptions): string | undefined {
  if (!shared) return undefined;
  const { config, entry } = shared;
  const [reference, ...others] = entry.references;
  const { valueSpan, value } = entry;
  if (!reference?.fallback || others.length > 0) return undefined;
  if (config.text.slice(valueSpan.start, valueSpan.end) !== value) return undefined;
  const { fallback, nameSpan } = reference;
  const otherwise = { ...fallback, text: fallback.value && profile.placeholder };
  return applyWithin(config.text, valueSpan, [{ ...nameSpan, text: name }, otherwise]);
}

/** The gateway's base URL in the form that a client takes it. */
export function targetOf(form: 'version' | 'origin', { profile }: PlanOptions): string {
  return form === 'origin' ? new URL(profile.baseUrl).origin : profile.baseUrl;
}
