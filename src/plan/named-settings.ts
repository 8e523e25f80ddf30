import { posix } from 'node:path';
import { SETTING_VARIABLES } from '../catalog/config.js';
import { namesOpenai, namesOtherProvider } from '../catalog/variables.js';
import type { ConfigEntry, ConfigModel, ConfigReference, ConfigSetting, Span } from '../ir.js';

/**
 * A setting that files have for each other, over the whole repository: where it is declared or given a value, and where it
 * is referred to. It moves everywhere, or nowhere.
 */
export interface NamedSetting {
  /** The name alone, as it is written last: `apiKey` of `Values.openai.apiKey`. */
  name: string;
  places: { config: ConfigModel; entry: ConfigEntry }[];
  references: { config: ConfigModel; reference: ConfigReference; holder?: ConfigEntry }[];
  /** The variables of OpenAI's whose value it brings, and nothing else. Empty where that is not known. */
  variables: ReadonlySet<string>;
}

export interface NamedSettings {
  /** The setting that an entry is a place of, or that a reference means, if all that becomes of it is known. */
  at(config: ConfigModel, span: Span): NamedSetting | undefined;
}

/** `canMove`: whether what is set there moves with all that its value is made of, as far as `isKnown` settings bring that. */
export function namedSettings(
  configs: readonly ConfigModel[],
  canMove: (entry: ConfigEntry, isKnown: (reference: ConfigReference) => boolean) => boolean,
): NamedSettings {
  const table = collect(configs);
  const all = [...new Set(table.values())];
  const callees = calledFiles(configs);
  const strays = strayNames(configs, all);
  const at = (config: ConfigModel, { start }: Span) => table.get(`${config.path}\0${start}`);
  const known = new Set(
    all.filter((one) => one.places.length > 0 && one.references.length > 0 && !strays.has(one.name)),
  );
  const isKnown = (config: ConfigModel, span: Span) => {
    const setting = at(config, span);
    return setting !== undefined && known.has(setting);
  };
  const holds = ({ places, references }: NamedSetting) =>
    places.every(
      ({ config, entry }) =>
        (!entry.setting?.isCalled || callees.has(config.path)) &&
        canMove(entry, ({ nameSpan }) => isKnown(config, nameSpan)),
    ) &&
    references.every(
      ({ config, reference, holder }) =>
        reference.isTest ||
        (holder !== undefined &&
          (isKnown(config, holder.nameSpan) ||
            (holder.kind === 'variable' &&
              namesOpenai(holder.name) &&
              canMove(holder, ({ nameSpan }) => isKnown(config, nameSpan))))),
    );
  for (;;) {
    const doubtful = [...known].filter((one) => !holds(one));
    if (doubtful.length === 0) break;
    for (const one of doubtful) known.delete(one);
  }
  for (const one of known) one.variables = variablesOf(one, at, new Set());
  return { at: (config, span) => (isKnown(config, span) ? at(config, span) : undefined) };
}

/** The settings by the places of their names: `path\0start`. */
function collect(configs: readonly ConfigModel[]): Map<string, NamedSetting> {
  const settings = new Map<string, NamedSetting>();
  const table = new Map<string, NamedSetting>();
  const take = (config: ConfigModel, setting: ConfigSetting, start: number) => {
    const key = `${fileOf(setting, config, configs)}\0${setting.name}`;
    const name = setting.name.split('.').at(-1) ?? '';
    const known = settings.get(key) ?? { name, places: [], references: [], variables: new Set() };
    settings.set(key, known);
    table.set(`${config.path}\0${start}`, known);
    return known;
  };
  for (const config of configs) {
    for (const entry of config.entries) {
      const setting = entry.setting ?? asSetting(entry.name);
      if (setting) take(config, setting, entry.nameSpan.start).places.push({ config, entry });
    }
    const holders = new Map(
      config.entries.flatMap((entry) => entry.references.map(({ nameSpan }) => [nameSpan.start, entry])),
    );
    for (const reference of config.references) {
      const setting = reference.setting ?? asSetting(reference.name);
      if (!setting) continue;
      const holder = holders.get(reference.nameSpan.start);
      take(config, setting, reference.nameSpan.start).references.push({ config, reference, ...(holder && { holder }) });
    }
  }
  return table;
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
function strayNames(configs: readonly ConfigModel[], settings: readonly NamedSetting[]): Set<string> {
  const places = new Set<string>();
  for (const { name, places: entries, references } of settings) {
    for (const { config, entry } of entries) places.add(`${config.path}\0${entry.nameSpan.end - name.length}`);
    for (const { config, reference } of references)
      places.add(`${config.path}\0${reference.nameSpan.end - name.length}`);
  }
  const names = new Set(
    settings.map(({ name }) => name).filter((name) => isOpenais(name) && name !== name.toUpperCase()),
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

/** Whether the name of a setting, however it is written, is one of OpenAI's. */
export function isOpenais(name: string): boolean {
  return OPENAI.test(name) && !namesOtherProvider(name.toUpperCase().replace(/-/g, '_'));
}

/** The name with the other word in it, written as the old one is. */
export function withWord(name: string, word: string): string {
  return name.replace(OPENAI, (old) => {
    if (old === old.toUpperCase()) return word;
    return old.startsWith('o') ? word.toLowerCase() : word.charAt(0) + word.slice(1).toLowerCase();
  });
}

const OPENAI = /open[-_]?ai/i;

function variablesOf(
  setting: NamedSetting,
  at: (config: ConfigModel, span: Span) => NamedSetting | undefined,
  seen: Set<NamedSetting>,
): Set<string> {
  if (seen.has(setting)) return new Set();
  seen.add(setting);
  return new Set(
    setting.references.flatMap(({ config, holder }) => {
      if (!holder) return [];
      const next = at(config, holder.nameSpan);
      if (next) return [...variablesOf(next, at, seen)];
      return holder.kind === 'variable' ? [holder.name] : [];
    }),
  );
}
