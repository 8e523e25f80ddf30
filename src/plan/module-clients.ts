import { type ClientShape, SDKS, type Sdk, sdksFor, useFor } from '../catalog/sdk.js';
import type { Assignment, CallNode, Expression, SourceModel } from '../ir.js';
import type { Linked } from '../link/link.js';
import type { Origin, OriginOf } from '../link/origins.js';
import { placeIn } from '../link/place-in.js';
import { openPathOf, rootOf } from '../link/project.js';
import { addUse, emptyUnit, installedFirst } from './clients.js';
import { componentsOf } from './components.js';
import type { Setting, Unit } from './types.js';

/** What one program does with a package whose module is a client itself. */
interface ModuleUse {
  sdk: Sdk;
  shape: ClientShape;
  calls: CallNode[];
  assignments: Map<string, Assignment[]>;
}

/**
 * Packages that are used as a client themselves: `openai.api_base = …`, `openai.ChatCompletion.create(…)`. Their settings
 * are one state for the whole program: all files that import each other share it.
 */
export function findModuleClients(linked: Linked): Unit[] {
  const shapes = SDKS.flatMap((sdk) =>
    sdk.clients.filter((one) => one.made === 'module').map((shape) => ({ sdk, shape })),
  );
  if (shapes.length === 0) return [];
  const component = componentsOf(linked.project);
  const found = new Map<string, ModuleUse>();
  const usedIn = (model: SourceModel, sdk: Sdk, shape: ClientShape): ModuleUse => {
    const key = `${sdk.packages[0]}\0${component(model)}`;
    const known = found.get(key) ?? { sdk, shape, calls: [], assignments: new Map() };
    found.set(key, known);
    return known;
  };
  const settings: { assignment: Assignment; name: string; sdks: readonly Sdk[] }[] = [];
  for (const model of [...linked.project.models.values()]) {
    for (const expression of model.expressions) {
      const matched = expression.kind === 'call' && moduleCall(linked, expression);
      if (!matched) continue;
      // The calls say which version it is; what is set before may be written alike in several.
      const used = usedIn(model, matched.sdk, matched.shape);
      Object.assign(used, matched);
      used.calls.push(expression);
    }
    for (const assignment of model.assignments) {
      const setting = moduleSetting(linked, assignment);
      if (setting) settings.push({ assignment, ...setting });
    }
  }
  for (const { assignment, name, sdks } of settings) {
    const { model } = assignment.target;
    const shape = preferred(linked, sdks, model).find(({ shape: one }) => settingNames(one).includes(name));
    if (!shape) continue;
    const used = usedIn(model, shape.sdk, shape.shape);
    used.assignments.set(name, [...(used.assignments.get(name) ?? []), assignment]);
  }
  return [...found.values()].flatMap((used) => moduleUnit(linked, used) ?? []);
}

/** A call of something that the module itself carries. */
function moduleCall(linked: Linked, call: CallNode): { sdk: Sdk; shape: ClientShape } | undefined {
  if (!mayBeOfModule(linked, call)) return undefined;
  for (const callee of linked.resolver.at(call.callee, [])) {
    if (callee.kind !== 'external' || callee.path.includes('()')) continue;
    for (const candidate of preferred(linked, sdksFor(call.model.language, callee.package), call.model))
      if (useFor(candidate.shape, callee.path)) return candidate;
  }
  return undefined;
}

/** At a glance: the callee is an import, or begins with one. */
function mayBeOfModule({ project }: Linked, { callee, model }: CallNode): boolean {
  const root = callee.kind === 'member' ? rootOf(callee) : callee;
  if (root.kind !== 'reference' || !root.binding) return false;
  // A function may give back the module: `get_client().ChatCompletion.create(…)`.
  if (callee.kind === 'member' && usePaths(model.language).has(openPathOf(callee).join('.'))) return true;
  return root.binding.definitions.some((one) => {
    const target = one.from === 'import' ? project.target(model, one.specifier) : undefined;
    if (!target) return false;
    return 'file' in target || modulePackages(model.language).has(target.package);
  });
}

const PATHS = new Map<string, ReadonlySet<string>>();

function usePaths(language: string): ReadonlySet<string> {
  const known = PATHS.get(language);
  if (known) return known;
  const paths = new Set(moduleShapes(language).flatMap((shape) => shape.uses.map((use) => use.path)));
  PATHS.set(language, paths);
  return paths;
}

const PACKAGES = new Map<string, ReadonlySet<string>>();

function modulePackages(language: string): ReadonlySet<string> {
  const known = PACKAGES.get(language);
  if (known) return known;
  const sdks = SDKS.filter((sdk) => sdk.language === language && sdk.clients.some((one) => one.made === 'module'));
  const packages = new Set(sdks.flatMap((sdk) => sdk.packages));
  PACKAGES.set(language, packages);
  return packages;
}

/** `openai.api_key = …`: the name, and the entries that may know it. */
function moduleSetting(linked: Linked, { target }: Assignment): { name: string; sdks: readonly Sdk[] } | undefined {
  const { property, object, model } = target;
  if (property === undefined || !allSettingNames(model.language).has(property)) return undefined;
  const module = linked.resolver
    .at(object, [])
    .find((o): o is OriginOf<'external'> => o.kind === 'external' && o.path.length === 0);
  return module && { name: property, sdks: sdksFor(model.language, module.package) };
}

/** The module shapes of the entries, those for the installed version first. */
function preferred(linked: Linked, sdks: readonly Sdk[], model: SourceModel): { sdk: Sdk; shape: ClientShape }[] {
  return installedFirst(linked, sdks, model).flatMap((sdk) =>
    sdk.clients.filter((shape) => shape.made === 'module').map((shape) => ({ sdk, shape })),
  );
}

function moduleUnit(linked: Linked, { sdk, shape, calls, assignments }: ModuleUse): Unit | undefined {
  const place = calls[0] ?? [...assignments.values()].flat()[0];
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
    assignments,
  });
  for (const { place: name, equals, stays } of shape.switches ?? []) {
    const origins = (assignments.get(name) ?? []).flatMap(({ value }) => linked.resolver.at(value, []));
    if (origins.some((o) => o.kind === 'string' && o.node.value === equals)) {
      if (origins.length > 1) unit.isMixed = true;
      else unit.stays = stays ?? unit.stays;
    }
  }
  for (const call of calls) {
    const path = pathOfCall(linked, call, sdk);
    const use = path && useFor(shape, path);
    if (use) addUse(linked, unit, use, call);
    else if (path) unit.unknownUses.push({ call, path });
  }
  return unit;
}

function pathOfCall(linked: Linked, call: CallNode, sdk: Sdk): string[] | undefined {
  const callee = linked.resolver
    .at(call.callee, [])
    .find((o): o is OriginOf<'external'> => o.kind === 'external' && sdk.packages.includes(o.package));
  return callee?.path;
}

/** Values that single calls give in place of the module's settings. */
function ownSettings(shape: ClientShape, calls: readonly CallNode[], role: 'baseUrl' | 'apiKey'): Expression[] {
  const places = new Set(shape.uses.flatMap((use) => use.settings?.[role] ?? []));
  return calls.flatMap((call) =>
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

function allSettingNames(language: string): ReadonlySet<string> {
  return new Set(moduleShapes(language).flatMap(settingNames));
}

function moduleShapes(language: string): ClientShape[] {
  return SDKS.filter((sdk) => sdk.language === language).flatMap((sdk) =>
    sdk.clients.filter((shape) => shape.made === 'module'),
  );
}
