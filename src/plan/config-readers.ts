import { keysIn } from '../catalog/keys.js';
import { isConnection, namesOpenai } from '../catalog/variables.js';
import { isTestPath } from '../discover/file-kinds.js';
import type { ConfigEntry, ConfigModel, ConfigReference, Span } from '../ir.js';
import { type CommandRequest, commandRequests, isServedRequest } from './command-requests.js';
import { foreignNames, foreignProgram } from './foreign-programs.js';
import { type NamedSettings, namedSettings } from './named-settings.js';
import { ownImages } from './own-images.js';
import { isWritten, roleOf } from './setting-values.js';

/** What reads variables in the files that configure: requests that commands make, and programs of others. */
export interface ConfigReaders {
  requests: readonly CommandRequest[];
  /** Variables that something reads which does not move, or is not known → where. */
  stays: ReadonlyMap<string, readonly string[]>;
  /** The program of others that an entry is for. */
  foreign: ReadonlyMap<ConfigEntry, string>;
  /** Settings that move with the variables to which they bring a value. */
  settings: NamedSettings;
}

/**
 * A name can only be given up where every place that spells it is understood: whatever else spells it is a reader that is
 * not known, and the old name stays beside the new one.
 */
export function configReaders(root: string, configs: readonly ConfigModel[]): ConfigReaders {
  const isOwn = ownImages(root, configs);
  const foreign = new Map<ConfigEntry, string>();
  const stays = new Map<string, string[]>();
  const note = (name: string, path: string) => stays.set(name, [...new Set([...(stays.get(name) ?? []), path])]);
  const requests = configs.flatMap(commandRequests);
  for (const config of configs) {
    for (const entry of config.entries) {
      const names = [entry.name, ...entry.references.map(({ name }) => name)].filter(namesOpenai);
      const program = names.length > 0 ? foreignProgram(config, entry, isOwn) : undefined;
      if (program === undefined) continue;
      foreign.set(entry, program);
      for (const name of names) note(name, config.path);
    }
    for (const name of foreignNames(config, configs, isOwn)) note(name, config.path);
  }
  const settings = namedSettings(configs, (entry, isKnown) => !foreign.has(entry) && canMove(entry, isKnown));
  for (const config of configs) {
    if (config.language === 'dotenv' || isTestPath(config.path)) continue;
    const understood = understoodPlaces(config, requests, foreign, settings);
    for (const { name, start } of namesIn(config.text)) if (!understood.has(start)) note(name, config.path);
    for (const { name, kind } of config.entries)
      if (kind === 'variable' && name !== name.toUpperCase() && namesOpenai(name.toUpperCase()))
        note(name.toUpperCase(), config.path);
  }
  return { requests, stays, foreign, settings };
}

/** Where a name stands that moves with what it belongs to; by the offset. */
function understoodPlaces(
  config: ConfigModel,
  requests: readonly CommandRequest[],
  foreign: ReadonlyMap<ConfigEntry, string>,
  settings: NamedSettings,
): Set<number> {
  const places = new Set<number>();
  const isKnown = ({ nameSpan }: ConfigReference) => settings.at(config, nameSpan) !== undefined;
  for (const reference of config.references) {
    const setting = settings.at(config, reference.nameSpan);
    if (setting) places.add(reference.nameSpan.end - setting.name.length);
    else if (reference.isTest && reference.to !== 'setting') places.add(reference.nameSpan.start);
  }
  for (const entry of config.entries) {
    if (foreign.has(entry)) continue;
    if (entry.kind === 'variable-name') places.add(entry.valueSpan.start);
    const setting = settings.at(config, entry.nameSpan);
    const isVariable = entry.kind === 'variable' && namesOpenai(entry.name) && canMove(entry, isKnown);
    if (!isVariable && !setting?.variables.size) continue;
    places.add(setting ? entry.nameSpan.end - setting.name.length : entry.nameSpan.start);
    for (const { to, nameSpan } of entry.references) if (to !== 'setting') places.add(nameSpan.start);
  }
  const tests = config.commands.filter(({ words }) => TESTS.has(words[0]?.value ?? ''));
  const served = requests.filter((one) => one.config === config && isServedRequest(one)).map(({ command }) => command);
  for (const { nameSpan, to } of config.references)
    if (to === 'environment' && [...tests, ...served].some((command) => isInside(nameSpan, command)))
      places.add(nameSpan.start);
  return places;
}

/** Commands that only ask whether a variable is set. */
const TESTS = new Set([':', '[', '[[', 'test']);

/** Whether the value after the migration is known: a text, or what is given to the variable of the same name. */
function canMove(entry: ConfigEntry, isKnown: (reference: ConfigReference) => boolean): boolean {
  const role = roleOf(entry, undefined);
  // A key that stands in a value that is computed would travel with it.
  if (role === 'apiKey') return isWritten(entry) || keysIn(entry.value).length === 0;
  if (!isConnection(entry.name) || entry.isPassedOn) return true;
  const isPlain = (text: string) => /^[\w:/.-]*$/.test(text);
  const [reference, ...others] = entry.references;
  if (reference && others.length === 0 && isKnown(reference)) return isPlain(reference.fallback?.value ?? '');
  if (entry.isComputed) return false;
  if (isWritten(entry)) return true;
  return reference?.name === entry.name && others.length === 0 && isPlain(reference.fallback?.value ?? '');
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
