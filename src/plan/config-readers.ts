import { keysIn } from '../catalog/keys.js';
import { isConnection, namesOpenai } from '../catalog/variables.js';
import { isTestPath } from '../discover/file-kinds.js';
import type { ConfigEntry, ConfigModel, Span } from '../ir.js';
import { type CommandRequest, isServedRequest, requestsIn } from './command-requests.js';
import { foreignNames, foreignProgram } from './foreign-programs.js';
import { guardsOf } from './guards.js';
import { modelOutcome } from './model-map.js';
import { ownImages } from './own-images.js';
import { holdBackGetters, settleRequests, TESTS } from './request-conflicts.js';
import { ScriptValues } from './script-values.js';
import { isVariable, isWritten, roleOf } from './setting-values.js';
import { type SpelledName, spelledNames } from './spelled-names.js';
import type { PlanOptions } from './types.js';

/** What reads variables in the files that configure: requests that commands make, and programs of others. */
export interface ConfigReaders {
  requests: readonly CommandRequest[];
  /** Variables that something reads which does not move, or is not known → where. */
  stays: ReadonlyMap<string, readonly string[]>;
  /** The program of others that an entry is for. */
  foreign: ReadonlyMap<ConfigEntry, string>;
  /** Where the texts of a file spell a name that they follow. */
  spelled: ReadonlyMap<ConfigModel, readonly SpelledName[]>;
  /** Statements of a file that end where one of a request's variables is not set. */
  guards: ReadonlyMap<ConfigModel, readonly Guard[]>;
}

/** Where a script ends if a variable is not set. */
export interface Guard extends Span {
  name: string;
}

/**
 * A name can only be given up where every place that spells it is understood: whatever else spells it is a reader that is
 * not known, and the old name stays beside the new one.
 */
export function configReaders(root: string, configs: readonly ConfigModel[], options: PlanOptions): ConfigReaders {
  const isOwn = ownImages(root, configs);
  const foreign = new Map<ConfigEntry, string>();
  const stays = new Map<string, string[]>();
  const note = (name: string, path: string) => stays.set(name, [...new Set([...(stays.get(name) ?? []), path])]);
  const scripts = configs.map((config) => ({ config, values: new ScriptValues(config) }));
  const asked = new Map<ConfigModel, CommandRequest[]>();
  const spelled = new Map<ConfigModel, readonly SpelledName[]>();
  for (const { config, values } of scripts) {
    const own = requestsIn(values);
    settleRequests(values, own, (request) => changesOf(request, options));
    asked.set(config, own);
    spelled.set(config, spelledNames(values));
    for (const entry of config.entries) {
      const names = [entry.name, ...entry.references.map(({ name }) => name)].filter(namesOpenai);
      const program = names.length > 0 ? foreignProgram(config, entry, isOwn) : undefined;
      if (program === undefined) continue;
      foreign.set(entry, program);
      for (const name of names) note(name, config.path);
    }
    for (const name of foreignNames(config, configs, isOwn)) note(name, config.path);
    if (config.language === 'dotenv' || isTestPath(config.path)) continue;
    const understood = understoodPlaces(config, own, foreign);
    for (const { start } of spelled.get(config) ?? []) understood.add(start);
    for (const { name, start } of namesIn(config.text)) if (!understood.has(start)) note(name, config.path);
    for (const { name, kind } of config.entries)
      if (kind === 'variable' && name !== name.toUpperCase() && namesOpenai(name.toUpperCase()))
        note(name.toUpperCase(), config.path);
  }
  const guards = new Map<ConfigModel, readonly Guard[]>();
  for (const { config, values } of scripts) {
    const own = asked.get(config) ?? [];
    holdBackGetters(values, own, stays);
    settleRequests(values, own, (request) => changesOf(request, options));
    const given = new Set(own.filter(isServedRequest).flatMap(({ variables }) => variables.map(({ name }) => name)));
    const found = [...given].flatMap((name) => guardsOf(values, name).map((span) => ({ name, ...span })));
    guards.set(config, found);
  }
  return { requests: [...asked.values()].flat(), stays, foreign, spelled, guards };
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
): Set<number> {
  const places = new Set<number>();
  for (const entry of config.entries) {
    if (foreign.has(entry)) continue;
    if (entry.kind === 'variable-name') places.add(entry.valueSpan.start);
    if (!isVariable(entry) || !namesOpenai(entry.name) || !canMove(entry)) continue;
    places.add(entry.nameSpan.start);
    for (const { to, nameSpan } of entry.references) if (to !== 'setting') places.add(nameSpan.start);
  }
  const tests = config.commands.filter(({ words }) => TESTS.has(words[0]?.value ?? ''));
  const served = new Set(requests.filter(isServedRequest).flatMap(({ references }) => references));
  for (const reference of config.references) {
    const { nameSpan, to } = reference;
    const isFollowed = served.has(reference) || tests.some((command) => isInside(nameSpan, command));
    if (to === 'environment' && isFollowed) places.add(nameSpan.start);
  }
  return places;
}

/** Whether the value after the migration is known: a text, or what is given to the variable of the same name. */
function canMove(entry: ConfigEntry): boolean {
  const role = roleOf(entry, undefined);
  // A key that stands in a value that is computed would travel with it.
  if (role === 'apiKey') return isWritten(entry) || keysIn(entry.value).length === 0;
  if (!isConnection(entry.name) || entry.isPassedOn) return true;
  if (entry.isComputed) return false;
  if (isWritten(entry)) return true;
  const isPlain = (text: string) => /^[\w:/.-]*$/.test(text);
  return (
    entry.references.length === 1 &&
    entry.references.every(({ name, fallback }) => name === entry.name && isPlain(fallback?.value ?? ''))
  );
}

/** Names of OpenAI's variables in a text, remarks left out. */
function* namesIn(text: string): Generator<{ name: string; start: number }> {
  for (const line of text.matchAll(/[^\r\n]+/g)) {
    const remark = /^\s*(?:#|\/\/|;|--|\*)|\s(?:#|\/\/)\s/.exec(line[0]);
    const code = remark ? line[0].slice(0, remark.index) : line[0];
    for (const match of code.matchAll(/[A-Z][A-Z0-9_]{5,80}/g))
      if (namesOpenai(match[0])) yield { name: match[0], start: line.index + match.index };
  }
}

function isInside(inner: Span, outer: Span): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}
