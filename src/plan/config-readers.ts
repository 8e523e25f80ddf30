import { programFacts } from '../catalog/config-clients.js';
import { keysIn } from '../catalog/keys.js';
import type { Service } from '../catalog/service.js';
import { isConnection } from '../catalog/variables.js';
import { isTestPath } from '../discover/file-kinds.js';
import type { Ignores } from '../ignore/ignores.js';
import type { ConfigEntry, ConfigModel, ConfigReference, Span } from '../ir.js';
import { isWithin } from '../spans.js';
import { type AskedKey, askedKeys } from './asked-keys.js';
import { type SettingsContext, variablesOf } from './assess-config.js';
import { chartPrograms } from './chart-programs.js';
import { type CommandRequest, isServedRequest, requestsIn } from './command-requests.js';
import { type ConfigClient, connectionOf, placesOf } from './config-clients.js';
import { findConfigClients } from './find-config-clients.js';
import { filesOfForeign, foreignNames, foreignProgram } from './foreign-programs.js';
import { laterPlaces } from './guard-places.js';
import { guardsOf } from './guards.js';
import { ignoreRequest, withIgnored } from './ignored-settings.js';
import { modelOutcome } from './model-map.js';
import { type NamedSettings, namedSettings } from './named-settings.js';
import { type ObjectKeys, objectKeys } from './object-keys.js';
import { ownImages } from './own-images.js';
import type { ReasonCode } from './reasons.js';
import { holdBackGetters, settleRequests, TESTS } from './request-conflicts.js';
import { ScriptValues } from './script-values.js';
import { isVariable, isWritten, roleOf } from './setting-values.js';
import { type SpelledName, spelledNames } from './spelled-names.js';
import { storeCommands } from './store-commands.js';
import type { PlanOptions, Vetoes } from './types.js';

/** What reads variables in the files that configure: requests that commands make, and programs of others. */
export interface ConfigReaders {
  requests: readonly CommandRequest[];
  /** Variables that something reads which does not move, or is not known → where. */
  stays: ReadonlyMap<string, readonly string[]>;
  /** The program of others that an entry is for. */
  foreign: ReadonlyMap<ConfigEntry, string>;
  /** The programs of others that alone are given a file of variables. */
  foreignFiles: ReadonlyMap<ConfigModel, string>;
  /** Settings that move with the variables to which they bring a value. */
  settings: NamedSettings;
  /** Variables of OpenAI's that files set under a name in small letters. */
  inLowerCase: readonly { name: string; path: string }[];
  /** Variables that get their value from others of OpenAI's: what reads them has that. */
  handedOn: readonly HandedOn[];
  /** Whether an image, or a repository, is this one's by its name. */
  isOwn(name: string): boolean;
  /** Clients that files set up. */
  clients: readonly ConfigClient[];
  /** Where the texts of a file spell a name that they follow. */
  spelled: ReadonlyMap<ConfigModel, readonly SpelledName[]>;
  /** Keys that a script asks whoever runs it for. */
  asked: ReadonlyMap<ConfigModel, readonly AskedKey[]>;
  /** Statements of a file that end where one of a request's variables is not set. */
  guards: ReadonlyMap<ConfigModel, readonly Guard[]>;
}

/** A variable, by the name in capitals, and what a file gives it. */
export interface HandedOn {
  holder: string;
  names: readonly string[];
  path: string;
}

/** Where a script ends if a variable is not set. */
export interface Guard extends Span {
  name: string;
  /** Where it has to ask for the old variable when it asks for the new one, if that is known. */
  later?: number[];
}

/**
 * A name can only be given up where every place that spells it is understood: whatever else spells it is a reader that is
 * not known, and the old name stays beside the new one.
 */
export function configReaders(
  root: string,
  configs: readonly ConfigModel[],
  options: PlanOptions,
  vetoed: Vetoes,
  ignores: Ignores,
  spelling: SettingsContext['spelling'],
): ConfigReaders {
  const { from } = options;
  const owners = { isOwn: ownImages(root, configs), chartOf: chartPrograms(configs) };
  const clients = findConfigClients(configs, owners, options, spelling).map((client) => {
    const reason = vetoed.get(client.id);
    const isVetoed = reason && client.verdict === 'migrate';
    return withIgnored(isVetoed ? { ...client, verdict: 'review' as const, reason } : client, ignores);
  });
  const moved = clients.filter(({ verdict }) => verdict === 'migrate');
  const ofClients = new Set(clients.flatMap((client) => connectionOf(client).map(({ entry }) => entry)));
  const foreign = new Map<ConfigEntry, string>();
  const stays = new Map<string, string[]>();
  const inLowerCase: { name: string; path: string }[] = [];
  const note = (name: string, path: string) => stays.set(name, [...new Set([...(stays.get(name) ?? []), path])]);
  const scripts = configs.map((config) => ({ config, values: new ScriptValues(config, from) }));
  const asked = new Map<ConfigModel, CommandRequest[]>();
  const spelled = new Map<ConfigModel, readonly SpelledName[]>();
  for (const { config, values } of scripts) {
    const own = requestsIn(values, options);
    for (const request of own.filter(isServedRequest)) request.hindrance = vetoed.get(request.id);
    for (const request of own) ignoreRequest(request, ignores);
    settleRequests(values, own, (request) => changesOf(request, options));
    asked.set(config, own);
    spelled.set(config, spelledNames(values));
    for (const entry of config.entries) {
      const own = entry.kind === 'variable' ? entry.name.toUpperCase() : entry.name;
      const names = [own, ...entry.references.map(({ name }) => name)].filter(from.names);
      if (ofClients.has(entry)) continue;
      const program = names.length > 0 ? foreignProgram(config, entry, owners) : undefined;
      // What a program reads is said in the repository itself.
      const settings = program === undefined ? undefined : programFacts(program)?.configuredBy;
      if (program === undefined || moved.some(({ facts }) => facts.id === settings)) continue;
      foreign.set(entry, program);
      for (const name of names) note(name, config.path);
    }
    for (const name of foreignNames(config, configs, owners, from)) note(name, config.path);
  }
  const isSet = objectKeys(configs);
  const isOwn = (entry: ConfigEntry) => !foreign.has(entry) && !ofClients.has(entry);
  const settings = namedSettings(
    configs,
    (entry, isKnown) => isOwn(entry) && canMove(entry, (one) => isSet(one) || isKnown(one)),
    isOwn,
    from,
  );
  const handedOn = configs
    .filter(({ path }) => !isTestPath(path))
    .flatMap((config) => handedOnIn(config, (entry) => isOwn(entry) && !settings.at(config, entry.nameSpan), from));
  for (const config of configs) {
    if (config.language === 'dotenv' || isTestPath(config.path)) continue;
    const understood = understoodPlaces(config, asked.get(config) ?? [], foreign, settings, isSet, from);
    for (const { start } of spelled.get(config) ?? []) understood.add(start);
    for (const command of storeCommands(config))
      for (const start of storedNames(config, command, from)) understood.add(start);
    for (const client of moved) for (const start of understoodIn(client, config)) understood.add(start);
    for (const { name, start } of namesIn(config.text, from)) if (!understood.has(start)) note(name, config.path);
    for (const { name, kind } of config.entries)
      if (kind === 'variable' && name !== name.toUpperCase() && from.names(name.toUpperCase()))
        inLowerCase.push({ name, path: config.path });
  }
  // A client without a key of its own reads the variable by itself.
  for (const client of clients) {
    const { apiKey } = client.facts;
    const [first] = connectionOf(client);
    const isRead = ![apiKey.key, ...(apiKey.others ?? [])].some((key) => placesOf(client, key).length > 0);
    const isAtOpenai = client.verdict === 'review' || AT_OPENAI.has(client.reason?.code);
    if (isAtOpenai && isRead && first && apiKey.default !== undefined) note(apiKey.default, first.config.path);
  }
  const guards = new Map<ConfigModel, readonly Guard[]>();
  const questions = new Map<ConfigModel, readonly AskedKey[]>();
  for (const { config, values } of scripts) {
    const own = asked.get(config) ?? [];
    holdBackGetters(values, own, stays);
    settleRequests(values, own, (request) => changesOf(request, options));
    const given = new Set(own.filter(isServedRequest).flatMap(({ variables }) => variables.map(({ name }) => name)));
    const found = [...given].flatMap((name) =>
      guardsOf(values, name).map((span) => ({ name, ...span, later: laterPlaces(values, { name, ...span }, own) })),
    );
    guards.set(config, found);
    questions.set(config, askedKeys(values));
  }
  return {
    requests: [...asked.values()].flat(),
    stays,
    foreign,
    foreignFiles: filesOfForeign(configs, owners),
    spelled,
    guards,
    asked: questions,
    clients,
    settings,
    inLowerCase,
    handedOn,
    isOwn: owners.isOwn,
  };
}

const AT_OPENAI = new Set<ReasonCode | undefined>(['not-chat-model', 'ignored']);

/** What variables get from others. A name that is not OpenAI's, in a file that is not of variables only, is read as it is used. */
function handedOnIn(config: ConfigModel, isMeant: (entry: ConfigEntry) => boolean, from: Service): HandedOn[] {
  return config.entries.flatMap((entry) => {
    const holder = entry.name.toUpperCase();
    if (!isVariable(entry, from) || !isMeant(entry) || entry.isCommented) return [];
    if (config.language !== 'dotenv' && !from.names(holder)) return [];
    const names = entry.references
      .filter(({ name, to, isTest }) => to !== 'setting' && !isTest && name !== holder && from.names(name))
      .map(({ name }) => name);
    return names.length > 0 ? [{ holder, names, path: config.path }] : [];
  });
}

/** Where names stand that a client which moves is set up with; those of a program's own variables among them. */
function understoodIn(client: ConfigClient, config: ConfigModel): number[] {
  const own = client.isProgram ? connectionOf(client).filter((one) => one.config === config) : [];
  return [
    ...own.map(({ entry }) => entry.nameSpan.start),
    ...variablesOf(client).flatMap((one) => (one.config === config ? [one.start] : [])),
  ];
}

/** The chat models of a request that get another name. */
function changesOf({ models }: CommandRequest, options: PlanOptions): { from: string; to: string }[] {
  return models.flatMap(({ id }) => {
    const outcome = modelOutcome(id, options);
    return outcome.kind === 'map' && outcome.to !== id ? [{ from: id, to: outcome.to }] : [];
  });
}

/** Where a name stands that moves with what it belongs to; by the offset. */
function understoodPlaces(
  config: ConfigModel,
  requests: readonly CommandRequest[],
  foreign: ReadonlyMap<ConfigEntry, string>,
  settings: NamedSettings,
  isSet: ObjectKeys,
  from: Service,
): Set<number> {
  const places = new Set<number>();
  const isKnown = (reference: ConfigReference) =>
    isSet(reference) || settings.at(config, reference.nameSpan) !== undefined;
  for (const reference of config.references) {
    const setting = settings.at(config, reference.nameSpan);
    if (setting) places.add(reference.nameSpan.end - setting.name.length);
    else if (reference.isTest && reference.to !== 'setting') places.add(reference.nameSpan.start);
  }
  for (const entry of config.entries) {
    if (foreign.has(entry)) continue;
    if (entry.kind === 'variable-name') places.add(entry.valueSpan.start);
    const setting = settings.at(config, entry.nameSpan);
    const name = entry.name.toUpperCase();
    const isMoving = isVariable(entry, from) && from.names(name) && canMove({ ...entry, name }, isKnown);
    if (!isMoving && !setting?.variables.size) continue;
    places.add(setting ? entry.nameSpan.end - setting.name.length : entry.nameSpan.start);
    for (const { to, nameSpan } of entry.references) if (to !== 'setting') places.add(nameSpan.start);
  }
  const tests = config.commands.filter(({ words }) => TESTS.has(words[0]?.value ?? ''));
  const served = new Set(requests.filter(isServedRequest).flatMap(({ references }) => references));
  for (const reference of config.references) {
    const { nameSpan, to } = reference;
    const isFollowed = served.has(reference) || tests.some((command) => isWithin(nameSpan, command));
    if (to === 'environment' && isFollowed) places.add(nameSpan.start);
  }
  return places;
}

/** Whether the value after the migration is known: a text, or what is given to the variable of the same name. */
function canMove(entry: ConfigEntry, isKnown: (reference: ConfigReference) => boolean): boolean {
  const role = roleOf(entry, undefined);
  // A key that stands in a value that is computed would travel with it.
  if (role === 'apiKey') return isWritten(entry) || keysIn(entry.value).length === 0;
  if (!isConnection(entry.name) || entry.isPassedOn) return true;
  const isPlain = (text: string) => /^[\w:/.-]*$/.test(text);
  const [reference, ...others] = entry.references.filter(({ isAddress }) => !isAddress);
  if (reference && others.length === 0 && isKnown(reference)) return isPlain(reference.fallback?.value ?? '');
  if (entry.isComputed) return false;
  if (isWritten(entry)) return true;
  return reference?.name === entry.name && others.length === 0 && isPlain(reference.fallback?.value ?? '');
}

/** Where names stand in what a command asks a store for. A variable among its arguments is one that it reads. */
function storedNames({ text, references }: ConfigModel, { start, end }: Span, from: Service): number[] {
  const read = new Set(references.map(({ nameSpan }) => nameSpan.start));
  return [...namesIn(text.slice(start, end), from)].map((one) => start + one.start).filter((at) => !read.has(at));
}

/** Names of OpenAI's variables in a text, remarks left out. */
function* namesIn(text: string, from: Service): Generator<{ name: string; start: number }> {
  for (const line of text.matchAll(/[^\r\n]+/g)) {
    const remark = /^\s*(?:#|\/\/|;|--(?!\w)|\*)|\s(?:#|\/\/)\s/.exec(line[0]);
    const code = remark ? line[0].slice(0, remark.index) : line[0];
    for (const match of code.matchAll(/[A-Z][A-Z0-9_]{5,80}/g))
      if (from.names(match[0])) yield { name: match[0], start: line.index + match.index };
  }
}
