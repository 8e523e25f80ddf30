import { keysIn } from '../src/catalog/keys.js';
import { namesOpenai } from '../src/catalog/variables.js';
import { isTestPath } from '../src/discover/file-kinds.js';
import type { ConfigEntry, ConfigModel, ConfigReference } from '../src/ir.js';
import { configWriterFor } from '../src/languages/config/index.js';
import type { Insertion } from '../src/languages/writer.js';
import { type CommandRequest, isServedRequest } from '../src/plan/command-requests.js';
import { note } from '../src/plan/finding.js';
import { modelOutcome } from '../src/plan/model-map.js';
import type { ReasonCode } from '../src/plan/reasons.js';
import { isWritten, leadsElsewhere, newValue, roleOf } from '../src/plan/setting-values.js';
import { type NamesContext, type NamesTransform, rewrite } from '../src/plan/transform.js';
import type { Finding } from '../src/plan/types.js';
import { withTargetHost } from '../src/plan/urls.js';
import type { Variable } from '../src/plan/variables.js';
import { positionOf } from '../src/text-position.js';
import { moveSetting } from './move-setting.js';
import { movingSetting } from './moving-setting.js';
import { newName, referred, sourceOf } from './new-names.js';
import { unreadSetting } from './unread-setting.js';

/** Moves the files that configure an app with the code that reads them: names, values, and requests that commands make. */
export const setConfig: NamesTransform = {
  id: 'set-config',
  title: 'Set the variable where the app is configured',
  apply(context) {
    return context.configs
      .filter((config) => !config.isCode && config.language !== 'dotenv')
      .flatMap((config) => {
        const requests = context.readers.requests.filter((request) => request.config === config);
        return withoutTwins([
          ...requests.flatMap((request) => settleRequest(request, context)),
          ...config.entries.flatMap((entry) => settleEntry(config, entry, context)),
          ...config.references.flatMap((reference) => settleReference(config, reference, context)),
        ]);
      });
  },
};

/** A reference inside a command inside a block is met more than once. */
function withoutTwins(findings: readonly Finding[]): Finding[] {
  const done = new Set<number>();
  return findings.flatMap((finding) => {
    if (!finding.edits) return [finding];
    const edits = finding.edits.filter(({ start }) => !done.has(start));
    for (const { start } of edits) done.add(start);
    return edits.length > 0 ? [{ ...finding, edits }] : [];
  });
}

function changed(
  config: ConfigModel,
  span: ConfigEntry,
  edits: readonly Insertion[],
  reason: ReasonCode,
  detail: string,
) {
  return rewrite(setConfig.id, undefined, config, span, edits, reason, detail);
}

function settleRequest(request: CommandRequest, { options, variables }: NamesContext): Finding[] {
  const { config, command, host, endpoint, references, models, hindrance } = request;
  const { path, text } = config;
  if (!isServedRequest(request)) {
    const isKept = endpoint !== undefined && endpoint.served !== 'yes';
    const own = references.filter(({ name }) => namesOpenai(name));
    const place = `a command at ${path}:${positionOf(text, command.start).line}`;
    return [
      isKept
        ? note('unit', path, command, 'keep', 'not-served', endpoint.title)
        : note('unit', path, command, 'review', 'command-unknown', hindrance ?? 'its address'),
      ...own.map((one) =>
        isKept
          ? note('variable', path, one, 'keep', 'stays-with-unit', place)
          : note('variable', path, one, 'review', 'unit-review', place),
      ),
    ];
  }
  const edits: Insertion[] = [];
  const address = withTargetHost(text.slice(host.start, host.end), options.profile);
  if (address === undefined) return [note('unit', path, command, 'review', 'base-path')];
  edits.push({ start: host.start, end: host.end, text: address });
  for (const { id, start, end } of models) {
    const outcome = modelOutcome(id, options);
    if (outcome.kind === 'map' && outcome.to !== id) edits.push({ start, end, text: outcome.to });
  }
  for (const { name, nameSpan } of references) {
    const variable = variables.find(name, path);
    if (variable && variable.mode !== 'stay') edits.push({ ...nameSpan, text: variable.to });
  }
  return [rewrite(setConfig.id, undefined, config, command, edits, 'moved', options.profile.baseUrl)];
}

function settleEntry(config: ConfigModel, entry: ConfigEntry, context: NamesContext): Finding[] {
  const variable = context.variables.find(entry.name, config.path);
  const program = context.readers.foreign.get(entry);
  if (program !== undefined)
    return [note('variable', config.path, entry, isTestPath(config.path) ? 'keep' : 'review', 'third-party', program)];
  if (entry.kind === 'variable-name') return settleName(config, entry, context);
  const setting =
    namesOpenai(entry.name) && entry.kind === 'variable' ? undefined : movingSetting(config, entry, context);
  if (setting) return moveSetting(config, entry, setting, context);
  if (entry.kind !== 'variable') return [];
  const role = roleOf(entry, variable);
  if (!variable || variable.roles.size === 0) return unreadSetting(config, entry, variable, role, context);
  const elsewhere = leadsElsewhere(config, entry, role);
  if (elsewhere) return [elsewhere];
  return variable.mode === 'add'
    ? addBeside(config, entry, variable, context)
    : moveEntry(config, entry, variable, context);
}

/** The name, and a value that is written; one that comes from elsewhere follows the names there. */
function moveEntry(config: ConfigModel, entry: ConfigEntry, variable: Variable, context: NamesContext): Finding[] {
  const writer = configWriterFor(config);
  const role = roleOf(entry, variable);
  const edits: Insertion[] = [];
  if (variable.mode === 'rename' && hasTwin(config, entry, variable, context))
    return [note('variable', config.path, entry, 'review', 'twin-name', variable.to)];
  if (variable.mode === 'rename') {
    const name = writer.rename(config, entry, variable.to);
    if (!name) return [note('variable', config.path, entry, 'review', 'not-written', variable.to)];
    edits.push(...name);
  }
  // A test's own value stays a test's.
  const isOwn = isTestPath(config.path) && keysIn(entry.value).length === 0;
  const value = isWritten(entry) && !isOwn ? newValue(entry, role, context.options) : entry.value;
  if (value !== entry.value) {
    const set = writer.setValue(config, entry, value);
    if (!set) return [note('variable', config.path, entry, 'review', 'not-written', variable.to)];
    edits.push(...set);
  }
  const source = role === 'apiKey' && !entry.isPassedOn ? sourceOf(config, entry, variable, context) : undefined;
  edits.push(...(source?.edits ?? []));
  const isSecret = keysIn(entry.value).length > 0;
  const detail = value === entry.value || isSecret ? variable.to : `${variable.to}, with the value ${value}`;
  const reason = isSecret
    ? 'secret-replaced'
    : value === entry.value
      ? 'name-renamed'
      : variable.mode === 'rename'
        ? 'setting-moved'
        : 'value-replaced';
  return [
    ...(edits.length > 0 ? [changed(config, entry, edits, reason, reason === 'value-replaced' ? value : detail)] : []),
    ...(source?.open ? [note('variable', config.path, entry, 'review', 'key-source', source.open)] : []),
  ];
}

/** Whether the new name stands beside it already, or another one gets it: two of a name are an error in many formats. */
function hasTwin(
  { entries, path }: ConfigModel,
  entry: ConfigEntry,
  { to }: Variable,
  { variables }: NamesContext,
): boolean {
  return entries.some(
    (other) =>
      other !== entry &&
      other.within === entry.within &&
      isBeside(other, entry) &&
      (other.name === to || (other.start < entry.start && variables.find(other.name, path)?.to === to)) &&
      other.name !== entry.name,
  );
}

function isBeside(a: ConfigEntry, b: ConfigEntry): boolean {
  const holder = ({ path }: ConfigEntry) =>
    path
      .slice(0, -1)
      .filter((key, index, keys) => index < keys.length - 1 || !/^\d+$/.test(key))
      .join('\0');
  return a.within === 'command'
    ? Math.abs(a.start - b.start) < 200 && holder(a) === holder(b)
    : holder(a) === holder(b);
}

/** The gateway's variable beside the old one, never with the old key. */
function addBeside(config: ConfigModel, entry: ConfigEntry, variable: Variable, context: NamesContext): Finding[] {
  if (config.entries.some((one) => one.name === variable.to && isBeside(one, entry))) return [];
  const role = roleOf(entry, variable);
  const isWhole = isWritten(entry) || entry.isPassedOn || isOfNewNames(config, entry, variable, context);
  // A workflow that others call has only the secrets that it declares.
  const isDeclared = /\bworkflow_call\b/.test(config.text);
  const canBeCopied = isWhole && !isDeclared && (!entry.isComputed || entry.references.length > 0);
  const value = isWritten(entry) ? newValue(entry, role, context.options) : undefined;
  const edits = canBeCopied
    ? configWriterFor(config).addBeside(config, entry, {
        name: variable.to,
        value,
        renamed: (reference) => newName(config, reference, variable, context),
      })
    : undefined;
  if (!edits) return [note('variable', config.path, entry, 'review', 'set-beside', variable.to)];
  return [changed(config, entry, edits, 'name-added', variable.to)];
}

/** Whether all that the value is made of gets a new name: no part of it may bring the old key along. */
function isOfNewNames(config: ConfigModel, entry: ConfigEntry, variable: Variable, context: NamesContext): boolean {
  if (/`|\$\((?!\w+\))/.test(entry.value)) return false;
  return (
    entry.references.length > 0 &&
    entry.references.every((one) => !one.fallback?.value && newName(config, one, variable, context) !== undefined)
  );
}

/** The value is the name of a variable. */
function settleName(config: ConfigModel, entry: ConfigEntry, { variables }: NamesContext): Finding[] {
  const variable = variables.find(entry.value, config.path);
  if (variable?.mode !== 'rename') return [];
  const edits = configWriterFor(config).setValue(config, entry, variable.to);
  if (!edits) return [note('variable', config.path, entry, 'review', 'not-written', variable.to)];
  return [changed(config, entry, edits, 'name-renamed', variable.to)];
}

/** Whatever refers to a variable follows its name, and its default the value. */
function settleReference(config: ConfigModel, reference: ConfigReference, context: NamesContext): Finding[] {
  const setting = movingSetting(config, reference, context);
  if (setting) {
    const text = referred(reference, setting);
    if (text === undefined) return [];
    const edit = { ...reference.nameSpan, text };
    return [rewrite(setConfig.id, undefined, config, reference, [edit], 'setting-renamed', setting.to)];
  }
  const variable = reference.to === 'setting' ? undefined : context.variables.find(reference.name, config.path);
  if (variable?.mode !== 'rename') return [];
  const holder = config.entries.find((one) => one.references.includes(reference));
  const held = holder && context.variables.find(holder.name, config.path);
  // What stays as it is keeps what it refers to.
  if (holder && held?.mode === 'rename' && hasTwin(config, holder, held, context)) return [];
  const edits: Insertion[] = [{ ...reference.nameSpan, text: variable.to }];
  const { fallback } = reference;
  const value = fallback && newValue(fallback, roleOf(variable, variable), context.options);
  const isPlain = value !== undefined && /^[\w:/.-]+$/.test(value);
  if (fallback && isPlain && value !== fallback.value)
    edits.push({ start: fallback.start, end: fallback.end, text: value });
  return [rewrite(setConfig.id, undefined, config, reference, edits, 'name-renamed', variable.to)];
}
