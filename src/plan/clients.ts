import { isOneOf } from '../callee-names.js';
import {
  type ClientShape,
  type Consumer,
  type Sdk,
  type Switch,
  sdksFor,
  type UseShape,
  useFor,
} from '../catalog/sdk.js';
import { isTestPath } from '../discover/file-kinds.js';
import type { Binding, CallNode, ClassNode, Expression, SourceModel } from '../ir.js';
import { callsByOthers } from '../link/calls-by-others.js';
import type { Reach } from '../link/flow.js';
import type { Linked } from '../link/link.js';
import { isOpaque, isOutside, type Origin, only } from '../link/origins.js';
import { placeIn } from '../link/place-in.js';
import { named } from '../names.js';
import { calleesOf, clientMade, installedFirst, type Matched, makersOf, takerOf } from './client-shapes.js';
import { chatFormOf } from './completions.js';
import { needsOfNameTaker } from './name-takers.js';
import { needsWhereNamed } from './needs-where-named.js';
import { isOfAllOptions } from './of-all-options.js';
import { takeFromPackage } from './package-settings.js';
import { sourcesIn, wrapperSources } from './parameter-sources.js';
import { takePrefixesOff } from './prefixed-models.js';
import { injectedReads, providedReads } from './provided-reads.js';
import { readUse } from './read-use.js';
import { collectAssigned, collectSet, collectSettings, mayNotHappen } from './set-on-clients.js';
import { isSpreadIn, settingOf } from './settings.js';
import { settingsCall } from './settings-files.js';
import type { Setting, Unit } from './types.js';

/** The clients of known SDKs that the project makes or imports ready-made, with all that is done with them. */
export function findClients(linked: Linked): Unit[] {
  const units: Unit[] = [];
  for (const model of [...linked.project.models.values()]) {
    const makers = makersOf(model.language);
    const byOthers = callsByOthers(linked.resolver, model, (name) => makers.has(name));
    for (const call of [...named(model, 'callees', isOneOf(makers)), ...byOthers]) {
      const made = clientMade(linked, call);
      if (made) units.push(...clientUnits(linked, call, made));
    }
    for (const binding of named(model, 'imports', (specifier) => sdksReadyIn(linked, model, specifier).length > 0)) {
      const ready = readyClient(linked, binding);
      if (!ready) continue;
      const { settingsFile } = ready.shape;
      const made = settingsFile === undefined ? undefined : settingsCall(linked, model, settingsFile);
      const known = made && units.find((unit) => unit.call === made && unit.shape === ready.shape);
      if (known) collectRead(linked, known, ready.shape, binding.references);
      else if (made) units.push(settingsUnit(linked, made, binding, ready));
      else units.push(readyUnit(linked, binding, ready.sdk, ready.shape));
    }
  }
  return units;
}

/** The values with which a setting switches nothing. */
function ordinaryValues({ differs = [] }: Switch): readonly unknown[] {
  return [differs].flat();
}

/** The value of what is written; undefined where it is known only when the app runs. */
function writtenValue(origin: Origin): unknown {
  return origin.kind === 'constant' || origin.kind === 'string' ? origin.node.value : undefined;
}

/** What a client's settings make of it: another endpoint, or a service that it stays with. */
function applySwitches(linked: Linked, unit: Unit, shape: ClientShape, call: CallNode): void {
  for (const setting of shape.switches ?? []) {
    const { place, equals, holds, endpoint, stays, needs, modelForm } = setting;
    const ordinary = ordinaryValues(setting);
    const at = placeIn(call, place);
    const all = at ? linked.resolver.at(at.value, at.steps) : [];
    // What is handed over as a whole, or spread into the call, and cannot be followed says nothing of any one option.
    const isOpen = (one: Origin) =>
      (isOpaque(one) && isSpreadIn(call, place)) || (at !== undefined && isOfAllOptions(linked, at, one));
    const origins = all.filter((origin) => origin.kind !== 'absent' && !isOpen(origin));
    const isOn = (origin: Origin) => {
      const value = writtenValue(origin);
      if (holds) return unit.sdk !== undefined && isMadeIn(linked, origin, holds, unit.sdk);
      if (equals !== undefined) return value === equals;
      if (ordinary.includes(value)) return false;
      return origin.kind !== 'constant' || Boolean(value);
    };
    if (!origins.some(isOn)) continue;
    if (endpoint === 'responses') unit.responsesSwitches = [...(unit.responsesSwitches ?? []), { setting, origins }];
    unit.always = endpoint ?? unit.always;
    unit.needs = needs ?? unit.needs;
    unit.modelForm = modelForm ?? unit.modelForm;
    // Options of which only some say so: which of two services is meant is decided when the app runs.
    const mayBeOff = origins.some((one) => !isOn(one) || (ordinary.length > 0 && writtenValue(one) === undefined));
    const isSome = at?.isConditional === true || origins.length < all.length || mayBeOff;
    if (stays !== undefined && isSome) unit.isMixed = true;
    else unit.stays = stays ?? unit.stays;
  }
}

/** Whether a list has in it what one of the package's exports makes. */
function isMadeIn({ resolver }: Linked, list: Origin, exports: readonly string[], { packages }: Sdk): boolean {
  const items = list.kind === 'list' ? list.node.items : [];
  return items
    .flatMap((item) => only(resolver.at(item, []), 'external'))
    .some((one) => packages.includes(one.package) && exports.some((name) => one.path.join('.') === `${name}.()`));
}

/** A key in headers of the client's own is a key of the unit, whatever `apiKey` says. */
function keysInHeaders(linked: Linked, shape: ClientShape, call: CallNode): Origin[] {
  return (shape.headers ?? []).flatMap((place) => {
    const at = placeIn(call, place);
    return ['Authorization', 'authorization', 'api-key'].flatMap((name) =>
      at ? linked.resolver.at(at.value, [...at.steps, { name }]).filter((origin) => origin.kind !== 'absent') : [],
    );
  });
}

function readyClient(linked: Linked, { model, definitions }: Binding): { sdk: Sdk; shape: ClientShape } | undefined {
  for (const definition of definitions) {
    if (definition.from !== 'import') continue;
    for (const sdk of installedFirst(linked, sdksReadyIn(linked, model, definition.specifier), model)) {
      const shape = sdk.clients.find((c) => c.made === 'ready' && c.exports.includes(definition.imported));
      if (shape) return { sdk, shape };
    }
  }
  return undefined;
}

/** The SDKs of a package that has clients ready-made. */
function sdksReadyIn({ project }: Linked, model: SourceModel, specifier: string): readonly Sdk[] {
  const target = project.target(model, specifier);
  const sdks = target && 'package' in target ? sdksFor(model.language, target.package) : [];
  return sdks.filter(({ clients }) => clients.some(({ made }) => made === 'ready'));
}

/** The client that a call makes, and the one that it makes beside it. */
function clientUnits(linked: Linked, call: CallNode, { sdk, shape, isOneOfSeveral }: Matched): Unit[] {
  const made = clientUnit(linked, call, sdk, shape);
  // Each of them has options of its own, which are given to all.
  if (isOneOfSeveral) made.isMixed = true;
  const also = sdk.clients.find(({ name }) => name === shape.alsoMakes);
  return also ? [made, { ...clientUnit(linked, call, sdk, also), part: also.name }] : [made];
}

function clientUnit(linked: Linked, call: CallNode, sdk: Sdk, shape: ClientShape): Unit {
  const setting = (places: readonly string[] | undefined) =>
    places ? settingOf(linked.resolver, sdk, call, places) : nothing();
  const unit = emptyUnit(call.model, call, shape.name, 'client');
  Object.assign(unit, {
    sdk,
    shape,
    call,
    baseUrl: setting(shape.baseUrl),
    apiKey: setting(shape.apiKey),
    organization: shape.organization?.map((place) => setting([place])) ?? [],
    ownModel: shape.model && setting(shape.model),
    parameters: wrapperSources(call, shape.requestOptions),
    always: shape.always,
    stays: shape.stays,
    needs: shape.needs ?? needsWhereNamed(linked, shape, call.model.language),
    modelForm: shape.modelForm,
    headerKeys: keysInHeaders(linked, shape, call),
  });
  applySwitches(linked, unit, shape, call);
  collectUses(linked, unit, shape, linked.flow.reaches(call));
  collectRead(linked, unit, shape, providedReads(linked, call));
  const { parameters } = shape;
  if (parameters !== undefined && unit.stays === undefined)
    addUse(linked, unit, { path: '', endpoint: unit.always ?? 'chat', inheritsModel: true, parameters }, call);
  collectConsumed(linked, unit, sdk, call);
  for (const owner of subclassesOf(linked, call)) collectSubclass(linked, unit, shape, owner);
  collectAssigned(linked, unit);
  takeFromPackage(linked, unit, sdk, shape);
  if (sdk.failsWithoutAddress) leaveOutEmptyAddresses(unit.baseUrl);
  applyAssignedSwitches(linked, unit, shape);
  takePrefixesOff(unit, linked);
  return unit;
}

/** An empty address beside others is what code looks for, to put one of these in its place. */
function leaveOutEmptyAddresses(setting: Setting): void {
  const written = setting.origins.filter((origin) => origin.kind !== 'string' || origin.node.value !== '');
  if (written.length > 0) setting.origins = written;
}

/** What the functions that a client of one endpoint is handed to add to its requests, however they make these. */
function collectConsumed(linked: Linked, unit: Unit, sdk: Sdk, made: CallNode): void {
  const endpoint = unit.always;
  if (endpoint === undefined) return;
  for (const { consumer, call } of consumersOf(linked, sdk, made))
    unit.uses.push({
      call,
      shape: { path: '', endpoint, inheritsModel: true },
      model: [],
      parameters: wrapperSources(call, consumer.parameters),
      sends: consumer.sends ?? [],
    });
}

/** Attributes of what the call gives that say, by being assigned, that it stays with another service. */
function applyAssignedSwitches({ resolver }: Linked, unit: Unit, { switches = [] }: ClientShape): void {
  for (const setting of switches.filter((one) => one.place.startsWith('.'))) {
    const ordinary = ordinaryValues(setting);
    for (const reach of unit.others) {
      if (reach.kind !== 'set' || `.${reach.path.join('.')}` !== setting.place) continue;
      const origins = resolver.at(reach.assignment.value, []);
      if (origins.every((origin) => origin.kind === 'string' && ordinary.includes(origin.node.value))) continue;
      if (mayNotHappen(unit, reach.assignment)) unit.isMixed = true;
      else unit.stays = setting.stays ?? unit.stays;
    }
  }
}

/** The project's own classes whose instances are the client that the call makes. */
function subclassesOf(linked: Linked, call: CallNode): ClassNode[] {
  if (call.callee.kind === 'super') return call.callee.class ? [call.callee.class] : [];
  return calleesOf(linked, call).flatMap((callee) => (callee.kind === 'class' ? [callee.node] : []));
}

/** A subclass of the SDK's client: its instances, and `this` inside it, are the client. */
function collectSubclass(linked: Linked, unit: Unit, shape: ClientShape, owner: ClassNode): void {
  for (const name of [owner.name, owner.use?.as === 'definition' ? owner.use.targets[0]?.binding.name : undefined])
    for (const made of linked.project.calls.get(name ?? ''))
      if (linked.resolver.at(made.callee, []).some((o) => o.kind === 'class' && o.node === owner))
        collectUses(linked, unit, shape, linked.flow.reaches(made));
  for (const expression of owner.model.expressions)
    if (expression.kind === 'self' && expression.of === owner)
      collectUses(linked, unit, shape, linked.flow.reaches(expression));
  // Its own methods are read where they are written.
  const isOwn = (name: string | undefined) => owner.fields.some((field) => field.name === name && !field.isStatic);
  unit.unknownUses = unit.unknownUses.filter(({ path }) => !isOwn(path[0]));
}

function readyUnit(linked: Linked, binding: Binding, sdk: Sdk, shape: ClientShape): Unit {
  const unit = emptyUnit(binding.model, binding, shape.name, 'ready');
  Object.assign(unit, {
    sdk,
    shape,
    binding,
    always: shape.always,
    stays: shape.stays,
    needs: shape.needs ?? shape.needsFile,
  });
  for (const reference of binding.references) collectUses(linked, unit, shape, linked.flow.reaches(reference));
  return unit;
}

/** A client that a framework makes of what a file of settings returns. */
function settingsUnit(linked: Linked, made: CallNode, binding: Binding, { sdk, shape }: Matched): Unit {
  const unit = clientUnit(linked, made, sdk, shape);
  unit.name = shape.settingsFile ?? shape.name;
  collectSettings(linked, unit, made, shape.settingsFile ?? '');
  const injected = injectedReads(linked, made.model.language, shape.injectedAs ?? []);
  collectRead(linked, unit, shape, [...binding.references, ...injected]);
  return unit;
}

function collectRead(linked: Linked, unit: Unit, shape: ClientShape, references: readonly Expression[]): void {
  for (const reference of references) collectUses(linked, unit, shape, linked.flow.reaches(reference));
}

/** One for each unit: what is found later is put into it. */
function nothing(): Setting {
  return { origins: [], absent: [], isMissing: true, place: '' };
}

export function emptyUnit(
  model: SourceModel,
  span: { start: number; end: number },
  name: string,
  kind: Unit['kind'],
): Unit {
  return {
    id: '',
    name,
    model,
    span: { start: span.start, end: span.end },
    kind,
    baseUrl: nothing(),
    apiKey: nothing(),
    organization: [],
    uses: [],
    others: [],
    ownCalls: [],
    unknownUses: [],
    isTest: isTestPath(model.path),
    verdict: 'review',
    reasons: [],
  };
}

function collectUses(
  linked: Linked,
  unit: Unit,
  shape: ClientShape,
  reaches: readonly Reach[],
  before: readonly string[] = [],
): void {
  for (const reach of reaches) {
    const read = readUse(shape, reach);
    if (read) {
      unit.uses.push({ ...read, model: [] });
      continue;
    }
    if (reach.kind !== 'called') {
      const taker = takerOf(linked, reach);
      if (taker && reach.kind === 'handed') addUse(linked, unit, taker.use, reach.call, taker.sdk);
      else unit.others.push(reach);
      unit.needs = needsOfNameTaker(linked, reach, unit.sdk) ?? unit.needs;
      continue;
    }
    const { call } = reach;
    const path = [...before, ...reach.path];
    const use = useFor(shape, path);
    const isSetter = collectSet(linked, unit, call, path);
    if (use?.endpoint === 'same') {
      if (!isSetter) collectOverridden(linked, unit, shape, call);
      collectUses(linked, unit, shape, linked.flow.reaches(call));
    } else if (use?.endpoint === 'part') {
      collectUses(linked, unit, shape, linked.flow.reaches(call), path);
    } else if (isSetter) {
      // It says what the client is, and asks nobody.
    } else if (use) {
      addUse(linked, unit, use, call);
    } else if (unit.stays !== undefined) {
      // What a client of another kind is asked for stays with it, whatever the method.
      const model = call.arguments.flatMap(({ value }) => [
        ...linked.resolver.at(value, []),
        ...linked.resolver.at(value, [{ name: 'model' }]),
      ]);
      const texts = model.filter((origin) => origin.kind === 'string' || origin.kind === 'template');
      unit.uses.push({ call, shape: { path: path.join('.'), endpoint: 'other' }, model: texts });
    } else if (shape.always) {
      unit.ownCalls.push(call);
    } else unit.unknownUses.push({ call, path });
  }
}

/** What a copy of the client is given anew: `client.with_options(base_url=…)`. The client itself goes on with what it has. */
function collectOverridden({ resolver }: Linked, unit: Unit, shape: ClientShape, copied: CallNode): void {
  const { sdk, organization } = unit;
  const override = (setting: Setting | undefined, places: readonly string[] | undefined) => {
    const origins = sdk && places ? settingOf(resolver, sdk, copied, places).origins : [];
    if (!setting || origins.length === 0) return;
    setting.origins.push(...origins);
    setting.isConditional = true;
    // Whom the copy asks is decided when the app runs.
    if (setting === unit.baseUrl && origins.some((one) => isOutside(one) || one.kind === 'global')) unit.isMixed = true;
  };
  override(unit.baseUrl, shape.baseUrl);
  override(unit.apiKey, shape.apiKey);
  for (const [index, place] of (shape.organization ?? []).entries()) override(organization[index], [place]);
}

/** Notes a call on the client, once. */
export function addUse(linked: Linked, unit: Unit, use: UseShape, call: CallNode, sdk = unit.sdk): void {
  if (use.endpoint === 'none' || unit.uses.some((known) => known.call === call)) return;
  const consumed = sdk ? consumersOf(linked, sdk, call) : [];
  unit.uses.push({
    call,
    shape: use,
    model: givenAt(linked, call, [use.model ?? []].flat()).filter((origin) => !isOfAnother(use, origin)),
    parameters: [
      ...sourcesIn(call, use.parameters, sdk?.moreParameters).map((one) => ({ ...one, fields: sdk?.fields })),
      ...wrapperSources(call, use.takes && { place: '*', names: use.takes }),
      ...consumed.flatMap((one) => wrapperSources(one.call, one.consumer.parameters)),
    ],
    sends: [...sentByUse(linked, use, call), ...consumed.flatMap(({ consumer }) => consumer.sends ?? [])],
    chatForm:
      use.endpoint !== 'completions' || use.asChat === undefined ? undefined : chatFormOf(linked, call, use.path),
  });
}

/** A request may be given as a text or a message, too, which has no model: the client's own is asked then. */
function isOfAnother({ modelTypes }: UseShape, origin: Origin): boolean {
  if (!modelTypes) return false;
  if (origin.kind !== 'parameter')
    return origin.kind === 'external' || origin.kind === 'global' || origin.kind === 'unknown';
  return !origin.parameter.type?.names.some((name) => modelTypes.includes(name));
}

/** The value at the first of the places where something is given. */
function givenAt(linked: Linked, call: CallNode, places: readonly string[]): Origin[] {
  for (const place of places) {
    const at = placeIn(call, place);
    const origins = at ? linked.resolver.at(at.value, at.steps).filter((o) => o.kind !== 'absent') : [];
    if (origins.length > 0) return origins;
  }
  return [];
}

function sentByUse(linked: Linked, use: UseShape, call: CallNode): readonly string[] {
  const by = Object.entries(use.sendsBy ?? {}).filter(([place]) => givenAt(linked, call, [place]).length > 0);
  return [...sentAlways(linked, use, call), ...by.flatMap(([, sends]) => sends)];
}

function sentAlways(linked: Linked, { sends, sendsIf, sendsUnless }: UseShape, call: CallNode): readonly string[] {
  if (sendsIf && givenAt(linked, call, sendsIf).length === 0) return [];
  const at = sendsUnless && placeIn(call, sendsUnless.place);
  const texts = at
    ? linked.resolver.at(at.value, at.steps).flatMap((o) => (o.kind === 'string' ? [o.node.value] : []))
    : [];
  const isSpared = texts.length > 0 && texts.every((text) => sendsUnless?.equals.includes(text));
  return isSpared ? [] : (sends ?? []);
}

/** The functions that a model is handed to which add something to its requests, where they are called. */
function consumersOf(linked: Linked, sdk: Sdk, made: CallNode): { consumer: Consumer; call: CallNode }[] {
  const consumers = sdk.consumers?.filter((one) => linked.project.mayImport(made.model.language, [one.package])) ?? [];
  if (consumers.length === 0) return [];
  return linked.flow.handedTo(made).flatMap((call) => {
    const callees = linked.resolver.at(call.callee, []);
    return consumers
      .filter((consumer) => callees.some((callee) => isOf(consumer, callee)))
      .flatMap((consumer) => asking(linked, consumer, call).map((one) => ({ consumer, call: one })))
      .filter((one) => isGiven(linked, one.consumer, one.call));
  });
}

/** The call itself, or those of the methods that ask. */
function asking({ flow }: Linked, { methods }: Consumer, call: CallNode): CallNode[] {
  if (!methods) return [call];
  return flow
    .reaches(call)
    .flatMap((reach) => (reach.kind === 'called' && methods.includes(reach.path.join('.')) ? [reach.call] : []));
}

function isOf(consumer: Consumer, callee: Origin): boolean {
  return (
    callee.kind === 'external' &&
    callee.package === consumer.package &&
    consumer.exports.includes(callee.path.filter((name) => name !== 'default').join('.'))
  );
}

/** Whether the call says what makes the function a consumer. */
function isGiven({ resolver }: Linked, { when, equals }: Consumer, call: CallNode): boolean {
  if (when === undefined) return true;
  const places = [when].flat().flatMap((place) => placeIn(call, place) ?? []);
  const origins = places.flatMap((at) => resolver.at(at.value, at.steps));
  return origins.some((o) => (equals ? o.kind === 'string' && equals.includes(o.node.value) : o.kind !== 'absent'));
}
