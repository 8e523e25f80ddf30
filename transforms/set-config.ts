import { programFacts } from '../src/catalog/config-clients.js';
import { keysIn } from '../src/catalog/keys.js';
import type { Service } from '../src/catalog/service.js';
import { isTestPath } from '../src/discover/file-kinds.js';
import type { ConfigEntry, ConfigModel, ConfigReference, Span } from '../src/ir.js';
import { configWriterFor } from '../src/languages/config/index.js';
import type { Insertion } from '../src/languages/writer.js';
import { type CommandRequest, isServedRequest } from '../src/plan/command-requests.js';
import { commonOf, connectionOf } from '../src/plan/config-clients.js';
import { note } from '../src/plan/finding.js';
import { heldByAddress, heldNote, isBeside } from '../src/plan/held-by-address.js';
import { modelOutcome } from '../src/plan/model-map.js';
import { modelOptions, optionValues } from '../src/plan/option-values.js';
import type { ReasonCode } from '../src/plan/reasons.js';
import {
  isEnvFile,
  isListOfModels,
  isVariable,
  isWritten,
  leadsElsewhere,
  newValue,
  roleOf,
} from '../src/plan/setting-values.js';
import { type NamesTransform, rewrite } from '../src/plan/transform.js';
import type { Finding } from '../src/plan/types.js';
import { withTargetHost } from '../src/plan/urls.js';
import type { Variable } from '../src/plan/variables.js';
import { isWithin } from '../src/spans.js';
import { positionOf } from '../src/text-position.js';
import { copiedSettings } from './copied-settings.js';
import { askToo, moveGuard, settleSpelled } from './follow-in-script.js';
import { moveSetting } from './move-setting.js';
import { type ConfigContext, type MovingSetting, movingSetting } from './moving-setting.js';
import { referred, sourceOf } from './new-names.js';
import { onceMore } from './once-more.js';
import { unreadSetting } from './unread-setting.js';

/** Moves the files that configure an app with the code that reads them: names, values, and requests that commands make. */
export const setConfig: NamesTransform = {
  id: 'set-config',
  apply(plan) {
    const context = { ...plan, copied: copiedSettings(plan) };
    const clients = context.readers.clients.flatMap((client) => [...connectionOf(client), ...commonOf(client)]);
    const isOfClients = new Set(clients.map(({ entry }) => entry));
    const asked = modelOptions(context.units, context.options);
    return context.configs
      .filter((config) => !config.isCode && !isEnvFile(config))
      .flatMap((config) => {
        const requests = context.readers.requests.filter((request) => request.config === config);
        const entries = config.entries.filter((entry) => !isOfClients.has(entry));
        const ofClients = new Set(
          config.entries.filter((entry) => isOfClients.has(entry)).flatMap(({ references }) => references),
        );
        const references = config.references.filter((reference) => !ofClients.has(reference));
        return withoutTwins([
          ...requests.flatMap((request) =>
            settleRequest(request, context).map((finding) => ({ ...finding, unit: request.id })),
          ),
          ...entries.flatMap((entry) => settleEntry(config, entry, context)),
          ...references.flatMap((reference) => settleReference(config, reference, context)),
          ...(context.readers.spelled.get(config) ?? []).flatMap((one) => settleSpelled(config, one, context)),
          ...optionValues(config, asked, context.options).map((edit) =>
            rewrite(setConfig.id, undefined, config, edit, [edit], 'value-replaced', edit.text),
          ),
          ...(context.readers.asked.get(config) ?? []).flatMap((one) => askToo(config, one, context)),
          ...(context.readers.guards.get(config) ?? []).flatMap((one) => moveGuard(config, one, context)),
        ]);
      });
  },
};

/** A reference inside a command inside a block is met more than once, a default also as the value of a request. */
function withoutTwins(findings: readonly Finding[]): Finding[] {
  const done = new Set<number>();
  const wide: Span[] = [];
  const isDone = ({ start, end }: Span) =>
    done.has(start) || wide.some((one) => Math.max(one.start, start) < Math.min(one.end, end));
  return findings.flatMap((finding) => {
    if (!finding.edits) return [finding];
    const edits = finding.edits.filter((edit) => !isDone(edit));
    for (const { start } of edits) done.add(start);
    wide.push(...edits);
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

function settleRequest(request: CommandRequest, { options, variables }: ConfigContext): Finding[] {
  const { config, command, hosts, endpoint, references, models, hindrance } = request;
  const { path, text } = config;
  const { from } = options;
  if (!isServedRequest(request)) {
    const isKept = endpoint !== undefined && endpoint.served !== 'yes';
    const own = references.filter(({ name }) => from.names(name));
    const isIgnored = hindrance?.code === 'ignored';
    const place = `a command at ${path}:${positionOf(text, command.start).line}`;
    const action = isKept || isIgnored ? 'keep' : 'review';
    return [
      isKept
        ? note('unit', path, command, action, 'not-served', endpoint.title)
        : note('unit', path, command, action, hindrance?.code ?? 'command-unknown', hindrance?.detail),
      ...own.map((one) =>
        note('variable', path, one, action, action === 'keep' ? 'stays-with-unit' : 'unit-review', place),
      ),
    ];
  }
  // Beside what stays, the value is written under the new name.
  const kept = config.entries.filter((one) => isVariable(one, from) && variables.find(one.name, path)?.mode === 'add');
  const isOwn = ({ start }: Span) => !kept.some(({ valueSpan }) => valueSpan.start <= start && start < valueSpan.end);
  const edits: Insertion[] = [];
  for (const { start, end } of hosts.filter(isOwn)) {
    const address = withTargetHost(text.slice(start, end), options);
    if (address === undefined) return [note('unit', path, command, 'review', 'base-path')];
    edits.push({ start, end, text: address });
  }
  for (const { id, start, end } of models.filter(isOwn)) {
    const outcome = modelOutcome(id, options);
    if (outcome.kind === 'map' && outcome.to !== id) edits.push({ start, end, text: outcome.to });
  }
  for (const { name, nameSpan } of references) {
    const variable = variables.find(name, path);
    if (variable && variable.mode !== 'stay') edits.push({ ...nameSpan, text: variable.to });
  }
  const isInside = (one: Span) => request.parts.some(({ start, end }) => start <= one.start && one.end <= end);
  const renamed = request.parameters.flatMap(({ edit, sentence }) =>
    edit && isInside(edit)
      ? [rewrite(setConfig.id, undefined, config, edit, [edit], 'parameter-mapped', sentence)]
      : [],
  );
  const told = request.parameters.flatMap((one) =>
    one.edit && isInside(one.edit) ? [] : [note('parameter', path, one, 'review', 'parameter', one.sentence)],
  );
  const routes = request.routes.map((edit) =>
    rewrite(setConfig.id, undefined, config, edit, [edit], 'route-widened', options.profile.title),
  );
  return [
    rewrite(setConfig.id, undefined, config, command, edits, 'moved', options.profile.baseUrl),
    ...routes,
    ...renamed,
    ...told,
    ...(request.isKeyTyped ? [note('variable', path, command, 'review', 'key-typed')] : []),
    ...neutralNames(request, from).map(({ name, at }) => note('variable', path, at, 'keep', 'name-stays', name)),
    ...request.entries
      .filter(({ name }) => from.names(name) && !variables.find(name, path)?.roles.size)
      .map((entry) => note('variable', path, entry, 'keep', 'name-stays', entry.name)),
  ];
}

/** Variables of the environment without OpenAI in their name, whose value has to change where the script runs. */
function neutralNames({ variables, references }: CommandRequest, from: Service) {
  return variables.flatMap(({ name }) => {
    const at = from.names(name) ? undefined : references.find((one) => one.name === name);
    return at ? [{ name, at }] : [];
  });
}

function settleEntry(config: ConfigModel, entry: ConfigEntry, context: ConfigContext): Finding[] {
  const variable = context.variables.find(entry.name, config.path);
  const { from } = context.options;
  const program = context.readers.foreign.get(entry);
  if (program !== undefined) {
    const reads = programFacts(program)?.reads;
    const action = isTestPath(config.path) ? 'keep' : 'review';
    return [
      reads === undefined
        ? note('variable', config.path, entry, action, 'third-party', program)
        : note('variable', config.path, entry, action, 'program-reads', reads),
    ];
  }
  if (entry.kind === 'variable-name') return settleName(config, entry, context);
  const setting = from.names(entry.name) && isVariable(entry, from) ? undefined : movingSetting(config, entry, context);
  if (setting) return moveSetting(config, entry, setting, context);
  if (!isVariable(entry, from)) return [];
  const role = roleOf(entry, variable);
  // A script's own variable speaks with what it is used for.
  if (entry.kind !== 'variable' && !variable?.roles.size) return [];
  if (!variable || variable.roles.size === 0) return unreadSetting(config, entry, variable, role, context);
  const elsewhere = leadsElsewhere(config, entry, role, context.options);
  if (elsewhere) return [elsewhere];
  const address = heldByAddress(config, entry, context.variables, context.options);
  if (address) return [heldNote(config, entry, address)];
  return variable.mode === 'add'
    ? addBeside(config, entry, variable, context)
    : moveEntry(config, entry, variable, context);
}

/** The name, and a value that is written; one that comes from elsewhere follows the names there. */
function moveEntry(config: ConfigModel, entry: ConfigEntry, variable: Variable, context: ConfigContext): Finding[] {
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
  const value = isWritten(entry) && !isOwn ? newValue(entry, role, variable, context.options) : entry.value;
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
  // What is set from elsewhere says nothing that changes here.
  const isKept = variable.mode === 'stay' || source?.open === undefined;
  const isTold = isKept && context.options.from.names(entry.name);
  const unchanged = isTold ? [note('variable', config.path, entry, 'keep', 'name-stays', entry.name)] : [];
  return [
    ...(edits.length > 0
      ? [changed(config, entry, edits, reason, reason === 'value-replaced' ? value : detail)]
      : unchanged),
    ...(source?.open ? [note('variable', config.path, entry, 'review', 'key-source', source.open)] : []),
    ...(isListOfModels(value, role, context.options)
      ? [note('variable', config.path, entry, 'review', 'choices')]
      : []),
  ];
}

/** Whether the new name stands beside it already, or another one gets it: two of a name are an error in many formats. */
function hasTwin(
  { entries, path }: ConfigModel,
  entry: ConfigEntry,
  { to }: Variable,
  { variables }: ConfigContext,
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

/** The gateway's variable beside the old one, never with the old key. */
function addBeside(config: ConfigModel, entry: ConfigEntry, variable: Variable, context: ConfigContext): Finding[] {
  if (config.entries.some((one) => one.name === variable.to && isBeside(one, entry))) return [];
  if (isOfOtherService(entry, context.options.from)) return [];
  const isHeld = entry.references.some((one) => isKeyOfOwnSecret(one, context));
  const edits = isHeld ? undefined : onceMore(config, entry, variable.to, variable, context);
  if (!edits) return [note('variable', config.path, entry, 'review', 'set-beside', variable.to)];
  return [changed(config, entry, edits, 'name-added', variable.to)];
}

/** `API_KEY: ${GEMINI_API_KEY}`: programs may have one name for the keys of several services, and this one is for another. */
function isOfOtherService({ name, references }: ConfigEntry, from: Service): boolean {
  return !from.names(name) && references.length > 0 && references.every((one) => from.namesOther(one.name));
}

/** A key of a Secret that a file here makes, where the new key cannot be written: what asks for it would not start. */
function isKeyOfOwnSecret({ name, store }: ConfigReference, context: ConfigContext): boolean {
  return context.configs.some((config) => {
    const isMade = config.entries.some(({ path, value }) => path.join('/') === 'metadata/name' && value === store);
    const key = config.entries.find((one) => one.name === name && /^(?:stringData|data)$/.test(one.path[0] ?? ''));
    const variable = context.variables.find(name, config.path);
    if (!isMade || !key || variable?.mode !== 'add') return false;
    return addBeside(config, key, variable, context).some(({ edits }) => edits === undefined);
  });
}

/** The value is the name of a variable, alone or in a list of those that are passed on. */
function settleName(config: ConfigModel, entry: ConfigEntry, { variables }: ConfigContext): Finding[] {
  const variable = variables.find(entry.value, config.path);
  if (variable?.mode === 'add') return listBeside(config, entry, variable.to);
  if (variable?.mode !== 'rename') return [];
  const edits = configWriterFor(config).setValue(config, entry, variable.to);
  if (!edits) return [note('variable', config.path, entry, 'review', 'not-written', variable.to)];
  return [changed(config, entry, edits, 'name-renamed', variable.to)];
}

/** A list says what a program gets, so that it needs the gateway's variable too. */
function listBeside(config: ConfigModel, entry: ConfigEntry, name: string): Finding[] {
  if (config.entries.some((one) => one.value === name && isBeside(one, entry))) return [];
  const edits = configWriterFor(config).addItem(config, entry, name);
  if (!edits) return [note('variable', config.path, entry, 'review', 'set-beside', name)];
  return [changed(config, entry, edits, 'name-added', name)];
}

/** Whatever refers to a variable follows its name, and its default the value. */
function settleReference(config: ConfigModel, reference: ConfigReference, context: ConfigContext): Finding[] {
  const setting = reference.isAddress ? undefined : movingSetting(config, reference, context);
  if (setting) {
    const text = referred(reference, setting);
    if (text === undefined) return [];
    if (setting.mode === 'add' && !isOfRenamed(config, reference, context))
      return asksForOld(config, reference, setting);
    const edit = { ...reference.nameSpan, text };
    return [rewrite(setConfig.id, undefined, config, reference, [edit], 'setting-renamed', setting.to)];
  }
  const variable = reference.to === 'setting' ? undefined : context.variables.find(reference.name, config.path);
  if (!variable || variable.mode === 'add' || (variable.mode === 'stay' && variable.roles.size === 0)) return [];
  const holder = config.entries.find((one) => one.references.includes(reference));
  const held = holder && context.variables.find(holder.name, config.path);
  // What stays as it is keeps what it refers to.
  if (holder && held?.mode === 'rename' && hasTwin(config, holder, held, context)) return [];
  if (holder && heldByAddress(config, holder, context.variables, context.options)) return [];
  const isRenamed = variable.mode === 'rename';
  const edits: Insertion[] = isRenamed ? [{ ...reference.nameSpan, text: variable.to }] : [];
  const { fallback } = reference;
  const value = fallback && newValue(fallback, roleOf(variable, variable), variable, context.options);
  const isPlain = value !== undefined && /^[\w:/.-]+$/.test(value);
  if (fallback && isPlain && value !== fallback.value)
    edits.push({ start: fallback.start, end: fallback.end, text: value });
  if (edits.length === 0) return [];
  const [reason, detail] = isRenamed
    ? (['name-renamed', variable.to] as const)
    : (['value-replaced', value ?? ''] as const);
  return [rewrite(setConfig.id, undefined, config, reference, edits, reason, detail)];
}

/** Whether what refers to a setting that stays beside the new one is itself renamed. */
function isOfRenamed(config: ConfigModel, reference: ConfigReference, context: ConfigContext): boolean {
  const holder = config.entries.find((one) => one.references.includes(reference));
  if (!holder) return false;
  return (
    (movingSetting(config, holder, context) ?? context.variables.find(holder.name, config.path))?.mode === 'rename'
  );
}

/** What is done only where the old setting has a value is done so still, and not for the new one. */
function asksForOld(config: ConfigModel, reference: ConfigReference, { to }: MovingSetting): Finding[] {
  const isRepeated = config.entries.some(({ alone }) => alone && isWithin(reference, alone));
  return reference.isTest && !isRepeated
    ? [note('variable', config.path, reference, 'review', 'asks-for-old', to)]
    : [];
}
