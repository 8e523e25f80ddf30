import type { ConfigEntry, ConfigModel, ConfigReference } from '../src/ir.js';
import type { Insertion } from '../src/languages/writer.js';
import { wordBefore } from '../src/plan/named-settings.js';
import { isWritten } from '../src/plan/setting-values.js';
import type { Variable } from '../src/plan/variables.js';
import { type ConfigContext, type MovingSetting, movingSetting } from './moving-setting.js';

/** Where a key comes from, renamed as far as its name says that it is OpenAI's. */
export function sourceOf(
  config: ConfigModel,
  entry: ConfigEntry,
  variable: Variable,
  context: ConfigContext,
): { edits: Insertion[]; open?: string } {
  const { references, nameSpan, valueSpan, isComputed } = entry;
  const edits: Insertion[] = [];
  let open: string | undefined;
  let isNamed = false;
  for (const reference of references) {
    if (reference.nameSpan.start === nameSpan.start || reference.isAddress) continue;
    const name = newName(config, reference, variable, context);
    // Beside a name that stays, what holds the key keeps its own.
    if (name === reference.name) isNamed = true;
    else if (name === undefined) open = reference.store ? `${reference.store}/${reference.name}` : reference.name;
    else edits.push({ ...reference.nameSpan, text: name });
  }
  if (edits.length === 0 && !isNamed && (isComputed || !isWritten(entry))) {
    const written = config.text.slice(valueSpan.start, valueSpan.end);
    // A group of keys that gives no value (`sync: false`) says only that it is set elsewhere, under the name.
    open ??= /^\{|\n/.test(written) ? variable.to : written || entry.name;
  }
  return { edits, open };
}

/** What something that holds OpenAI's key is called for the gateway; undefined where that cannot be told. */
export function newName(
  config: ConfigModel,
  reference: ConfigReference,
  own: Variable,
  context: ConfigContext,
): string | undefined {
  const { variables, options } = context;
  const { name, to, store, isAddress } = reference;
  if (isAddress) return undefined;
  const { from } = options;
  const setting = movingSetting(config, reference, context);
  if (setting) return referred(reference, setting);
  if (to === 'environment' && own.roles.has('apiKey')) {
    const asked = askedName(config, name, context);
    if (asked !== undefined) return asked;
  }
  // Nobody declares it under a new name.
  if (to === 'setting' || context.readers.settings.any(config, reference.nameSpan)) return undefined;
  if (name === own.name) return own.to;
  const known = variables.all.find((one) => one.name === name && one.mode !== 'stay');
  if (known) return known.to;
  const isOpenais = from.names(name.toUpperCase().replace(/[-.]/g, '_'));
  return store === undefined && isOpenais && /^[A-Z0-9_]+$/.test(name)
    ? from.renamed(name, options.profile)
    : undefined;
}

/** What a reference to a setting is after the migration; undefined where it stays. */
export function referred({ name }: ConfigReference, setting: MovingSetting): string | undefined {
  return setting.to === setting.name ? undefined : name.slice(0, -setting.name.length) + setting.to;
}

/** The variable of a script that is asked for beside one into which whoever runs it types OpenAI's key. */
export function askedName(config: ConfigModel, name: string, { readers, options }: ConfigContext): string | undefined {
  if (!readers.asked.get(config)?.some((one) => one.name === name)) return undefined;
  const to = wordBefore(name, [], options.profile.variableWord);
  return new RegExp(`\\b${to}\\b`).test(config.text) ? undefined : to;
}
