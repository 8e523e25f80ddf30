import { sentenceOf } from '../src/catalog/capabilities.js';
import { leadsTo } from '../src/catalog/config.js';
import { SETTINGS_CLIENTS } from '../src/catalog/config-clients.js';
import { keysIn } from '../src/catalog/keys.js';
import type { Service } from '../src/catalog/service.js';
import type { ConfigEntry, ConfigModel } from '../src/ir.js';
import { configWriterFor } from '../src/languages/config/index.js';
import type { Insertion } from '../src/languages/writer.js';
import { isNameOfKey, outcomeOf, outcomeOfText, parametersOf, variablesOf } from '../src/plan/assess-config.js';
import { type ConfigClient, commonOf, connectionOf, placesOf, type SettingPlace } from '../src/plan/config-clients.js';
import { note } from '../src/plan/finding.js';
import { insertSettings, nested } from '../src/plan/insert-settings.js';
import { missingSettings, targetOf } from '../src/plan/missing-settings.js';
import { newNameOf } from '../src/plan/new-name.js';
import type { ReasonCode } from '../src/plan/reasons.js';
import { type NamesContext, type NamesTransform, rewrite } from '../src/plan/transform.js';
import type { Finding, Role } from '../src/plan/types.js';
import { withTargetHost } from '../src/plan/urls.js';
import { positionOf } from '../src/text-position.js';

/** Moves clients that files set up: each whole, with base URL, key and model. */
export const setConfigClient: NamesTransform = {
  id: 'set-config-client',
  apply(context) {
    return [
      ...context.readers.clients.flatMap((client) =>
        (client.verdict === 'migrate' ? moved(client, context) : stayed(client)).map((finding) => ({
          ...finding,
          unit: client.id,
        })),
      ),
      ...context.configs.flatMap((config) => labels(config, context.options.from)),
    ];
  },
};

/** Names that a file gives to models for those who ask for them. */
function labels(config: ConfigModel, from: Service): Finding[] {
  const isLabel = (entry: ConfigEntry) =>
    SETTINGS_CLIENTS.some(
      ({ path, labels: at = [] }) => new RegExp(path).test(config.path) && at.some((one) => leadsTo(one, entry.path)),
    );
  return config.entries
    .filter((entry) => from.modelId(entry.value, true) !== undefined && isLabel(entry))
    .map((entry) => note('model', config.path, entry, 'keep', 'label'));
}

/** Why it stays, at each setting that makes the connection. */
function stayed(client: ConfigClient): Finding[] {
  const { facts, verdict, reason } = client;
  const places = [...connectionOf(client), ...commonOf(client)];
  const [first] = places;
  if (!first || !reason || verdict === 'migrate') return [];
  const where = `${facts.name} at ${first.config.path}:${positionOf(first.config.text, first.entry.start).line}`;
  return places.map(({ config, entry }, index) =>
    index === 0 || reason.code === 'test'
      ? note('unit', config.path, entry, verdict, reason.code, reason.detail)
      : note('unit', config.path, entry, verdict, verdict === 'keep' ? 'stays-with-unit' : 'unit-review', where),
  );
}

function moved(client: ConfigClient, context: NamesContext): Finding[] {
  const [text] = placesOf(client, '').filter(({ entry }) => !entry.isComputed);
  if (text) return becomeGroup(client, text, context);
  const found = connectionOf(client).map(({ role, ...place }) => moveSetting(client, place, role, context));
  const added = addSettings(client, context);
  const [first] = connectionOf(client);
  // All or nothing: what cannot be written holds the rest.
  if (found.includes(undefined) || added === undefined)
    return first
      ? [note('unit', first.config.path, first.entry, 'review', 'not-written', 'base URL, key and model')]
      : [];
  return [
    ...found.flatMap((finding) => finding ?? []),
    ...added,
    ...(client.facts.common
      ? commonOf(client).map(({ config, entry }) =>
          note('unit', config.path, entry, 'keep', 'serves-more', client.facts.common?.serves),
        )
      : []),
    ...parametersOf(client, context.options).map(({ config, entry, fact }) =>
      note('parameter', config.path, entry, 'review', 'parameter', sentenceOf(fact)),
    ),
  ];
}

/** A model that is named alone becomes a group with base URL and key. */
function becomeGroup(client: ConfigClient, place: SettingPlace, context: NamesContext): Finding[] {
  const { config, entry } = place;
  const outcome = outcomeOf(entry, client.facts, context.options);
  const [key = ''] = client.facts.model?.keys ?? [];
  if (outcome?.kind !== 'map') return [];
  const members = nested([[key, outcome.to], ...missingSettings(client, place.config, true, context)]);
  const edits = configWriterFor(config).setMembers(config, entry, members);
  if (!edits) return [note('unit', config.path, entry, 'review', 'not-written', 'base URL, key and model')];
  const detail = `${context.options.profile.baseUrl}; ${outcome.from} becomes ${outcome.to}`;
  return [rewrite(setConfigClient.id, undefined, config, entry, edits, 'moved', detail)];
}

/** The edits of one setting; undefined where it cannot be written. */
function moveSetting(
  client: ConfigClient,
  place: SettingPlace,
  role: Role,
  context: NamesContext,
): Finding[] | undefined {
  const { config, entry } = place;
  const edits: Insertion[] = variablesOf(client)
    .filter((one) => one.entry === entry)
    .flatMap(({ name, start }) => {
      const text = newNameOf(name, config.path, context.variables, context.options);
      return text === name ? [] : [{ start, end: start + name.length, text }];
    });
  const renamedTo = edits[0]?.text;
  const [reference] = entry.references;
  const old = reference ? reference.fallback : edits.length > 0 ? undefined : entry;
  const value = old && newValue(client, old.value, entry, role, context);
  if (old && value !== undefined && value !== old.value) {
    const set = reference?.fallback
      ? /^[\w:/.-]*$/.test(value) && [{ ...reference.fallback, text: value }]
      : configWriterFor(config).setValue(config, entry, value);
    if (!set) return undefined;
    edits.push(...set.map(({ start, end, text }) => ({ start, end, text })));
  }
  // A variable of another name stays, and has to hold the gateway's key.
  const open = role === 'apiKey' && renamedTo === undefined && context.options.env === 'rename' ? reference : undefined;
  const source = open ? [note('variable', config.path, entry, 'review', 'key-source', open.name)] : [];
  if (edits.length === 0) return source;
  const [reason, detail] = saying(
    client,
    entry,
    role,
    (role === 'apiKey' ? renamedTo : undefined) ?? value ?? renamedTo ?? '',
    context,
  );
  return [rewrite(setConfigClient.id, undefined, config, entry, edits, reason, detail), ...source];
}

function saying(
  client: ConfigClient,
  entry: ConfigEntry,
  role: Role,
  value: string,
  { options }: NamesContext,
): [ReasonCode, string] {
  const { facts } = client;
  if (role === 'baseUrl') return ['moved', value + remarkOf(client)];
  if (role === 'model') {
    const outcome = outcomeOf(entry, facts, options);
    return outcome?.kind === 'map'
      ? ['model-mapped', `${outcome.from} becomes ${outcome.to}`]
      : ['name-renamed', value];
  }
  // The name of a program's own variable stays.
  const isNamed = !client.isProgram && (entry.references.length > 0 || isNameOfKey(client, entry));
  if (keysIn(entry.value).length === 0) return [isNamed ? 'name-renamed' : 'value-replaced', value];
  const variable = options.profile.variables.apiKey;
  return entry.references.length > 0 || value === options.profile.placeholder
    ? ['secret-blanked', '']
    : ['secret-replaced', variable];
}

/** The value after the migration; undefined where nothing is to be said of it. */
function newValue(
  client: ConfigClient,
  value: string,
  entry: ConfigEntry,
  role: Role,
  { options }: NamesContext,
): string | undefined {
  const { facts } = client;
  const { references } = entry;
  if (role === 'model') {
    const outcome = value === '' ? undefined : outcomeOfText(value, facts, options);
    return outcome?.kind === 'map' ? outcome.to : undefined;
  }
  if (role === 'baseUrl')
    return value === '' && references.length === 0 && facts.baseUrl
      ? targetOf(facts.baseUrl.form, options)
      : withTargetHost(value, options);
  if (value === '' || isNameOfKey(client, entry)) return undefined;
  const { reference } = facts.apiKey;
  const isSecret = keysIn(value).length > 0 && references.length === 0;
  return isSecret && reference !== undefined && reference !== 'NAME'
    ? reference.replace('NAME', () => options.profile.variables.apiKey)
    : options.profile.placeholder;
}

/** What is left to defaults, written beside the settings that are there. Undefined where there is no place. */
function addSettings(client: ConfigClient, context: NamesContext): Finding[] | undefined {
  const { facts } = client;
  const places = [...connectionOf(client), ...commonOf(client)];
  const keys = [facts.apiKey.key, ...(facts.apiKey.others ?? []), ...(facts.common ? [facts.common.apiKey] : [])];
  const withKey = keys.flatMap((key) => placesOf(client, key));
  // A file that sets a key sets the base URL too.
  const anchors = [
    ...new Map((withKey.length > 0 ? withKey : places.slice(0, 1)).map((one) => [one.config, one])).values(),
  ];
  const findings: Finding[] = [];
  for (const [index, anchor] of anchors.entries()) {
    const members = missingSettings(client, anchor.config, index === 0, context);
    if (members.length === 0) continue;
    const edits = insertSettings(client, anchor.config, anchor.entry, members);
    if (edits === undefined) return undefined;
    const { profile } = context.options;
    const model = members.some(([key]) => key === facts.model?.keys[0]) ? `, with the model ${profile.model}` : '';
    const detail = profile.baseUrl + model + remarkOf(client);
    findings.push(rewrite(setConfigClient.id, undefined, anchor.config, anchor.entry, edits, 'moved', detail));
  }
  return findings;
}

/** What has to be known of the move, behind the address. */
function remarkOf({ facts }: ConfigClient): string {
  return facts.remark === undefined ? '' : `. ${facts.remark.replace(/\.$/, '')}`;
}
