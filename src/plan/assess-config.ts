import { endpoint, PARAMETERS, type ParameterFact, sentenceOf } from '../catalog/capabilities.js';
import type { ClientFacts } from '../catalog/config-clients.js';
import { hostOf, isHostOf } from '../catalog/hosts.js';
import { keysIn } from '../catalog/keys.js';
import type { Service } from '../catalog/service.js';
import { isTestPath } from '../discover/file-kinds.js';
import type { ConfigEntry } from '../ir.js';
import { positionOf } from '../text-position.js';
import { type ConfigClient, commonOf, connectionOf, placesOf, type SettingPlace } from './config-clients.js';
import { usesAnchors } from './config-paths.js';
import { otherOwner } from './keys-of-others.js';
import { isLocalHost } from './local-hosts.js';
import { type ModelOutcome, modelOutcome } from './model-map.js';
import type { ReasonCode } from './reasons.js';
import { isAddressOfSecret } from './setting-values.js';
import type { PlanOptions, Role, UnitVerdict } from './types.js';
import { unitId } from './unit-id.js';

type Group = Pick<ConfigClient, 'facts' | 'settings' | 'isProgram'>;

/** What may be asked about the repository around a group of settings. */
export interface SettingsContext {
  options: PlanOptions;
  /** Where a variable is set that frameworks read as this setting; undefined where none is. */
  overriding(place: SettingPlace): string | undefined;
  /** The file of the app that has such code in it. */
  spelling(path: string, files: RegExp, code: RegExp): string | undefined;
  /** What a program takes its variables from besides its own. */
  otherSources(place: SettingPlace): string | undefined;
}

interface Verdict {
  verdict: UnitVerdict;
  reason?: { code: ReasonCode; detail?: string };
}
const keep = (code: ReasonCode, detail?: string): Verdict => ({ verdict: 'keep', reason: { code, detail } });
const review = (code: ReasonCode, detail?: string): Verdict => ({ verdict: 'review', reason: { code, detail } });

/** Decides what becomes of a client that files set up. Undefined for one that has nothing to do with OpenAI. */
export function assessConfig(group: Group, context: SettingsContext): ConfigClient | undefined {
  const decided = decide(group, context);
  return decided && { id: idOf(group), ...group, ...decided };
}

function idOf(group: Group): string {
  const [first] = [...connectionOf(group), ...commonOf(group)];
  return first ? unitId(first.config.path, positionOf(first.config.text, first.entry.start)) : '';
}

function decide(group: Group, context: SettingsContext): Verdict | undefined {
  const { facts } = group;
  const { options } = context;
  const { from } = options;
  const connection = connectionOf(group);
  const of = (role: Role) => connection.filter((one) => one.role === role);
  const models = of('model').map(({ entry }) => outcomeOf(entry, facts, options));
  const addresses = [...of('baseUrl'), ...(facts.common ? placesOf(group, facts.common.baseUrl) : [])];
  const hosts = addresses.flatMap(({ entry }) => hostIn(entry) ?? []);
  const keys = [...of('apiKey'), ...(facts.common ? placesOf(group, facts.common.apiKey) : [])];
  const isOrigins = (host: string) => from.hostsIn(host).length > 0;
  const isIts = hosts.some(isOrigins) || keys.some(({ entry }) => namesIts(entry, from));
  if (models.length > 0 && models.every(isForeign) && !isIts && facts.stays === undefined) return undefined;
  if (models.length === 0 && keys.length === 0 && !isIts) return undefined;
  if (connection.length > 0 && connection.every(({ config }) => isTestPath(config.path))) return keep('test');

  if (facts.stays === 'azure') return keep('azure');
  if (facts.stays !== undefined) return keep('not-served', endpoint(facts.stays)?.title ?? facts.stays);

  if (!facts.baseUrl) return keep('fixed-address', facts.name);

  // A client without an address asks the service that its SDK asks by default.
  if (!from.profile.isDefaultOfSdks && addresses.length === 0) {
    if (!options.profile.isDefaultOfSdks) return keep('other-host', 'the service that it asks by default');
    if (!keys.some(({ entry }) => namesIts(entry, from))) return keep('already-moved');
  }
  const elsewhere = hosts.filter((host) => !isOrigins(host) && !isHostOf(options.profile, host));
  const [other] = elsewhere;
  if (other !== undefined && elsewhere.length === addresses.length)
    return from.isProvider(other) || isNear(other) || !keys.some(({ entry }) => namesIts(entry, from))
      ? keep('other-host', other)
      : review('proxy', other);
  if (other !== undefined) return review('one-of-two');
  const isAtTarget = of('baseUrl').some(({ entry }) => isHostOf(options.profile, hostIn(entry) ?? ''));
  const isNew = !of('apiKey').some(({ entry }) => namesIts(entry, from)) && models.every((one) => one?.kind !== 'map');
  if (isAtTarget && isNew) return keep('already-moved');
  const { demo } = facts.apiKey;
  if (demo !== undefined && keys.some(({ entry }) => entry.value === demo)) return keep('demo-key', demo);
  return (
    modelVerdict(models) ??
    hindrance(group, context) ??
    addressVerdict(addresses, from) ??
    keyVerdict(group, keys, options) ?? { verdict: 'migrate' }
  );
}

/** What becomes of a model's id, in the form that it has here. */
export function outcomeOf(entry: ConfigEntry, facts: ClientFacts, options: PlanOptions): ModelOutcome | undefined {
  const [only] = entry.references;
  if (entry.references.length > 0 && entry.references.length === 1 && only?.fallback)
    return outcomeOfText(only.fallback.value, facts, options);
  return entry.references.length > 0 || entry.value === '' ? undefined : outcomeOfText(entry.value, facts, options);
}

export function outcomeOfText(text: string, { model }: ClientFacts, options: PlanOptions): ModelOutcome {
  const plain = model?.ids === undefined ? text : new RegExp(model.ids).exec(text)?.[1];
  if (plain !== undefined) {
    const outcome = modelOutcome(plain, options);
    if (outcome.kind !== 'map') return outcome;
    return { ...outcome, from: text, to: model?.written?.replace('NAME', () => outcome.to) ?? outcome.to };
  }
  const id = options.from.modelId(text, true);
  return id ? { kind: 'router', id } : { kind: 'foreign', text };
}

function isForeign(outcome: ModelOutcome | undefined): boolean {
  return outcome?.kind === 'foreign' || (outcome?.kind === 'unmapped' && outcome.id.kind === 'azure');
}

function modelVerdict(models: readonly (ModelOutcome | undefined)[]): Verdict | undefined {
  const decided = models.flatMap((outcome) => {
    if (outcome === undefined || outcome.kind === 'map' || outcome.kind === 'served') return [];
    if (outcome.kind === 'foreign') return [review('model-unmapped', `The model ${outcome.text}`)];
    if (outcome.kind === 'fine-tune') return [review('fine-tune')];
    if (outcome.kind === 'router') return [review('provider-id')];
    const { kind, id } = outcome.id;
    return KEPT_KINDS.has(kind) ? [keep('not-chat-model', kind)] : [review('model-unmapped', `The model ${id}`)];
  });
  // One model of several that cannot move holds all of them.
  return decided.length > 0 && decided.length < models.length && decided.every(({ verdict }) => verdict === 'keep')
    ? review('model-unmapped', 'One of its models')
    : decided[0];
}

/** Kinds of models for which no chat is asked. */
const KEPT_KINDS = new Set(['embedding', 'image', 'audio', 'moderation', 'realtime', 'video']);

/** What keeps all of it from moving. */
function hindrance(
  group: Group,
  { options, overriding, spelling, otherSources }: SettingsContext,
): Verdict | undefined {
  const { needs = {}, shared, shownBy } = group.facts;
  const connection = connectionOf(group);
  const [first] = connection;
  const hasSetting = (key: string) =>
    [...group.settings.keys()].some((one) => one === key || one.startsWith(`${key}/`));
  for (const [key, what] of Object.entries(needs)) if (hasSetting(key)) return review('wrapper-needs', what);
  if (shownBy && !hasSetting(shownBy.key)) return review('wrapper-needs', shownBy.else);
  const isShared = Object.entries(shared?.where ?? {}).some(([key, value]) =>
    placesOf(group, key).some(({ entry }) => new RegExp(value, 'i').test(entry.value)),
  );
  if (shared && isShared) return review('shared-settings', shared.serves);
  const file =
    shared?.code !== undefined && first
      ? spelling(first.config.path, new RegExp(shared.files ?? ''), new RegExp(shared.code))
      : undefined;
  if (shared && file !== undefined) return review('shared-settings', `${shared.serves} (${file})`);
  const blocking = parametersOf(group, options).find(({ fact }) => fact.action === 'block');
  if (blocking) return review('unserved-parameter', sentenceOf(blocking.fact));
  const isBound = 'isDotted' in group.facts;
  const overridden = isBound ? connection.flatMap((place) => overriding(place) ?? [])[0] : undefined;
  if (overridden !== undefined) return review('setting-overridden', overridden);
  const all = [...group.settings.values()].flat();
  const isAnchored = [...new Set(all.map(({ config }) => config))].some((config) =>
    usesAnchors(
      config,
      all.filter((one) => one.config === config).map(({ entry }) => entry),
    ),
  );
  const source = (first && otherSources(first)) ?? (isAnchored ? 'anchors' : undefined);
  if (source !== undefined) return review('wrapper-needs', `a look at what it takes from its ${source} too`);
  const isOrigin = group.facts.baseUrl?.form === 'origin';
  if (isOrigin && new URL(options.profile.baseUrl).pathname.replace(/\/$/, '') !== '/v1') return review('base-path');
  return undefined;
}

/** Each place has to be OpenAI's address, or a variable that names it. */
function addressVerdict(addresses: readonly SettingPlace[], from: Service): Verdict | undefined {
  const unknown = addresses.find(({ entry }) => {
    const { references, value, isPassedOn } = entry;
    if (value === '' || hostIn(entry) !== undefined) return false;
    return isPassedOn || references.length !== 1 || !references.every((one) => from.names(one.name) && isWhole(entry));
  });
  return unknown && review('base-url-unknown', unknown.entry.name);
}

/** Each key has to be a text, or a variable alone. */
function keyVerdict({ facts }: Group, keys: readonly SettingPlace[], options: PlanOptions): Verdict | undefined {
  const { apiKey } = facts;
  if (keys.length === 0) return apiKey.default === undefined ? review('key-unknown', 'no key is set here') : undefined;
  for (const { entry } of keys) {
    const { references, value, isPassedOn, isComputed, name } = entry;
    const [reference] = references;
    const owner = otherOwner(value, options);
    if (owner !== undefined) return review('other-key', `of ${owner}`);
    if (isPassedOn)
      return review(
        'wrapper-needs',
        `a key that is handed on under its new name: ${name}=…, in place of ${name} alone`,
      );
    if (reference?.store !== undefined) return review('key-source', `${reference.store}/${reference.name}`);
    if (references.length > 1 || (reference && (reference.to === 'setting' || !isWhole(entry))))
      return review('key-unknown', reference?.name ?? name);
    if (reference && options.from.namesOther(reference.name)) return keep('other-provider', reference.name);
    if (!reference && (isComputed || isAddressOfSecret(value))) return review('key-source', name);
  }
  return undefined;
}

/** Whether the value is a reference and nothing else. */
function isWhole({ references: [reference], valueSpan }: ConfigEntry): boolean {
  return reference !== undefined && reference.start <= valueSpan.start + 1 && valueSpan.end - 1 <= reference.end;
}

/** Options of requests that the target treats otherwise. */
export function parametersOf(group: Group, { profile }: PlanOptions): (SettingPlace & { fact: ParameterFact })[] {
  if (profile.capabilities === undefined) return [];
  return Object.entries(group.facts.parameters ?? {}).flatMap(([key, [id, value]]) => {
    const fact = PARAMETERS.find((one) => one.id === id);
    const isMeant = new RegExp(value ?? '');
    const places = [...group.settings].filter(([one]) => one === key || one.startsWith(`${key}/`));
    const [place] = places.flatMap(([, all]) => all).filter(({ entry }) => isMeant.test(entry.value));
    return fact && place ? [{ ...place, fact }] : [];
  });
}

/** Whether the value is the name of the variable that holds the key. */
export function isNameOfKey(client: Pick<ConfigClient, 'facts' | 'settings'>, entry: ConfigEntry): boolean {
  const { key, reference } = client.facts.apiKey;
  return reference === 'NAME' && placesOf(client, key).some((place) => place.entry === entry);
}

/** Names of variables that a client is set up with, where they stand. */
export function variablesOf(client: Group): (SettingPlace & { name: string; start: number; role: Role })[] {
  return connectionOf(client).flatMap(({ config, entry, role }) => {
    if (isNameOfKey(client, entry)) return [{ config, entry, role, name: entry.value, start: entry.valueSpan.start }];
    return entry.references.map(({ name, nameSpan }) => ({ config, entry, role, name, start: nameSpan.start }));
  });
}

/** Whether the key or one of its names is OpenAI's. */
function namesIts(entry: ConfigEntry, from: Service): boolean {
  return (
    entry.references.some(({ name }) => from.names(name.toUpperCase().replace(/[-.]/g, '_'))) ||
    keysIn(entry.value).some(({ provider }) => provider.toLowerCase() === from.profile.id)
  );
}

function hostIn({ value, references }: ConfigEntry): string | undefined {
  return hostOf(value) ?? hostOf(references[0]?.fallback?.value ?? '');
}

/** On the machine itself, or the name of a container beside it. */
function isNear(host: string): boolean {
  return isLocalHost(host) || /^[\w-]+$/.test(host);
}
