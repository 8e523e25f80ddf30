import { posix } from 'node:path';
import { SETTING_VARIABLES } from '../catalog/config.js';
import type { Service } from '../catalog/service.js';
import { isChart } from '../discover/companions.js';
import { foldersOf } from '../discover/folders-of.js';
import type { ConfigEntry, ConfigModel, ConfigReference, ConfigSetting, Span } from '../ir.js';
import { isWithin } from '../spans.js';
import { isBeside } from './held-by-address.js';
import { asKeyOfObject, asObjectKey } from './object-keys.js';

/**
 * A setting that files have for each other, over the whole repository: where it is declared or given a value, and where it
 * is referred to. It moves everywhere, or nowhere.
 */
export interface NamedSetting {
  /** The name alone, as it is written last: `apiKey` of `Values.openai.apiKey`. */
  name: string;
  places: { config: ConfigModel; entry: ConfigEntry }[];
  references: { config: ConfigModel; reference: ConfigReference; holder?: ConfigEntry }[];
  /** The variables to which it brings their value; for one that is followed, nothing else, and all of them OpenAI's. */
  variables: ReadonlySet<string>;
  /** All that becomes of it is known. Another one may be read by what is not understood, and keeps its name. */
  isFollowed: boolean;
  /** Others may give it a value: from outside the repository, or where its name is not understood. */
  isOpen: boolean;
}

export interface NamedSettings {
  all: readonly NamedSetting[];
  /** The setting that an entry is a place of, or that a reference means, if all that becomes of it is known. */
  at(config: ConfigModel, span: Span): NamedSetting | undefined;
  /** As `at`, for any that is declared. */
  any(config: ConfigModel, span: Span): NamedSetting | undefined;
}

/**
 * `canMove`: whether what is set there moves with all that its value is made of, as far as `isKnown` settings bring that.
 * `isOwn`: whether it is not for a program of others.
 */
export function namedSettings(
  configs: readonly ConfigModel[],
  canMove: (entry: ConfigEntry, isKnown: (reference: ConfigReference) => boolean) => boolean,
  isOwn: (entry: ConfigEntry) => boolean,
  from: Service,
): NamedSettings {
  const table = collect(configs);
  const all = [...new Set(table.values())];
  const callees = calledFiles(configs);
  const strays = strayNames(configs, all, from);
  const at = (config: ConfigModel, { start }: Span) => table.get(`${config.path}\0${start}`);
  const declared = all.filter(({ places, references }) => places.length > 0 && references.length > 0);
  for (const one of declared)
    one.isOpen =
      strays.has(one.name) ||
      one.places.some(({ config, entry }) => entry.setting?.isCalled && !callees.has(config.path));
  const known = new Set(declared);
  const isKnown = (config: ConfigModel, span: Span) => {
    const setting = at(config, span);
    return setting !== undefined && known.has(setting);
  };
  const holds = ({ places, references, isOpen }: NamedSetting) =>
    !isOpen &&
    places.every(({ config, entry }) => canMove(entry, ({ nameSpan }) => isKnown(config, nameSpan))) &&
    references.every(
      ({ config, reference, holder }) =>
        reference.isTest ||
        reference.isAddress ||
        // What a declaration says of itself: `validation { condition = … var.x … }`.
        places.some((one) => one.config === config && isWithin(reference, one.entry)) ||
        (holder !== undefined &&
          (isKnown(config, holder.nameSpan) ||
            (holder.kind === 'variable' &&
              from.names(holder.name) &&
              canMove(holder, ({ nameSpan }) => isKnown(config, nameSpan))))),
    );
  for (;;) {
    const doubtful = [...known].filter((one) => !holds(one));
    if (doubtful.length === 0) break;
    for (const one of doubtful) known.delete(one);
  }
  for (const one of declared) {
    one.isFollowed = known.has(one);
    one.variables = variablesOf(one, at, isOwn, new Set());
  }
  const isDeclared = new Set(declared);
  const any = (config: ConfigModel, span: Span) => {
    const setting = at(config, span);
    return setting && isDeclared.has(setting) ? setting : undefined;
  };
  return { all: declared, at: (config, span) => (isKnown(config, span) ? at(config, span) : undefined), any };
}

interface Mention {
  config: ConfigModel;
  setting: ConfigSetting;
  start: number;
  entry?: ConfigEntry;
  reference?: ConfigReference;
}

/** The settings by the places of their names: `path\0start`. */
function collect(configs: readonly ConfigModel[]): Map<string, NamedSetting> {
  const mentions = configs.flatMap(mentionsIn);
  const chartOf = chartsOf(configs, mentions);
  const settings = new Map<string, NamedSetting>();
  const table = new Map<string, NamedSetting>();
  for (const one of mentions) {
    const { config, setting, start, entry, reference } = one;
    const key = `${chartOf(one) ?? fileOf(setting, config, configs)}\0${setting.name}`;
    const name = setting.name.split('.').at(-1) ?? '';
    const known = settings.get(key) ?? { name, places: [], references: [], ...UNKNOWN };
    settings.set(key, known);
    table.set(`${config.path}\0${start}`, known);
    if (reference) known.references.push({ config, reference, ...(entry && { holder: entry }) });
    else if (entry) known.places.push({ config, entry });
  }
  return table;
}

const UNKNOWN = { variables: new Set<string>(), isFollowed: false, isOpen: false };

function mentionsIn(config: ConfigModel): Mention[] {
  const holders = new Map(
    config.entries.flatMap((entry) => entry.references.map(({ nameSpan }) => [nameSpan.start, entry])),
  );
  const places = config.entries.flatMap((entry) => {
    const setting = entry.setting ?? asSetting(entry.name) ?? asObjectKey(config, entry);
    return setting ? [{ config, setting, start: entry.nameSpan.start, entry }] : [];
  });
  const references = config.references.flatMap((reference) => {
    const setting = reference.setting ?? asSetting(reference.name) ?? asKeyOfObject(reference);
    const { start } = reference.nameSpan;
    const entry = holders.get(start);
    return setting ? [{ config, setting, start, reference, ...(entry && { entry }) }] : [];
  });
  return [...places, ...references];
}

/**
 * The folder of the chart that has a value for itself. One that is also given where no chart is, or to all charts at once, may be
 * any chart's.
 */
function chartsOf(configs: readonly ConfigModel[], mentions: readonly Mention[]): (one: Mention) => string | undefined {
  const charts = new Set(configs.filter(({ path }) => isChart(path)).map(({ path }) => posix.dirname(path)));
  const nearest = ({ path }: ConfigModel) => foldersOf(path).find((folder) => charts.has(folder));
  const isValue = ({ setting }: Mention) => /^Values\.(?!global\.)/.test(setting.name);
  const shared = new Set(
    mentions.filter((one) => isValue(one) && nearest(one.config) === undefined).map(({ setting }) => setting.name),
  );
  return (one) => (isValue(one) && !shared.has(one.setting.name) ? nearest(one.config) : undefined);
}

/** `TF_VAR_x`: a variable that gives a setting its value. */
export function asSetting(variable: string): ConfigSetting | undefined {
  const found = SETTING_VARIABLES.find(({ prefix }) => variable.startsWith(prefix));
  return found && { name: `${found.group}.${variable.slice(found.prefix.length)}` };
}

/** The file that has the setting, where each file has settings of its own. */
function fileOf({ of }: ConfigSetting, { path }: ConfigModel, configs: readonly ConfigModel[]): string {
  if (of === undefined) return '';
  return of === '' ? path : (calledFile(of, configs) ?? of);
}

/** `./.github/workflows/x.yml`, or the folder of an action: from the repository's root. */
function calledFile(written: string, configs: readonly ConfigModel[]): string | undefined {
  const path = posix.normalize(written).replace(/\/$/, '');
  return configs.find((one) => one.path === path || posix.dirname(one.path) === path)?.path;
}

function calledFiles(configs: readonly ConfigModel[]): Set<string | undefined> {
  const called = configs.flatMap(({ entries }) =>
    entries.flatMap(({ name, value }) => (name === 'uses' && /^\.\/[^/]/.test(value) ? [value] : [])),
  );
  return new Set(called.map((one) => calledFile(one, configs)));
}

/** Names with OpenAI in them that also stand where it is not known what they mean. */
function strayNames(configs: readonly ConfigModel[], settings: readonly NamedSetting[], from: Service): Set<string> {
  const places = new Set<string>();
  for (const { name, places: entries, references } of settings) {
    for (const { config, entry } of entries) places.add(`${config.path}\0${entry.nameSpan.end - name.length}`);
    for (const { config, reference } of references)
      places.add(`${config.path}\0${reference.nameSpan.end - name.length}`);
  }
  const names = new Set(
    settings.map(({ name }) => name).filter((name) => isItsSetting(name, from) && name !== name.toUpperCase()),
  );
  const found = new Set<string>();
  for (const { path, text } of names.size > 0 ? configs : [])
    for (const line of text.matchAll(/[^\r\n]+/g)) {
      const code = line[0].replace(/(?:^|\s)(?:#|\/\/).*/s, '');
      for (const { 0: word, index } of code.matchAll(/[A-Za-z][\w-]*/g)) {
        const name = [...names].find((one) => word === one || (word.endsWith(one) && asSetting(word)));
        if (name !== undefined && !places.has(`${path}\0${line.index + index + word.length - name.length}`))
          found.add(name);
      }
    }
  return found;
}

/** Whether the name of a setting, however it is written, is one of the service's. */
export function isItsSetting(name: string, from: Service): boolean {
  return from.word.test(name) && !from.namesOther(name.toUpperCase().replace(/-/g, '_'));
}

/** The name with the other word in it, written as the old one is. */
export function withWord(name: string, word: string, from: Service): string {
  return name.replace(from.word, (old) => {
    if (old === old.toUpperCase()) return word;
    return old.charAt(0) === old.charAt(0).toLowerCase()
      ? word.toLowerCase()
      : word.charAt(0) + word.slice(1).toLowerCase();
  });
}

/** The names that stand beside a setting's. */
export function neighboursOf({ places: [first] }: NamedSetting): string[] {
  return first?.config.entries.filter((one) => isBeside(one, first.entry)).map(({ name }) => name) ?? [];
}

/** A name with a word before it, joined as it and those beside it are: `apiKey` → `holysheepApiKey`. */
export function wordBefore(name: string, beside: readonly string[], word: string): string {
  if (name === name.toUpperCase()) return `${word}_${name}`;
  const words = [name, ...beside].find((one) => /[-_]|[a-z][A-Z]/.test(one)) ?? '_';
  const sign = /[-_]/.exec(words)?.[0] ?? '';
  const first = word.toLowerCase();
  return sign === '' ? first + name.charAt(0).toUpperCase() + name.slice(1) : first + sign + name;
}

function variablesOf(
  setting: NamedSetting,
  at: (config: ConfigModel, span: Span) => NamedSetting | undefined,
  isOwn: (entry: ConfigEntry) => boolean,
  seen: Set<NamedSetting>,
): Set<string> {
  if (seen.has(setting)) return new Set();
  seen.add(setting);
  return new Set(
    setting.references.flatMap(({ config, reference, holder }) => {
      if (!holder || reference.isAddress) return [];
      const next = at(config, holder.nameSpan);
      if (next) return [...variablesOf(next, at, isOwn, seen)];
      return holder.kind === 'variable' && isOwn(holder) ? [holder.name] : [];
    }),
  );
}
