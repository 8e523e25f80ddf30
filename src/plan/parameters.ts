import { PARAMETERS, type ParameterFact, sentenceOf } from '../catalog/capabilities.js';
import { servedModel } from '../catalog/profile.js';
import { isTestPath } from '../discover/file-kinds.js';
import type { Expression, SourceModel, Span } from '../ir.js';
import type { Linked } from '../link/link.js';
import type { Origin } from '../link/origins.js';
import { note } from './finding.js';
import { mediaOf } from './media.js';
import { isMoved } from './moved-uses.js';
import { matters, mattersBeside } from './parameter-conditions.js';
import { nameOf } from './parameter-names.js';
import { type Given, givenIn, mayGive, type ParameterSource } from './parameter-sources.js';
import { partsInFile } from './parts-in-file.js';
import { toldOnce } from './places.js';
import { holdsFor, targetsOf, targetsOfUse, tokens } from './targets.js';
import type { ClientUse, Finding, PlanOptions, Setting, Unit, UnitReason } from './types.js';

/** A request parameter that the target treats otherwise, at the place where it is given. */
export interface ParameterUse {
  fact: ParameterFact;
  model: SourceModel;
  span: Span;
  /** What is the case and what to do. */
  sentence: string;
  /** Where the value comes from. */
  origin?: Origin;
  /** What gives it in the request, or the value itself. */
  at?: Expression;
  /** A wrapper takes it, by names of its own. */
  isWrapped: boolean;
}

/** The facts that apply to what a unit's calls send. Only what can be followed is found; the rest is not guessed. */
export function parameterUses(unit: Unit, linked: Linked, options: PlanOptions): ParameterUse[] {
  const calls = unit.uses.filter(isMoved);
  return [
    ...calls.flatMap((use) => parametersOf(unit, use, linked, options)),
    ...wrapperParameters(unit, linked, options),
  ];
}

/** What a wrapper is given for all of its calls. */
export function wrapperParameters(unit: Unit, linked: Linked, options: PlanOptions): ParameterUse[] {
  if (!unit.parameters) return [];
  const routes = unit.uses.flatMap(({ model, answeredBy }) => (model.length === 0 ? [answeredBy] : []));
  const [route] = routes.length === 0 ? [unit.answeredBy] : new Set(routes).size === 1 ? routes : [];
  const targets = route === undefined ? targetsOf(unit.ownModel?.origins ?? [], options) : [route];
  return usesFrom(unit.parameters, targets, linked, options);
}

/** The same for one call. */
export function parametersOf(unit: Unit, use: ClientUse, linked: Linked, options: PlanOptions): ParameterUse[] {
  const targets = targetsOfUse(unit, use, options);
  const sent = PARAMETERS.filter(({ id }) => use.sends?.includes(id)).filter((fact) =>
    holdsFor(targets, fact, options),
  );
  const { call } = use;
  const always = sent.map((fact) => ({
    fact,
    model: call.model,
    span: call,
    sentence: sentenceOf(fact),
    isWrapped: false,
  }));
  // A helper says by its name what its arguments would say once more.
  const isTold = ({ capability }: ParameterFact) =>
    capability !== undefined && sent.some((fact) => fact.capability === capability);
  const given = usesFrom(use.parameters ?? [], targets, linked, options);
  return [...always, ...given.filter(({ fact }) => !isTold(fact))];
}

/** Rows of which there is something to say. */
const SPOKEN = PARAMETERS.filter(({ action, advice }) => action !== 'keep' || advice !== undefined);

/** What was found for a call's sources, which many rules ask for: old where a file was read since, or another model asked. */
interface Found {
  generation: number;
  targets: readonly string[];
  uses: ParameterUse[];
}
const FOUND = new WeakMap<readonly ParameterSource[], Found>();

function usesFrom(
  sources: readonly ParameterSource[],
  targets: readonly string[],
  linked: Linked,
  options: PlanOptions,
): ParameterUse[] {
  const { generation } = linked.project;
  const known = FOUND.get(sources);
  if (known?.generation === generation && String(known.targets) === String(targets)) return known.uses;
  const uses = findUses(sources, targets, linked, options);
  // To look may have read a file.
  if (linked.project.generation === generation) FOUND.set(sources, { generation, targets, uses });
  return uses;
}

function findUses(
  sources: readonly ParameterSource[],
  targets: readonly string[],
  linked: Linked,
  options: PlanOptions,
): ParameterUse[] {
  const givenAt = givenBy(sources, linked);
  return SPOKEN.flatMap((fact) => {
    const giving = sources.filter((source) => pathsOf(fact).some((path) => mayGive(source, path)));
    if (giving.length === 0 || !holdsFor(targets, fact, options)) return [];
    const uses = giving.flatMap((source) => usesIn(source, fact, targets, linked, options));
    return uses.length > 0 && mattersBeside(fact, givenAt) ? uses : [];
  });
}

/** What all of the sources give for a parameter, looked up once for each. */
function givenBy(sources: readonly ParameterSource[], linked: Linked): (path: string) => readonly Given[] {
  const known = new Map<string, Given[]>();
  return (path) => {
    const given = known.get(path) ?? sources.flatMap((source) => givenIn(linked, source, path));
    known.set(path, given);
    return given;
  };
}

function pathsOf({ path, also = [] }: ParameterFact): readonly string[] {
  return [path, ...also];
}

function usesIn(
  source: ParameterSource,
  fact: ParameterFact,
  targets: readonly string[],
  linked: Linked,
  { profile }: PlanOptions,
): ParameterUse[] {
  const limits = targets.flatMap((id) => servedModel(profile, id)?.outputTokens ?? []);
  const limit = limits.length > 0 ? Math.min(...limits) : undefined;
  return pathsOf(fact).flatMap((path) =>
    givenIn(linked, source, path).flatMap((given) => {
      const { origin, written } = given;
      if (!('node' in origin) || origin.kind === 'absent') return [];
      // A field of a type that has nothing in it is not sent (`json:"n,omitempty"`).
      if (source.fields && (origin.kind === 'constant' || origin.kind === 'string') && !origin.node.value) return [];
      const at = written ?? origin.node;
      if (isTestPath(at.model.path) || isTestPath(origin.node.model.path)) return [];
      if (!matters(linked, fact, given, limit)) return [];
      const value =
        origin.kind === 'constant' && typeof origin.node.value === 'number' ? tokens(origin.node.value) : '';
      const advice = source.shape?.advice?.[fact.id] ?? fact.advice;
      const sentence = sentenceOf({ ...fact, advice })
        .replace('{value}', () => value)
        .replace('{limit}', () => limitText(limit, targets, profile));
      return [
        {
          fact,
          model: at.model,
          span: at,
          at,
          sentence,
          origin,
          isWrapped: source.shape?.names !== undefined,
        },
      ];
    }),
  );
}

/** `8,192 (source)`. */
function limitText(limit: number | undefined, targets: readonly string[], profile: PlanOptions['profile']): string {
  const [served] = targets.flatMap((id) => servedModel(profile, id) ?? []).filter((one) => one.outputTokens === limit);
  return limit === undefined ? '' : `${tokens(limit)} (${served?.source ?? ''})`;
}

/** What keeps a unit from moving, since a call would fail: one reason for each fact. */
export function parameterReasons(unit: Unit, linked: Linked, options: PlanOptions): UnitReason[] {
  // What a method sends by itself cannot be written otherwise at a place of its own.
  const isFixed = ({ fact, at }: ParameterUse) => fact.action === 'rewrite' && at === undefined;
  const uses = parameterUses(unit, linked, options).filter((use) => use.fact.action === 'block' || isFixed(use));
  const hinted = uses.map((use) => ({ ...use, sentence: `${use.sentence}${hint(use.fact, options)}` }));
  const reasons = grouped(hinted).map(({ at, text }): UnitReason => ({ code: 'unserved-parameter', detail: text, at }));
  return [...reasons, ...mediaReasons(unit, options), ...partReasons(unit, options)];
}

function partReasons(unit: Unit, options: PlanOptions): UnitReason[] {
  return partsInFile(unit, options).map(({ fact, node }) => ({
    code: 'unserved-parameter',
    detail: `${sentenceOf(fact)}${hint(fact, options)}`,
    at: { model: node.model, span: node },
  }));
}

function mediaReasons(unit: Unit, options: PlanOptions): UnitReason[] {
  return mediaOf(unit, options).map(({ fact, ...at }) => ({
    code: 'unserved-parameter',
    detail: `${sentenceOf(fact)}${hint(fact, options)}`,
    at,
  }));
}

/** A model of the gateway that could answer the call. */
export function hint({ capability }: ParameterFact, { profile }: PlanOptions): string {
  const able = profile.served.find(({ can }) => capability !== undefined && can?.includes(capability));
  return able ? ` Or let ${able.id} answer it: --model-for ${capability}=${able.id}.` : '';
}

/** Parameters of a unit that moves which the target treats otherwise, and that only their owner can decide about. */
export function parameterFindings(unit: Unit, linked: Linked, options: PlanOptions): Finding[] {
  const uses = parameterUses(unit, linked, options);
  const isOpen = ({ fact, isWrapped, origin, at }: ParameterUse) => {
    if (fact.action !== 'rewrite' || fact.to === undefined) return fact.action === 'warn';
    return isWrapped || !at || (fact.path.includes('.') ? origin?.kind !== 'string' : !nameOf(at, fact.path));
  };
  const kept = uses.filter(({ fact }) => fact.action === 'keep' && fact.advice !== undefined);
  return [...told([...uses.filter(isOpen), ...settingUses(unit)], 'review', unit), ...told(kept, 'keep', unit)];
}

/**
 * What the gateway refuses of what a client sends that is there already. What it only treats otherwise was said when the
 * client moved, and so was what is refused in some cases.
 */
export function refusedFindings(unit: Unit, linked: Linked, options: PlanOptions): Finding[] {
  if (unit.isTest || unit.reasons[0]?.code !== 'already-moved') return [];
  const refused = parameterUses(unit, linked, options).filter(({ fact }) => isRefused(fact));
  return told(refused, 'review', unit);
}

function isRefused({ action, error, unless }: ParameterFact): boolean {
  return action === 'block' || (error !== undefined && unless === undefined);
}

/** Settings of the client that say what a parameter would. */
function settingUses(unit: Unit): ParameterUse[] {
  return PARAMETERS.filter((fact) => fact.setting !== undefined).flatMap((fact) =>
    unit.organization.filter(isGiven).map(({ value, origins: [origin] }) => ({
      fact,
      model: value?.model ?? unit.model,
      span: value ?? unit.span,
      sentence: sentenceOf(fact),
      origin,
      isWrapped: false,
    })),
  );
}

/** Nothing, or an empty text, names no account. */
function isGiven({ origins }: Setting): boolean {
  return origins.some((origin) =>
    origin.kind === 'constant' || origin.kind === 'string' ? Boolean(origin.node.value) : true,
  );
}

function told(uses: readonly ParameterUse[], action: 'review' | 'keep', unit: Unit): Finding[] {
  return grouped(uses).map(({ at, text }) =>
    note('parameter', at.model.path, at.span, action, 'parameter', text, unit.id),
  );
}

function grouped(uses: readonly ParameterUse[]) {
  const sentences = [...new Set(uses.map(({ sentence }) => sentence))];
  return sentences.flatMap(
    (sentence) =>
      toldOnce(
        uses.filter((use) => use.sentence === sentence),
        sentence,
      ) ?? [],
  );
}
