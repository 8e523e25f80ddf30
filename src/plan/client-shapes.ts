import { lastName, mayBeCalled } from '../callee-names.js';
import { type ClientShape, SDKS, type Sdk, sdksFor, type UseShape, useFor } from '../catalog/sdk.js';
import type { CallNode, ClassNode, SourceModel } from '../ir.js';
import type { Reach } from '../link/flow.js';
import { isOfType } from '../link/is-of-type.js';
import type { Linked } from '../link/link.js';
import { type Origin, type OriginOf, only } from '../link/origins.js';
import { placeIn } from '../link/place-in.js';
import { isDecidedFor } from './decided-for-all.js';

export interface Matched {
  sdk: Sdk;
  shape: ClientShape;
  /** Whether the call makes a client of another service when the app runs so: `makers[provider](options)`. */
  isOneOfSeveral?: boolean;
}

/** What SDK's client a call makes that may be of one by its name, if any. */
export function clientMade(linked: Linked, call: CallNode): Matched | undefined {
  const found = shapeOf(linked, call);
  return found && !isHandedOne(linked, call, found.shape) ? found : undefined;
}

/** Of what a call may make, the client that does not stay with another service comes first, wherever it is named. */
function shapeOf(linked: Linked, call: CallNode): Matched | undefined {
  const called = only(calleesOf(linked, call), 'external').map((callee) => shapeOfCallee(linked, call, callee));
  const found = called.filter((one) => one !== undefined);
  const first = found.find(({ shape }) => shape.stays === undefined) ?? found[0];
  return first && { ...first, isOneOfSeveral: called.some((one) => one !== first && !isSameService(one)) };
}

/** Whether a call surely makes a client of the service: one package may take another's place, by an import that may fail. */
function isSameService(made: Matched | undefined): boolean {
  return made !== undefined && made.shape.stays === undefined && made.sdk.environment.apiKey.length > 0;
}

function shapeOfCallee(linked: Linked, call: CallNode, callee: OriginOf<'external'>): Matched | undefined {
  const path = callee.path.join('.');
  const sdks = installedFirst(linked, sdksFor(call.model.language, callee.package), call.model);
  const found: Matched[] = [];
  for (const sdk of sdks)
    for (const shape of sdk.clients.filter((one) => one.exports.includes(path)).sort(byOverload))
      if (isMade(call, shape) && isMeant(linked, call, shape) && found.at(-1)?.sdk !== sdk) found.push({ sdk, shape });
  const [first, ...others] = found;
  const isOpen = others.some(({ sdk }) => sdk.distribution !== first?.sdk.distribution);
  return first && isOpen && !isNamed(linked, first.sdk, call.model) ? byUse(linked, call, found) : first;
}

/** Of packages that have one name, and none of which the project names: the one that has what is called on the client. */
function byUse({ flow }: Linked, call: CallNode, found: readonly Matched[]): Matched | undefined {
  const called = flow.reaches(call).flatMap((reach) => (reach.kind === 'called' ? [reach.path] : []));
  const knows = ({ shape }: Matched) => called.every((path) => useFor(shape, path) !== undefined);
  return found.find(knows) ?? found[0];
}

function isNamed({ project }: Linked, { distribution }: Sdk, model: SourceModel): boolean {
  return distribution !== undefined && project.host.isRequired(distribution, model);
}

/** Of several entries for a package, those for the version that the project has come first. */
export function installedFirst(linked: Linked, sdks: readonly Sdk[], model: SourceModel): readonly Sdk[] {
  if (sdks.length < 2) return sdks;
  const { host } = linked.project;
  // Packages of two makers may have one name: the one that the project names is meant.
  const isShared = new Set(sdks.map(({ distribution }) => distribution)).size > 1;
  const rank = (sdk: Sdk) => Number(host.mayBeInstalled(sdk, model)) + Number(isShared && isNamed(linked, sdk, model));
  return [...sdks].sort((a, b) => rank(b) - rank(a));
}

/** Whether the call is handed a client that was made before, and so makes none. A text is the name of a model. */
function isHandedOne(linked: Linked, call: CallNode, shape: ClientShape): boolean {
  return (shape.client ?? []).some((place) => {
    const at = placeIn(call, place);
    const origins = at ? linked.resolver.at(at.value, at.steps) : [];
    const isMadeBefore = (o: Origin) => o.kind === 'instance' || (o.kind === 'external' && o.path.at(-1) === '()');
    return origins.length > 0 && origins.every(isMadeBefore);
  });
}

/** What uses a client that it is handed, for a model that it is given itself. */
export function takerOf(linked: Linked, reach: Reach): (Matched & { use: UseShape }) | undefined {
  if (reach.kind !== 'handed' || reach.path.length > 0) return undefined;
  const { call } = reach;
  if (call.callee.kind !== 'super' && !mayBeCalled(call, makersOf(call.model.language))) return undefined;
  const found = shapeOf(linked, call);
  if (!found) return undefined;
  const { client = [], always, stays } = found.shape;
  const endpoint = stays ?? always;
  // What takes a model as a whole says nothing of which one is asked.
  const model = (found.shape.model ?? []).filter((place) => !client.includes(place));
  if ((model.length === 0 && stays === undefined) || endpoint === undefined) return undefined;
  const isTaken = client.some((place) => {
    const at = placeIn(call, place);
    return at?.value === reach.argument.value && at.steps.length === 0;
  });
  return isTaken ? { ...found, use: { path: '', endpoint, model } } : undefined;
}

function isMade(call: CallNode, shape: ClientShape): boolean {
  if (shape.made === 'new') return call.isNew || call.callee.kind === 'super';
  return shape.made === 'call';
}

/** Whether it is the shape that the arguments ask for. */
function isMeant(linked: Linked, call: CallNode, shape: ClientShape): boolean {
  const { overload, when, whenType, unless = [], unlessDecided } = shape;
  if (overload === 'text' && !isText(linked, call)) return false;
  if (whenType && !whenType.some(({ place, type }) => isOfTypeAt(call, place, type))) return false;
  if (shape.whenModel !== undefined && !isForModel(linked, call, shape, new RegExp(shape.whenModel))) return false;
  if (unless.some((place) => isGivenAt(linked, call, place))) return false;
  if (unlessDecided && isDecidedFor(linked, call.model, unlessDecided)) return false;
  return when === undefined || [when].flat().some((place) => isGivenAt(linked, call, place));
}

function isOfTypeAt(call: CallNode, place: string, type: string): boolean {
  const at = placeIn(call, place);
  return at !== undefined && at.steps.length === 0 && isOfType(at.value, type);
}

function isForModel({ resolver }: Linked, call: CallNode, { model = [] }: ClientShape, pattern: RegExp): boolean {
  const origins = model.flatMap((place) => {
    const at = placeIn(call, place);
    return at ? resolver.at(at.value, at.steps) : [];
  });
  const given = origins.filter(({ kind }) => kind !== 'absent');
  return given.length > 0 && given.every((one) => one.kind === 'string' && pattern.test(one.node.value));
}

function isGivenAt({ resolver }: Linked, call: CallNode, place: string): boolean {
  const at = placeIn(call, place);
  const origins = at ? resolver.at(at.value, at.steps) : [];
  return origins.some((one) => one.kind !== 'absent' && (one.kind !== 'constant' || Boolean(one.node.value)));
}

const MAKERS = new Map<string, ReadonlySet<string>>();

/** The last names of everything that makes a client. */
export function makersOf(language: string): ReadonlySet<string> {
  const known = MAKERS.get(language);
  if (known) return known;
  const shapes = SDKS.filter((sdk) => sdk.language === language).flatMap((sdk) => sdk.clients);
  const names = new Set(shapes.flatMap((shape) => shape.exports.map(lastName)));
  MAKERS.set(language, names);
  return names;
}

/** Shapes for a call with a text first are tried before those for one with options. */
function byOverload(a: ClientShape, b: ClientShape): number {
  return Number(b.overload === 'text') - Number(a.overload === 'text');
}

function isText(linked: Linked, call: CallNode): boolean {
  const [first] = call.arguments;
  const kinds = first ? linked.resolver.at(first.value, []).map((origin) => origin.kind) : [];
  return kinds.some((kind) => kind === 'string' || kind === 'template' || kind === 'environment');
}

/**
 * What is called; for `super(…)`, the superclass. A client's class is a step or two away from where it is called: a handler that may be
 * any function is not followed through the whole project.
 */
export function calleesOf(linked: Linked, call: CallNode): Origin[] {
  const { callee } = call;
  const called = callee.kind === 'super' ? callee.class?.superclass : callee;
  const callees = called ? linked.resolver.briefly(called) : [];
  return callees.some(({ kind }) => kind === 'class') ? withInherited(linked, callees) : callees;
}

/** `new Sub(…)` of a class without a constructor of its own runs that of the class it extends. */
function withInherited(linked: Linked, callees: Origin[], seen = new Set<ClassNode>()): Origin[] {
  return callees.flatMap((callee) => {
    if (callee.kind !== 'class' || seen.has(callee.node) || linked.resolver.constructorOf(callee.node)) return [callee];
    seen.add(callee.node);
    const base = callee.node.superclass;
    return [callee, ...(base ? withInherited(linked, linked.resolver.at(base, []), seen) : [])];
  });
}
