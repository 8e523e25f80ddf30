import type { Ignores } from '../ignore/ignores.js';
import type { ConfigModel, SourceModel } from '../ir.js';
import type { Writer } from '../languages/writer.js';
import { environmentSettings } from '../link/environment-settings.js';
import type { Linked } from '../link/link.js';
import type { TypeSource } from '../link/type-source.js';
import { isWithin } from '../spans.js';
import { positionIn } from '../text-position.js';
import { unitsWithLostAddress } from './addresses-not-followed.js';
import { Addresses } from './addresses-set.js';
import { assess } from './assess.js';
import { beforeUnknown } from './before-unknown.js';
import { findClients } from './clients.js';
import { type CommandRequest, isServedRequest } from './command-requests.js';
import { componentsOf } from './components.js';
import type { ConfigClient } from './config-clients.js';
import type { ConfigReaders } from './config-readers.js';
import { crossedKeys } from './crossed-keys.js';
import { editsByPath } from './edits-by-path.js';
import { entriesNamed } from './entries-named.js';
import { fitLines } from './fit-lines.js';
import { followSchemas } from './follow-schemas.js';
import { type GatewayUses, gatewayUses } from './gateway-uses.js';
import { hindrances } from './hindrances.js';
import type { IgnoredName } from './ignored-names.js';
import { ignoredPart, withoutIgnored } from './ignored-units.js';
import { impliedSettings } from './implied-settings.js';
import { tidied, withImports } from './imports.js';
import { inFile } from './in-file.js';
import { inWords } from './in-words.js';
import { keyChecks } from './key-checks.js';
import { unitsWithKeysOfOthers } from './keys-of-others.js';
import { leaveOutTests } from './leave-out-tests.js';
import { looseFindings } from './loose.js';
import { looseParts, unitsBesideParts } from './loose-parts.js';
import { routeCalls, sharedRoutes } from './model-for.js';
import { readerFindings, readersOf } from './model-readers.js';
import { type ModelUses, modelUses } from './model-uses.js';
import { modelsFromElsewhere } from './models-from-elsewhere.js';
import { findModuleClients } from './module-clients.js';
import { modelMoves } from './moved-uses.js';
import { parameterFindings, refusedFindings } from './parameters.js';
import { findPrompts } from './prompts/find-prompts.js';
import type { Prompts } from './prompts/prompt.js';
import { quotedInTemplates } from './quotes-in-templates.js';
import { ReachedBy } from './reached-by.js';
import type { ReasonCode } from './reasons.js';
import { findRequests } from './requests.js';
import { planResponses } from './responses/plan-responses.js';
import { responsesInTests } from './responses/responses-in-tests.js';
import { Senders } from './senders.js';
import { spelledVariables } from './spelled-variables.js';
import { splitClient } from './split/split-client.js';
import { splitInTests } from './split/split-in-tests.js';
import { type StrayCall, strayCalls, strayFindings } from './stray-calls.js';
import { strayMakers } from './stray-makers.js';
import { contextFindings } from './targets.js';
import { TestUnits } from './test-units.js';
import type { MoveContext, NamesTransform, RecordingFile, Transform } from './transform.js';
import { typedKeys, typedSettings } from './typed-keys.js';
import { addTypedUses } from './typed-uses.js';
import type { Finding, PlanOptions, Unit, UnitReason, Vetoes } from './types.js';
import { unitFindings } from './unit-findings.js';
import { unitId } from './unit-id.js';
import { targetUrl } from './urls.js';
import { variableFindings } from './variable-findings.js';
import { ownKeyName } from './variable-names.js';
import { type VariableUses, variableUses } from './variable-uses.js';
import { planVariables, type Variables } from './variables.js';
import { canBeWritten } from './written-sources.js';

export interface PlanInput {
  linked: Linked;
  configs: readonly ConfigModel[];
  /** Texts for people, with markup, and files of which no more is known. */
  documents: readonly { path: string; text: string }[];
  recordings: readonly RecordingFile[];
  readers: ConfigReaders;
  /** Names of variables → files in languages that are not read yet, which read them. */
  unread: ReadonlyMap<string, readonly string[]>;
  options: PlanOptions;
  /** What is to stay as it is, and the names that it spells. */
  ignores: Ignores;
  ignoredNames: ReadonlyMap<string, readonly IgnoredName[]>;
  transforms: readonly Transform[];
  namesTransforms: readonly NamesTransform[];
  writer(model: SourceModel): Writer;
  /** Types of values, where a compiler is at hand. */
  typeOf?: TypeSource;
  /** Units that must not move after all, by id: their rewrite did not stand up to `verify`. */
  vetoed: Vetoes;
  /** Who asks the gateway, where that is known from a look at the whole repository. */
  senders?: Senders;
}

export interface Plan {
  units: Unit[];
  variables: Variables;
  /** What sets the variables: files that configure, and code. */
  configs: readonly ConfigModel[];
  senders: Senders;
  /** What would change. */
  rewrites: readonly Finding[];
  /** All there is to say. Worked out when it is asked for. */
  readonly findings: Finding[];
  ignores: Ignores;
  /** Clients that files set up. */
  configClients: readonly ConfigClient[];
  /** Requests that commands make. */
  commandRequests: readonly CommandRequest[];
  /** A name for the program that a file belongs to: files that import each other, however far apart. */
  programOf(model: { path: string }): string;
  /** Gives back the memory of what was found out on the way. What is asked after that is worked out again. */
  forget(): void;
  /** Worked out when it is asked for. */
  gatewayUses(): GatewayUses;
  /** Worked out when it is asked for. */
  prompts(): Prompts;
  /** Worked out when it is asked for. */
  modelUses(): ModelUses;
}

/** What becomes of every unit, and of every value that names OpenAI. Changes nothing. */
export function makePlan(input: PlanInput): Plan {
  const { linked, options } = input;
  const addresses = new Addresses(input.configs, options, linked.project.host, input.readers.foreign);
  const found = [...findClients(linked), ...findModuleClients(linked), ...findRequests(linked, options, addresses)];
  if (input.typeOf) addTypedUses(linked, found, input.typeOf);
  planResponses(found, linked, input.writer, options);
  const impliedFor = impliedSettings(linked);
  for (const [index, unit] of found.entries()) {
    options.progress?.('plan', index, found.length);
    const implied = impliedFor(unit);
    unit.impliedBaseUrl = implied.baseUrl;
    unit.ownModel?.origins.push(...implied.model);
    unit.id =
      unitId(unit.model.path, positionIn(unit.model, unit.span.start)) +
      (unit.part === undefined ? '' : `#${unit.part}`);
    leaveOutTests(unit);
    liftNeeds(unit, input);
    routeCalls(unit, linked, options);
    assess(unit, linked, options, addresses);
  }
  const units = found.flatMap((unit) => divided(unit, input, addresses));
  for (const unit of units) {
    const veto = input.vetoed.get(unit.id);
    if (veto && unit.verdict === 'migrate') holdBack(unit, veto.code, veto.detail);
    if (veto?.ignored) input.ignores.use(veto.ignored);
    const ignored = unit.verdict !== 'keep' && ignoredPart(unit, linked, options.from, input.ignores);
    if (ignored) holdBack(unit, 'ignored', input.ignores.use(ignored));
  }
  for (const [unit, detail] of unitsWithKeysOfOthers(units, input.configs, options))
    holdBack(unit, 'other-key', detail);
  for (const { unit, detail, at } of unitsBesideParts(units, linked, options))
    holdBack(unit, 'unserved-parameter', detail, at);
  for (const { unit, address } of unitsWithLostAddress(units, linked.project, options))
    holdBack(unit, 'base-url-unknown', 'an expression', { model: address.model, span: address });
  for (const [unit, detail] of sharedRoutes(units, options)) holdBack(unit, 'model-of-its-own', detail);
  const stray = strayCalls(linked, units);
  const { variables, moves } = settle(input, units, stray);
  for (const { name, roles } of variables.all)
    for (const { ignored } of roles.size > 0 ? (input.ignoredNames.get(name) ?? []) : []) input.ignores.use(ignored);
  const programOf = componentsOf(linked.project);
  const isOfMovedProgram = movedPrograms(linked, units, programOf);
  const configs = [...input.configs, ...environmentSettings(linked, variables.settings)];
  const testUnits = new TestUnits(linked.project, units, programOf);
  const senders = input.senders ?? new Senders(linked.project, units, input.readers);
  const all = input.namesTransforms.flatMap((transform) =>
    transform.apply({
      linked,
      configs,
      documents: input.documents,
      recordings: input.recordings,
      units,
      testUnits,
      senders,
      readers: input.readers,
      variables,
      options,
      writer: input.writer,
      moves,
      isOfMovedProgram,
    }),
  );
  const named = all.filter(isNotSaidBetter(all));
  const names = [...named, ...followSchemas([...moves, ...named], input.configs, input.options)].map((finding) =>
    withoutIgnored(finding, linked.project, input.ignores),
  );
  const fitted = fitLines(distinct([...moves, ...names]), linked.project);
  const quoted = quotedInTemplates(fitted, linked.project, input.writer);
  const imported = withImports(quoted, linked.project, input.writer);
  const rewrites = tidied(imported, linked.project, input.writer);
  let findings: Finding[] | undefined;
  const asked = {
    units,
    configs,
    configClients: input.readers.clients,
    commandRequests: input.readers.requests,
  };
  return {
    ...asked,
    variables,
    senders,
    ignores: input.ignores,
    rewrites,
    get findings() {
      findings ??= allFindings({ input, units, variables, stray, names, rewrites, programOf, isOfMovedProgram }).map(
        (finding) => inWords(inFile(finding, linked.project), options),
      );
      return findings;
    },
    programOf,
    forget: () => linked.resolver.forget(),
    gatewayUses: () => gatewayUses(units, linked, options),
    prompts: () => findPrompts(units, linked, options),
    modelUses: () => modelUses(asked, linked, options),
  };
}

interface Decided {
  input: PlanInput;
  units: readonly Unit[];
  variables: Variables;
  stray: readonly StrayCall[];
  /** Of other names and addresses than those of units. */
  names: readonly Finding[];
  rewrites: readonly Finding[];
  programOf: Plan['programOf'];
  isOfMovedProgram(path: string): boolean;
}

/** What changes, what stays, and what is for its owner to decide. */
function allFindings({
  input,
  units,
  variables,
  stray,
  names,
  rewrites,
  programOf,
  isOfMovedProgram,
}: Decided): Finding[] {
  const { linked, options } = input;
  const covered = coverage(rewrites);
  const reached = new ReachedBy(linked, units, options.from);
  const moved = units.filter((unit) => unit.verdict === 'migrate');
  const changed = moved.flatMap((unit) => readerFindings(unit, linked, options, input.configs));
  const settled = {
    compared: new Set(moved.flatMap((unit) => [...readersOf(unit, linked, options).judged])),
    kept: new Set(
      moved
        .flatMap((unit) => modelMoves(unit, options))
        .flatMap(({ node, outcome }) => (outcome.to === node.value ? [node] : [])),
    ),
  };
  return distinct([
    ...rewrites,
    ...units.flatMap(unitFindings),
    ...moved.flatMap((unit) => parameterFindings(unit, linked, options)),
    ...units.flatMap((unit) => refusedFindings(unit, linked, options)),
    ...contextFindings(moved, options),
    ...looseParts(linked, units, programOf, options),
    ...changed,
    ...moved.flatMap((unit) => splitInTests(unit, linked.project, programOf)),
    ...moved.flatMap((unit) => responsesInTests(unit, linked.project, programOf)),
    ...moved.flatMap((unit) => [...crossedKeys(unit, variables, options), ...beforeUnknown(unit, options)]),
    ...moved.flatMap((unit) => modelsFromElsewhere(unit, options)),
    ...moved.flatMap((unit) => typedKeys(unit, linked.resolver)).filter(isOutside(names.filter(isBeside))),
    ...strayFindings(stray, options),
    ...strayMakers(linked, units),
    ...typedSettings(variables, linked.resolver),
    ...looseFindings(linked, reached, covered, settled, options).filter(isUnspoken(names)).filter(isOutside(changed)),
    ...(moved.length > 0 || input.readers.requests.some(isServedRequest)
      ? keyChecks(linked.project.models.values(), input.configs, isOfMovedProgram, options)
      : []),
    ...variableFindings(variables, covered, options),
    ...spelledVariables(linked, units, variables, covered, options),
  ]);
}

/** What a wrapper takes to move is no question for its owner where it can be written. */
function liftNeeds(unit: Unit, { linked, writer }: PlanInput): void {
  const { call, shape } = unit;
  if (call && shape && !unit.isTest && unit.needs !== undefined && unit.needs === shape.needs)
    if (canBeWritten(linked, call, shape, writer(unit.model))) unit.needs = undefined;
}

/** Two units for a client that serves both, where nothing but that is in the way of a move. */
function divided(unit: Unit, { linked, options, writer }: PlanInput, addresses: Addresses): Unit[] {
  if (!unit.reasons.some(({ code }) => code === 'mixed-use')) return [unit];
  const halves = splitClient(unit, linked, writer, options);
  if (!halves) return [unit];
  const { moving, staying } = halves;
  assess(moving, linked, options, addresses);
  assess(staying, linked, options, addresses);
  return moving.verdict === 'migrate' ? [moving, staying] : [unit];
}

function movedPrograms(
  { project }: Linked,
  units: readonly Unit[],
  programOf: Plan['programOf'],
): (path: string) => boolean {
  const moved = new Set(units.filter((unit) => unit.verdict === 'migrate').map((unit) => programOf(unit.model)));
  return (path) => {
    const model = project.models.get(path);
    return model !== undefined && moved.has(programOf(model));
  };
}

/** What is ignored needs no decision, and so neither does what stays with it. */
function holdBack(unit: Unit, code: ReasonCode, detail: string | undefined, at?: UnitReason['at']): void {
  unit.verdict = code === 'ignored' ? 'keep' : 'review';
  unit.reasons = [{ code, detail, at }];
}

/**
 * A value cannot go both ways. A unit whose rewrite would change a value of something that stays is held back; that
 * may hold back others, so it is asked again until nothing changes.
 */
function settle(
  input: PlanInput,
  units: readonly Unit[],
  stray: readonly StrayCall[],
): { variables: Variables; moves: Finding[] } {
  let uses = variableUses(input.linked, units, input.options.from);
  for (;;) {
    // What a file uses that a question on the way has read is not known yet.
    if (uses.generation !== input.linked.project.generation)
      uses = variableUses(input.linked, units, input.options.from);
    const variables = planVariables(input.linked, units, uses, input.unread, input.readers, input.options);
    const context = moveContext(input, variables, uses);
    const hindranceOf = hindrances({ input, units, stray, uses, variables });
    const moves: Finding[] = [];
    let isSettled = true;
    for (const unit of units) {
      if (unit.verdict !== 'migrate') continue;
      const whole = input.transforms.flatMap((transform) => transform.apply(unit, context));
      const found = input.transforms.reduce(
        (all, { revise }) => revise?.(unit, all) ?? all,
        whole as readonly Finding[],
      );
      const hindrance = hindranceOf(unit, whole, found);
      if (hindrance) holdBack(unit, hindrance.code, hindrance.detail, hindrance.at);
      else moves.push(...found);
      if (unit.verdict !== 'migrate') isSettled = false;
    }
    if (isSettled) return { variables, moves };
  }
}

/** A setting that stays, beside which another one is needed. */
function isBeside(finding: Finding): boolean {
  return finding.reason === 'set-beside';
}

function isOutside(others: readonly Finding[]): (finding: Finding) => boolean {
  return (finding) => !others.some((one) => one.path === finding.path && isWithin(finding, one));
}

const LOOSE: ReadonlySet<Finding['reason']> = new Set(['loose-variable', 'loose-value']);

/** Whether a variable is not one of which it is known what its value is for: it names hosts. */
function isNotSaidBetter(all: readonly Finding[]): (finding: Finding) => boolean {
  const hosts = all.filter(({ id }) => id === 'allow-host');
  return (finding) =>
    !LOOSE.has(finding.reason) || !hosts.some((one) => one.path === finding.path && isWithin(one, finding));
}

/** Whether none of the findings speaks of the very place. */
function isUnspoken(others: readonly Finding[]): (finding: Finding) => boolean {
  const spoken = new Set(others.map(({ path, start, end }) => `${path}\0${start}\0${end}`));
  return ({ path, start, end }) => !spoken.has(`${path}\0${start}\0${end}`);
}

function moveContext(input: PlanInput, variables: Variables, uses: VariableUses): MoveContext {
  const { options, linked, configs } = input;
  const { profile } = options;
  // A line that is commented out tells whoever sets things up that it may be set.
  const maySet = (names: readonly string[] = []) => names.some((name) => entriesNamed(configs, name).length > 0);
  /** A variable that an SDK reads by itself, and whose name cannot change elsewhere. */
  const isKept = (name: string | undefined, unit: Unit) =>
    name !== undefined && variables.find(name, unit.model.path)?.mode === 'stay';
  const needsOwnKey = (unit: Unit) => unit.apart !== undefined || variables.sharedKeys.has(unit);
  const keysOf = (unit: Unit) => (uses.by.get(unit) ?? []).filter(({ role }) => role === 'apiKey');
  /** What the settings call the new key beside the old one. */
  const nameBeside = (unit: Unit) => {
    const names = new Set(
      keysOf(unit).flatMap(({ name }) => {
        const variable = variables.find(name, unit.model.path);
        return variable?.mode === 'add' ? [variable.to] : [];
      }),
    );
    return names.size === 1 ? [...names][0] : undefined;
  };
  const keepsKeyName = (unit: Unit) => {
    if (needsOwnKey(unit)) return false;
    const keys = keysOf(unit);
    if (options.env === 'rename')
      return unit.apiKey.isMissing && keys.length > 0 && keys.every(({ name }) => isKept(name, unit));
    return !keys.some(({ name }) => variables.find(name, unit.model.path)?.mode === 'add');
  };
  return {
    linked,
    options,
    writer: input.writer,
    keepsKeyName,
    keyVariable(unit) {
      if (keepsKeyName(unit)) return options.from.profile.variables.apiKey;
      const read = keysOf(unit).find(({ sites }) => sites.length > 0);
      return (needsOwnKey(unit) ? nameBeside(unit) : undefined) ?? ownKeyName(read?.name ?? '', options);
    },
    baseUrlSource(unit) {
      const writer = input.writer(unit.model);
      const literal = writer.string(unit.model, targetUrl(unit, profile));
      const implicit = unit.sdk?.environment.baseUrl ?? [];
      // What runs in a browser has no environment but what the bundler puts in under its own names.
      if (!maySet(implicit) || /\bimport\.meta\.env\b/.test(unit.model.text)) return literal;
      const isStaying = isKept(implicit[0], unit);
      // What stays reads it, and it leads there.
      if (isStaying && needsOwnKey(unit)) return literal;
      const isRenamed = options.env === 'rename' && !isStaying;
      const name = isRenamed ? profile.variables.baseUrl : (implicit[0] ?? '');
      return writer.environmentReadOr(unit.model, name, literal);
    },
    needsOwnKey,
  };
}

/** The same edit may follow from several units: it is told once, and knows them all. */
function distinct(findings: readonly Finding[]): Finding[] {
  const seen = new Map<string, Finding>();
  for (const finding of findings) {
    const edits = (finding.edits ?? []).map((edit) => `${edit.path}:${edit.start}:${edit.end}:${edit.text}`).join('|');
    const key = `${finding.id}\0${finding.path}\0${finding.start}\0${finding.end}\0${finding.reason}\0${edits}`;
    const first = seen.get(key);
    if (!first) seen.set(key, finding);
    else if (finding.unit !== undefined && finding.unit !== first.unit)
      seen.set(key, { ...first, alsoOf: [...(first.alsoOf ?? []), finding.unit] });
  }
  return [...seen.values()];
}

function coverage(rewrites: readonly Finding[]): (path: string, span: { start: number; end: number }) => boolean {
  const byPath = editsByPath(rewrites);
  return (path, span) => byPath.get(path)?.some((edit) => edit.start < span.end && edit.end > span.start) ?? false;
}
