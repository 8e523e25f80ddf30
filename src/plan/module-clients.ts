import { lastName, rootOf } from '../callee-names.js';
import { flowFacts } from '../catalog/flow.js';
import { type ClientShape, SDKS, type Sdk, sdksFor, type UseShape, useFor } from '../catalog/sdk.js';
import type { Assignment, CallNode, Expression, SourceModel, Span } from '../ir.js';
import { callsByOthers } from '../link/calls-by-others.js';
import type { Reach } from '../link/flow.js';
import type { Linked } from '../link/link.js';
import type { Origin, OriginOf } from '../link/origins.js';
import { placeIn } from '../link/place-in.js';
import { openPathOf } from '../link/project.js';
import { inOrder, named } from '../names.js';
import { push } from '../push.js';
import { isWithin } from '../spans.js';
import { installedFirst } from './client-shapes.js';
import { addUse, emptyUnit } from './clients.js';
import { componentsOf } from './components.js';
import { needsWhereNamed } from './needs-where-named.js';
import { callByName } from './read-use.js';
import type { Setting, Unit } from './types.js';

interface Candidate {
  sdk: Sdk;
  shape: ClientShape;
}

/** What the catalog says about one language's packages that are clients themselves. */
interface ModuleFacts {
  packages: ReadonlySet<string>;
  usePaths: ReadonlySet<string>;
  /** The last names of these paths. */
  useNames: ReadonlySet<string>;
  settingNames: ReadonlySet<string>;
}

/** What one program does with a package whose module is a client itself. */
interface ModuleUse extends Candidate {
  calls: { call: CallNode; path: string[] }[];
  /** What becomes of its functions that are not called where they are named. */
  others: Reach[];
  assignments: Map<string, Assignment[]>;
  /** Where one of its functions is called by being named, in a language in which that is a call. */
  bare: Expression[];
}

/**
 * Packages that are used as a client themselves: `openai.api_base = …`, `openai.ChatCompletion.create(…)`. Their settings
 * are one state for the whole program: all files that import each other share it.
 */
export function findModuleClients(linked: Linked): Unit[] {
  const component = componentsOf(linked.project);
  const found = new Map<string, ModuleUse>();
  const usedIn = (model: SourceModel, { sdk, shape }: Candidate): ModuleUse => {
    const key = `${sdk.packages[0]}\0${component(model)}`;
    const known = found.get(key) ?? { sdk, shape, calls: [], others: [], assignments: new Map(), bare: [] };
    found.set(key, known);
    return known;
  };
  const settings: { assignment: Assignment; name: string; sdks: readonly Sdk[] }[] = [];
  for (const model of [...linked.project.models.values()]) {
    for (const call of callsOfModules(linked, model)) {
      const matched = moduleFunction(linked, call.callee);
      if (!matched) continue;
      // The calls say which version it is; what is set before may be written alike in several.
      const { path, ...candidate } = matched;
      const used = Object.assign(usedIn(model, candidate), candidate);
      used.calls.push({ call, path });
    }
    for (const node of partsOfModules(linked, model)) {
      const matched = moduleFunction(linked, node);
      if (!matched) continue;
      const used = usedIn(model, matched);
      if (flowFacts(model.language).readsAreCalls) used.bare.push(node);
      else noteReaches(used, linked.flow.reaches(node), matched.path);
    }
    for (const assignment of named(model, 'assignments', (name) => factsOf(model.language).settingNames.has(name))) {
      const setting = moduleSetting(linked, assignment);
      if (setting) settings.push({ assignment, ...setting });
    }
  }
  for (const { assignment, name, sdks } of settings) {
    const { model } = assignment.target;
    const candidate = preferred(linked, sdks, model).find(({ shape }) => settingNames(shape).includes(name));
    if (!candidate) continue;
    const used = usedIn(model, candidate);
    push(used.assignments, name, assignment);
  }
  return [...found.values()].flatMap((used) => moduleUnit(linked, used) ?? []);
}

/** At a glance: calls of what is imported from where such a module may be, and those that end as its calls do. */
function callsOfModules({ project, resolver }: Linked, model: SourceModel): CallNode[] {
  const { packages, usePaths, useNames } = factsOf(model.language);
  if (packages.size === 0) return [];
  const mayHaveModule = (specifier: string) => {
    const target = project.target(model, specifier);
    return target !== undefined && (!('package' in target) || packages.has(target.package));
  };
  const calls = inOrder(model, [
    ...named(model, 'importedCalls', mayHaveModule),
    ...named(model, 'importedMemberCalls', mayHaveModule),
    // A function may give back the module: `get_client().ChatCompletion.create(…)`.
    ...named(model, 'calls', (name) => useNames.has(name)).filter(({ callee }) => isUseOfName(callee, usePaths)),
  ]);
  return [...calls, ...callsByOthers(resolver, model, (name) => useNames.has(name))];
}

/** Whether it is one of the paths, inside a name of the file. */
function isUseOfName(callee: Expression, usePaths: ReadonlySet<string>): boolean {
  if (callee.kind !== 'member' || !usePaths.has(openPathOf(callee).join('.'))) return false;
  const root = rootOf(callee);
  return root.kind === 'reference' && root.binding !== undefined;
}

/** What is read inside a module and not called there: its functions may be kept, or handed over, `hear = openai.Audio.transcribe`. */
function partsOfModules({ project }: Linked, model: SourceModel): Expression[] {
  const { packages } = factsOf(model.language);
  const isModule = (specifier: string) => {
    const target = project.target(model, specifier);
    return target !== undefined && 'package' in target && packages.has(target.package);
  };
  if (packages.size === 0) return [];
  return named(model, 'imports', isModule)
    .flatMap(({ references }) => references)
    .map((node: Expression) => {
      let part = node;
      while (part.use?.as === 'object') {
        part = part.use.member;
        // Where reading is calling, the rest is read of an answer.
        if (flowFacts(model.language).readsAreCalls) break;
      }
      return part;
    })
    .filter((part) => part.kind === 'member' && part.use?.as !== 'callee');
}

/** Calls of the function are calls of the module's. */
function noteReaches({ calls, others }: ModuleUse, reaches: readonly Reach[], path: string[]): void {
  for (const reach of reaches)
    if (reach.kind !== 'called' || reach.path.length > 0) others.push(reach);
    else if (!calls.some(({ call }) => call === reach.call)) calls.push({ call: reach.call, path });
}

/** Something that the module itself carries, and its path from there. */
function moduleFunction(linked: Linked, expression: Expression): (Candidate & { path: string[] }) | undefined {
  const { model } = expression;
  const callees = linked.resolver.briefly(expression).filter((o) => o.kind === 'external');
  for (const callee of callees.filter(({ path }) => !path.includes('()'))) {
    for (const candidate of preferred(linked, sdksFor(model.language, callee.package), model)) {
      if (!useFor(candidate.shape, callee.path)) continue;
      const { packages } = candidate.sdk;
      return { ...candidate, path: (callees.find((one) => packages.includes(one.package)) ?? callee).path };
    }
  }
  return undefined;
}

const FACTS = new Map<string, ModuleFacts>();

function factsOf(language: string): ModuleFacts {
  const known = FACTS.get(language);
  if (known) return known;
  const candidates = SDKS.filter((sdk) => sdk.language === language).flatMap(moduleClientsOf);
  const usePaths = candidates.flatMap(({ shape }) => shape.uses.map((use) => use.path));
  const facts = {
    packages: new Set(candidates.flatMap(({ sdk }) => sdk.packages)),
    usePaths: new Set(usePaths),
    useNames: new Set(usePaths.map(lastName)),
    settingNames: new Set(candidates.flatMap(({ shape }) => settingNames(shape))),
  };
  FACTS.set(language, facts);
  return facts;
}

function moduleClientsOf(sdk: Sdk): Candidate[] {
  return sdk.clients.filter((shape) => shape.made === 'module').map((shape) => ({ sdk, shape }));
}

/** `openai.api_key = …`: the name, and the entries that may know it. */
function moduleSetting(linked: Linked, { target }: Assignment): { name: string; sdks: readonly Sdk[] } | undefined {
  const { property, object, model } = target;
  if (property === undefined || !factsOf(model.language).settingNames.has(property)) return undefined;
  const module = linked.resolver.briefly(object).find((o): o is OriginOf<'external'> => o.kind === 'external');
  if (!module) return undefined;
  const path = module.path.join('.');
  const isSet = (sdk: Sdk) => moduleClientsOf(sdk).some(({ shape }) => (shape.configuredAt ?? ['']).includes(path));
  const sdks = sdksFor(model.language, module.package).filter(isSet);
  return sdks.length > 0 ? { name: property, sdks } : undefined;
}

/** The module shapes of the entries, those for the installed version first. */
function preferred(linked: Linked, sdks: readonly Sdk[], model: SourceModel): Candidate[] {
  return installedFirst(linked, sdks, model).flatMap(moduleClientsOf);
}

function moduleUnit(linked: Linked, { sdk, shape, calls, others, assignments, bare }: ModuleUse): Unit | undefined {
  const place = calls[0]?.call ?? bare[0] ?? [...assignments.values()].flat()[0];
  if (!place) return undefined;
  const model = 'target' in place ? place.target.model : place.model;
  const unit = emptyUnit(model, place, sdk.packages[0] ?? sdk.id, 'module');
  const setting = (names: readonly string[] | undefined, own?: 'baseUrl' | 'apiKey') =>
    settingOf(linked, names ?? [], assignments, own ? ownSettings(shape, calls, own) : [], calls.length);
  Object.assign(unit, {
    sdk,
    shape,
    baseUrl: setting(shape.baseUrl, 'baseUrl'),
    apiKey: setting(shape.apiKey, 'apiKey'),
    organization: shape.organization?.map((name) => setting([name])) ?? [],
    stays: shape.stays,
    needs: shape.needs,
    others,
    assignments,
  });
  for (const { place: name, equals, stays } of shape.switches ?? []) {
    const set = assignments.get(name) ?? [];
    const origins = set.flatMap(({ value }) => linked.resolver.at(value, []));
    if (origins.some((o) => o.kind === 'string' && o.node.value === equals)) {
      if (origins.length > 1 || isSetOtherwise(set, assignments)) unit.isMixed = true;
      else unit.stays = stays ?? unit.stays;
    }
  }
  const addresses = (shape.baseUrl ?? []).flatMap((name) => assignments.get(name) ?? []);
  if (isSetSometimes(addresses, assignments, calls, unit.isMixed === true)) unit.baseUrl.isPartial = true;
  for (const { call, path } of calls) {
    const use = useFor(shape, path);
    if (use) addUse(linked, unit, use, call);
    else unit.unknownUses.push({ call, path });
    if (use?.gives) collectGiven(linked, unit, use.gives, call);
  }
  for (const node of bare) {
    const path = moduleFunction(linked, node)?.path ?? [];
    const use = useFor(shape, path);
    if (use) unit.uses.push({ call: callByName(node), shape: use, model: [] });
  }
  if (bare.length > 0) unit.needs = shape.unlessNamed?.needs;
  else unit.needs = needsWhereNamed(linked, shape, unit.model.language) ?? unit.needs;
  return unit;
}

/** What is done with what a call of the module gives. */
function collectGiven(
  linked: Linked,
  unit: Unit,
  gives: NonNullable<UseShape['gives']>,
  made: CallNode,
  seen = new Set<CallNode>(),
): void {
  if (seen.has(made)) return;
  seen.add(made);
  for (const reach of linked.flow.reaches(made)) {
    if (reach.kind !== 'called') continue;
    const { call, path } = reach;
    const [name = '', ...more] = path;
    // What is called of what a method without arguments gives is an answer's own.
    if (more.length > 0) continue;
    const places = Object.hasOwn(gives, name) ? gives[name] : undefined;
    if (!places || places.some((place) => placeIn(call, place))) unit.unknownUses.push({ call, path });
    else collectGiven(linked, unit, gives, call, seen);
  }
}

/**
 * Whether a setting is made in an `if` while others are made without it, or more often: then the program has settings for what is
 * meant when the condition does not hold. What is all under one condition (a script's main part) says nothing of the kind.
 */
function isSetOtherwise(set: readonly Assignment[], assignments: ReadonlyMap<string, readonly Assignment[]>): boolean {
  const isHere = ({ isConditional }: Assignment) => !isConditional;
  if (set.some(isHere)) return false;
  return [...assignments.values()].some((others) => others.some(isHere) || others.length > set.length);
}

/** Whether an address is set on a condition only, without which the program asks at the package's own: OpenAI's. */
function isSetSometimes(
  addresses: readonly Assignment[],
  assignments: ReadonlyMap<string, readonly Assignment[]>,
  calls: ModuleUse['calls'],
  isMixed: boolean,
): boolean {
  if (addresses.length === 0 || !addresses.every((one) => one.isConditional)) return false;
  if (isMixed || isSetOtherwise(addresses, assignments)) return true;
  const others = [...assignments.values()].flat().filter((one) => !addresses.includes(one));
  return addresses.every(({ target: { model }, branch }) => {
    if (!branch) return false;
    if (others.length > 0) return others.some((one) => one.target.model === model && isInside(branch, one.branch));
    const isFunction = model.expressions.some((one) => one.kind === 'function' && isSame(one, branch));
    return !isFunction && !calls.some(({ call }) => call.model === model && isWithin(call, branch));
  });
}

function isInside(inner: Span, outer: Span | undefined): boolean {
  return outer !== undefined && isWithin(inner, outer) && !isSame(inner, outer);
}

function isSame(one: Span, other: Span): boolean {
  return one.start === other.start && one.end === other.end;
}

/** Values that single calls give in place of the module's settings. */
function ownSettings(shape: ClientShape, calls: ModuleUse['calls'], role: 'baseUrl' | 'apiKey'): Expression[] {
  const places = new Set(shape.uses.flatMap((use) => use.settings?.[role] ?? []));
  return calls.flatMap(({ call }) =>
    [...places].flatMap((place) => {
      const at = call.arguments.some((argument) => argument.name === place) ? placeIn(call, place) : undefined;
      return at ? [at.value] : [];
    }),
  );
}

function settingOf(
  linked: Linked,
  names: readonly string[],
  assignments: ReadonlyMap<string, Assignment[]>,
  own: readonly Expression[],
  calls: number,
): Setting {
  const set = names.flatMap((name) => assignments.get(name) ?? []);
  const values = [...set.map(({ value }) => value), ...own];
  const origins: Origin[] = values.flatMap((value) => linked.resolver.at(value, []));
  return {
    origins: origins.filter((o) => o.kind !== 'absent'),
    absent: [],
    // What each call gives for itself need not be set for all.
    isMissing: set.length === 0 && (own.length === 0 || own.length < calls),
    value: values.length === 1 ? values[0] : undefined,
    place: names[0] ?? '',
  };
}

function settingNames(shape: ClientShape): string[] {
  const switches = (shape.switches ?? []).map(({ place }) => place);
  return [...(shape.baseUrl ?? []), ...(shape.apiKey ?? []), ...(shape.organization ?? []), ...switches];
}
