import { rootOf } from '../src/callee-names.js';
import { ANY, type Assignment, type CallNode, type Definition, type SourceModel, type Span } from '../src/ir.js';
import { placeIn } from '../src/link/place-in.js';
import { occurrences } from '../src/plan/split/occurrences.js';
import { keySource, type MoveContext, rewrite, type Transform } from '../src/plan/transform.js';
import type { Finding, Unit } from '../src/plan/types.js';
import { push } from '../src/push.js';

/** Sets what a module that is a client itself leaves to its defaults: beside what is set, else below the imports. */
export const setModuleOptions: Transform = {
  id: 'set-module-options',
  apply(unit, context) {
    const { shape, assignments } = unit;
    if (unit.kind !== 'module' || !shape || !assignments) return [];
    if (unit.apart === 'calls') return unit.uses.map(({ call }) => setInCall(this.id, unit, call, context));
    if (unit.apart === 'made')
      return [...callsByFile(unit)].flatMap(([model, calls]) => makeBeside(this.id, unit, model, calls, context));
    const added = unit.uses.flatMap((use) => addedTo(this.id, unit, use, context));
    const missing = missingSettings(unit, context);
    if (missing.length === 0) return added;
    const beside = [...(shape.apiKey ?? []), ...(shape.baseUrl ?? [])].flatMap((name) => assignments.get(name) ?? []);
    if (beside.length > 0) return [...added, ...beside.map((one) => setBeside(this.id, unit, one, missing, context))];
    const givesKey = ownPlace(unit, 'apiKey');
    if (givesKey !== undefined && !unit.apiKey.isMissing)
      return unit.uses.map(({ call }) => setInCall(this.id, unit, call, context));
    return [...callsByFile(unit)].flatMap(([model, calls]) =>
      setBelowImports(this.id, unit, model, calls, missing, context),
    );
  },
};

/** What a call has to say of a model that the package does not know. */
function addedTo(id: string, unit: Unit, { call, shape }: Unit['uses'][number], context: MoveContext): Finding[] {
  const missing = (shape.adds ?? []).filter(({ place }) => !placeIn(call, place));
  if (missing.length === 0 || unit.isAtTarget) return [];
  const given = missing.map(({ place, source }): [string, string] => [place, source]);
  const edits = context.writer(call.model).insertKeywords(call, given);
  return [rewrite(id, unit, call.model, call, edits, 'moved', context.options.profile.baseUrl)];
}

interface MissingSetting {
  name: string;
  source(model: SourceModel): string;
}

function missingSettings(unit: Unit, context: MoveContext): MissingSetting[] {
  const found: MissingSetting[] = [];
  const [apiKey] = unit.shape?.apiKey ?? [];
  const [baseUrl] = unit.shape?.baseUrl ?? [];
  if (unit.apiKey.isMissing && apiKey !== undefined && !context.keepsKeyName(unit))
    found.push({
      name: apiKey,
      source: (model) => keySource(unit, context, model, context.keyVariable(unit)),
    });
  if (unit.baseUrl.isMissing && baseUrl !== undefined)
    found.push({ name: baseUrl, source: () => context.baseUrlSource(unit) });
  return found;
}

/** Below a setting that the program makes itself, wherever it does so. */
function setBeside(
  id: string,
  unit: Unit,
  assignment: Assignment,
  missing: readonly MissingSetting[],
  context: MoveContext,
): Finding {
  const { object, model } = assignment.target;
  const module = model.text.slice(object.start, object.end);
  return set(id, unit, model, assignment, assignment, module, missing, context);
}

function callsByFile({ uses }: Unit): Map<SourceModel, CallNode[]> {
  const byFile = new Map<SourceModel, CallNode[]>();
  for (const { call } of uses) push(byFile, call.model, call);
  return byFile;
}

/** The keyword argument by which a call gives a setting for itself. */
function ownPlace({ shape }: Unit, role: 'baseUrl' | 'apiKey'): string | undefined {
  return shape?.uses.find((use) => use.settings?.[role])?.settings?.[role]?.[0];
}

/** A call that gives its own key gives its own base URL too; one that moves apart from the module's others gives both. */
function setInCall(id: string, unit: Unit, call: CallNode, context: MoveContext): Finding {
  const writer = context.writer(call.model);
  const given: [string, string][] = [[ownPlace(unit, 'baseUrl') ?? '', context.baseUrlSource(unit)]];
  if (unit.apart === 'calls')
    given.push([ownPlace(unit, 'apiKey') ?? '', keySource(unit, context, call.model, context.keyVariable(unit))]);
  const edits = writer.insertKeywords(call, given);
  return rewrite(id, unit, call.model, call, edits, 'moved', context.options.profile.baseUrl);
}

/** A client of the gateway below the imports, for the calls that are made on the module now. */
function makeBeside(
  id: string,
  unit: Unit,
  model: SourceModel,
  calls: readonly CallNode[],
  context: MoveContext,
): Finding[] {
  const { providerName: name, baseUrl } = context.options.profile;
  const factory = unit.shape?.factory;
  const module = moduleName(model, unit);
  const roots = calls.map(({ callee }) => (callee.kind === 'member' ? rootOf(callee) : callee));
  const isTaken = occurrences(model.text, name).length > 0;
  if (
    !factory ||
    module === undefined ||
    isTaken ||
    roots.some((root) => root.kind !== 'reference' || root.name !== module)
  )
    return [];
  const writer = context.writer(model);
  const source = writer.construct(model, `${name} = `, `${module}.${factory.export}`, [
    [factory.options.baseUrl, context.baseUrlSource(unit)],
    [factory.options.apiKey, keySource(unit, context, model, context.keyVariable(unit))],
  ]);
  const made = writer.declare(model, name, source, calls[0]?.start);
  return [
    rewrite(id, unit, model, calls[0] ?? unit.span, [made], 'moved', baseUrl),
    ...roots.map((root) =>
      rewrite(id, unit, model, root, [{ start: root.start, end: root.end, text: name }], 'split-call', name),
    ),
  ];
}

/** A program that sets nothing itself: in each file that makes calls, before it does. */
function setBelowImports(
  id: string,
  unit: Unit,
  model: SourceModel,
  calls: readonly CallNode[],
  missing: readonly MissingSetting[],
  context: MoveContext,
): Finding[] {
  const module = moduleName(model, unit);
  return module === undefined ? [] : [set(id, unit, model, undefined, calls[0] ?? unit.span, module, missing, context)];
}

/** The name by which the file knows the module once its imports are done: one that it may lack is no place to set anything. */
function moduleName(model: SourceModel, { sdk }: Unit): string | undefined {
  const isModule = (one: Definition) =>
    one.from === 'import' && one.imported === ANY && sdk?.packages.includes(one.specifier) === true;
  const imported = new Set(model.layout.imports.flatMap(({ names }) => names.map(({ local }) => local)));
  return model.bindings.find(
    ({ isTopLevel, name, whole, definitions }) =>
      isTopLevel && imported.has(name) && whole === undefined && definitions.length > 0 && definitions.every(isModule),
  )?.name;
}

function set(
  id: string,
  unit: Unit,
  model: SourceModel,
  after: Span | undefined,
  about: Span,
  module: string,
  missing: readonly MissingSetting[],
  { writer, options }: MoveContext,
): Finding {
  const settings = missing.map(({ name, source }): [string, string] => [`${module}.${name}`, source(model)]);
  const edit = writer(model).assign(model, after, settings);
  return rewrite(id, unit, model, about, [edit], 'moved', options.profile.baseUrl);
}
