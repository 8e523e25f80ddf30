import { isPlaceholder, keysIn } from '../src/catalog/keys.js';
import { isTestPath } from '../src/discover/file-kinds.js';
import { applyWithin } from '../src/edit/apply-within.js';
import type { ConfigEntry, ConfigModel } from '../src/ir.js';
import { gapBefore } from '../src/languages/style.js';
import { loadedBy } from '../src/plan/components.js';
import { note } from '../src/plan/finding.js';
import { heldByAddress, heldNote } from '../src/plan/held-by-address.js';
import { keySetFromElsewhere } from '../src/plan/keys-set-in-code.js';
import { placeOf } from '../src/plan/loose.js';
import {
  isAddressOfSecret,
  isEnvFile,
  isListOfModels,
  leadsElsewhere,
  newValue,
  roleOf,
  valueBeside,
} from '../src/plan/setting-values.js';
import { isOfOtherProgram, stayerOf } from '../src/plan/staying-programs.js';
import { type NamesContext, type NamesTransform, rewrite } from '../src/plan/transform.js';
import type { Finding, PlanOptions } from '../src/plan/types.js';
import type { Variable } from '../src/plan/variables.js';
import { lineEnd, lineStart } from '../src/text-position.js';
import { unreadSetting } from './unread-setting.js';

/** Moves the settings in `.env` files and their examples with the code that reads them: names and values. */
export const setVariable: NamesTransform = {
  id: 'set-variable',
  apply(context) {
    return context.configs
      .filter((config) => config.isCode || isEnvFile(config))
      .flatMap((config) => config.entries.flatMap((entry) => settle(this.id, config, entry, context)));
  },
};

function settle(id: string, config: ConfigModel, entry: ConfigEntry, context: NamesContext): Finding[] {
  const variable = context.variables.find(entry.name, config.path);
  const role = roleOf(entry, variable);
  if (!variable || variable.roles.size === 0) {
    // Code that sets a variable is told of like code that reads it.
    if (config.isCode) return [];
    const text = withNewNames(entry.value, config.path, context, ['rename']);
    if (text !== entry.value)
      return [rewrite(id, undefined, config, entry, [{ ...entry.valueSpan, text }], 'value-replaced', text)];
    return unreadSetting(config, entry, variable, role, context);
  }
  const isOfTest = entry.isTest || (config.isCode && isTestPath(config.path));
  const elsewhere = isOfTest ? undefined : leadsElsewhere(config, entry, role, context.options);
  if (elsewhere) return [elsewhere];
  const address = heldByAddress(config, entry, context.variables, context.options);
  if (address) return [heldNote(config, entry, address)];
  // A test's own value stays a test's; an address follows, as those do at which it answers.
  const isOwnValue = isOfTest && role !== 'baseUrl' && keysIn(entry.value).length === 0;
  const valueFor = variable.mode === 'add' ? valueBeside : newValue;
  const ofEntry = isOwnValue
    ? entry.value
    : withNewNames(valueFor(entry, role, variable, context.options), config.path, context, ['rename', 'add']);
  // Beside OpenAI's key an SDK would take that in place of an empty one.
  const isBlankKey = variable.mode === 'add' && config.isCode && !isOfTest && role === 'apiKey' && ofEntry === '';
  const value = isBlankKey && !entry.isComputed ? context.options.profile.placeholder : ofEntry;
  if (variable.mode === 'add') {
    if (config.entries.some((other) => other.name === variable.to)) return [];
    if (!config.isCode && isAddedAbove(config, entry, variable, context)) return [];
    if (config.isCode && entry.separator === ',') return [addEntry(id, config, entry, variable, value, context)];
    // What another program sets, for itself, is not looked for by the one that moves.
    const isForItself = config.isCode && entry.separator === '' && !(isOfTest && loadsNothing(config.path, context));
    if (isForItself && !context.isOfMovedProgram(config.path)) return [];
    const stayer = config.isCode ? undefined : stayerOf(config.path, variable, context);
    if (stayer?.verdict === 'review')
      return [note('variable', config.path, entry, 'review', 'unit-review', placeOf(stayer))];
    if (stayer) return [note('variable', config.path, entry, 'keep', 'stays-with-unit', placeOf(stayer))];
    if (!config.isCode && isOfOtherProgram(config.path, context)) {
      const isNeutral = !context.options.from.names(variable.name);
      return isNeutral ? [] : [note('variable', config.path, entry, 'review', 'loose-variable', variable.to)];
    }
    if (entry.isComputed) return [note('variable', config.path, entry, 'review', 'set-beside', variable.to)];
    // What it gets its value from is for what stays.
    const isOthers = role === 'apiKey' && otherSource(config, entry, value, variable.to, context) !== undefined;
    return [addBeside(id, config, entry, variable, isOthers ? context.options.profile.placeholder : value, context)];
  }
  // Two lines of one name would be one variable with the last line's value.
  const isTwin = variable.mode === 'rename' && !config.isCode && !entry.isCommented;
  if (isTwin && config.entries.some((other) => other.name === variable.to && !other.isCommented))
    return [note('variable', config.path, entry, 'review', 'twin-name', variable.to)];
  const isSecret = keysIn(entry.value).length > 0;
  const asDefault = isSecret && variable.mode === 'rename' && defaultInCode(config, entry, variable, value, context);
  if (asDefault) {
    const edit = { start: entry.start, end: entry.end, text: asDefault };
    return [rewrite(id, undefined, config, entry, [edit], 'secret-replaced', variable.to)];
  }
  const other = role === 'apiKey' ? otherSource(config, entry, value, variable.to, context) : undefined;
  const source = other === undefined ? [] : [note('variable', config.path, entry, 'review', 'key-source', other)];
  const edits = [];
  if (variable.mode === 'rename') edits.push({ ...entry.nameSpan, text: variable.to });
  if (value !== entry.value) edits.push({ ...entry.valueSpan, text: value });
  const listed = isListOfModels(value, role, context.options)
    ? [note('variable', config.path, entry, 'review', 'choices')]
    : [];
  if (edits.length === 0) return isAddressOfSecret(value) ? source : listed;
  const isBoth = edits.length === 2;
  const reason = isSecret
    ? 'secret-replaced'
    : isBoth
      ? 'setting-moved'
      : edits[0]?.text === value
        ? 'value-replaced'
        : 'name-renamed';
  const detail =
    isBoth && !isSecret ? `${variable.to}, with the value ${value}` : reason === 'value-replaced' ? value : variable.to;
  const moved = rewrite(id, undefined, config, entry, edits, reason, detail);
  return [moved, ...(other === undefined ? listed : source)];
}

/** Whether another variable, for which the same new one is needed, stands above it. */
function isAddedAbove(
  { entries, path }: ConfigModel,
  { start, name }: ConfigEntry,
  { to }: Variable,
  { variables }: NamesContext,
): boolean {
  return entries.some((other) => {
    const above = other.start < start && other.name !== name ? variables.find(other.name, path) : undefined;
    return above?.mode === 'add' && above.to === to && above.roles.size > 0;
  });
}

/** A file of the tests' own that sets things up for all of them. */
function loadsNothing(path: string, { linked: { project } }: NamesContext): boolean {
  const model = project.models.get(path);
  return model !== undefined && [...loadedBy(project, model.path)].length === 0;
}

/** Another variable that gives a key its value, and that is not renamed itself, or a place in a store: it still holds the old key. */
function otherSource(
  { isCode, path, text }: ConfigModel,
  entry: ConfigEntry,
  value: string,
  own: string,
  { variables, linked: { resolver }, options }: NamesContext,
): string | undefined {
  if (isAddressOfSecret(value) && !isForAnyone(value, options)) return value;
  // Where no client that moves is known to be of the program, nothing is held back for it.
  const setting = isCode
    ? variables.settings.find((one) => one.model.path === path && one.nameSpan.start === entry.nameSpan.start)
    : undefined;
  if (setting && !setting.isEntry)
    return keySetFromElsewhere(setting, resolver) && text.slice(setting.value.start, setting.value.end).slice(0, 80);
  // What an entry of an object is computed from, other than variables, is not known to hold the new key.
  if (isCode)
    return entry.separator === ',' && entry.isComputed && entry.references.length === 0
      ? text
          .slice(entry.nameSpan.end, entry.end)
          .replace(/^['"\]]*\s*[:=]\s*/, '')
          .slice(0, 80)
      : undefined;
  const [, name] = /\$\{?([A-Za-z_]\w*)/.exec(value) ?? [];
  return name === undefined || name === own || variables.all.some(({ to }) => to === name) ? undefined : name;
}

/** A place in a store that is the gateway's already, or a stand-in that names nobody's. */
function isForAnyone(value: string, { from, profile }: PlanOptions): boolean {
  return value.toLowerCase().includes(profile.id) || (isPlaceholder(value) && !from.isSpokenOf.test(value));
}

/** A key's placeholder in code must not hide the key that the environment holds: it is set where there is none. */
function defaultInCode(
  { path, isCode }: ConfigModel,
  { isAssignment }: ConfigEntry,
  variable: Variable,
  value: string,
  { linked, writer }: NamesContext,
): string | undefined {
  const model = isCode && isAssignment ? linked.project.models.get(path) : undefined;
  return model && writer(model).environmentDefault(model, variable.to, writer(model).string(model, value));
}

/** `OTHER=${OPENAI_API_KEY}`: a value that reads a variable follows its name, where that changes so. */
function withNewNames(
  value: string,
  path: string,
  { variables }: NamesContext,
  modes: readonly Variable['mode'][],
): string {
  return value.replace(/(\$\{?)([A-Za-z_]\w*)/g, (found, mark: string, name: string) => {
    const variable = variables.find(name, path);
    return variable && modes.includes(variable.mode) ? mark + variable.to : found;
  });
}

/** An entry of its own below the old one. */
function addEntry(
  id: string,
  config: ConfigModel,
  entry: ConfigEntry,
  variable: Variable,
  value: string,
  { variables }: NamesContext,
): Finding {
  const { text, path } = config;
  const edits = [{ ...entry.nameSpan, text: variable.to }];
  if (!entry.isComputed) edits.push({ ...entry.valueSpan, text: value });
  for (const { name, nameSpan } of entry.references) {
    const read = variables.find(name, path);
    if (read && read.mode !== 'stay') edits.push({ ...nameSpan, text: read.to });
  }
  const isWhole = edits.length === 1 + (entry.isComputed ? Math.max(1, entry.references.length) : 1);
  if (!isWhole) return note('variable', path, entry, 'review', 'set-beside', variable.to);
  const copy = applyWithin(text, entry, edits);
  const edit = { start: entry.end, end: entry.end, text: `,${gapBefore(text, entry.start)}${copy}` };
  return rewrite(id, undefined, config, entry, [edit], 'name-added', variable.to);
}

/** A line of its own below the old one, which something that stays on OpenAI still reads. */
function addBeside(
  id: string,
  config: ConfigModel,
  entry: ConfigEntry,
  variable: Variable,
  value: string,
  context: NamesContext,
): Finding {
  const { text } = config;
  const end = lineEnd(text, entry.end);
  const eol = text.startsWith('\r\n', end) || (end === text.length && text.includes('\r\n')) ? '\r\n' : '\n';
  const indent = /(?<![ \t])[ \t]*$/.exec(text.slice(0, entry.start))?.[0] ?? '';
  const head = indent + text.slice(entry.start, entry.nameSpan.start);
  const between = text.slice(entry.nameSpan.end, entry.valueSpan.start);
  const tail = config.isCode ? text.slice(entry.valueSpan.end, entry.end) : entry.quote;
  const isKey = variable.roles.has('apiKey');
  const asDefault = isKey && defaultInCode(config, entry, variable, value, context);
  const line = asDefault ? indent + asDefault : `${head}${variable.to}${between}${value}${tail}`;
  // A semicolon is not part of an assignment.
  const close = config.isCode && text[entry.end] === ';' ? ';' : '';
  const isInLine = config.isCode && !isAloneInLine(text, entry);
  // What is part of something else in its line would be set whatever that does.
  if (isInLine && !isStatement(text, entry))
    return note('variable', config.path, entry, 'review', 'set-beside', variable.to);
  const edit = isInLine
    ? { start: entry.end, end: entry.end, text: `; ${line.trimStart()}` }
    : { start: end, end, text: eol + line + close };
  return rewrite(id, undefined, config, entry, [edit], 'name-added', variable.to);
}

function isAloneInLine(text: string, { start, end }: ConfigEntry): boolean {
  const before = text.slice(lineStart(text, start), start);
  return (
    /^[ \t]*$/.test(before) && /^[ \t]*(?:;[ \t]*)?(?:(?:\/\/|\/\*|#).*)?$/.test(text.slice(end, lineEnd(text, end)))
  );
}

/** Whether what stands around it in its line is a block or other statements. */
function isStatement(text: string, { start, end }: ConfigEntry): boolean {
  const before = text.slice(lineStart(text, start), start);
  return /(?:^|[{;:])[ \t]*$/.test(before) && /^[ \t]*(?:[;}]|$)/.test(text.slice(end, lineEnd(text, end)));
}
