import { isOneOf, lastName } from '../callee-names.js';
import { type HttpCall, type HttpMaker, type HttpMatch, httpCallsFor, httpClients } from '../catalog/http.js';
import type { Service } from '../catalog/service.js';
import type { CallNode, Expression, SourceModel } from '../ir.js';
import { callsByOthers } from '../link/calls-by-others.js';
import type { Reach } from '../link/flow.js';
import { modelsInTexts } from '../link/json-texts.js';
import type { Linked } from '../link/link.js';
import type { Origin, OriginOf, Step } from '../link/origins.js';
import { placeIn } from '../link/place-in.js';
import { openPathOf } from '../link/project.js';
import { type Text, textsOfOrigin } from '../link/texts.js';
import { inOrder, named } from '../names.js';
import { push } from '../push.js';
import type { Addresses } from './addresses-set.js';
import { emptyUnit } from './clients.js';
import { isScheme, keysInLines } from './header-lines.js';
import { writtenBody } from './json-bodies.js';
import { optionsGiven } from './options-given.js';
import type { PlanOptions, Setting, Unit } from './types.js';
import { mayBeAddress, type UrlFacts, urlFacts, withPath } from './urls.js';
import { readUsersOfAddresses } from './users-of-addresses.js';

/** A value in a request, with what was walked inside it. */
export interface Given {
  value: Expression;
  steps: Step[];
  /** What of an assigned setting's path is left over. */
  inside?: string[];
}

/** Requests that the project makes to OpenAI's address by hand, each a unit of its own. */
export function findRequests(linked: Linked, options: PlanOptions, addresses: Addresses): Unit[] {
  const units: Unit[] = [];
  readUsersOfAddresses(linked, options.from);
  const ofInstances = callsOfInstances(linked);
  const namesIn = new Map<string, ReadonlySet<string>>();
  for (const model of [...linked.project.models.values()]) {
    const names = namesIn.get(model.language) ?? requestNames(linked, model.language);
    namesIn.set(model.language, names);
    const calls = inOrder(model, [...named(model, 'callees', isOneOf(names)), ...(ofInstances.get(model) ?? [])]);
    const byOthers = callsByOthers(linked.resolver, model, (name) => names.has(name));
    for (const call of [...calls, ...byOthers]) {
      if (isLookup(call)) continue;
      const match = matchOf(linked, call);
      const unit = match && requestUnit(linked, call, match, options, addresses);
      if (unit) units.push(unit);
    }
  }
  return units;
}

/**
 * Calls of instances themselves, which have names of their own: `api({…})`, where another file has `api = axios.create(…)`. By the
 * file in which they stand.
 */
function callsOfInstances({ project, resolver, flow }: Linked): Map<SourceModel, CallNode[]> {
  const found = new Map<SourceModel, CallNode[]>();
  for (const model of [...project.models.values()])
    for (const made of named(model, 'calls', (name) => makerNames(model.language).has(name))) {
      const isMaker = resolver.briefly(made.callee).some((callee) => isCallableOf(model.language, callee));
      for (const reach of isMaker ? flow.reaches(made) : [])
        if (reach.kind === 'called' && reach.path.length === 0) push(found, reach.call.model, reach.call);
    }
  return found;
}

/** Whether what the callee gives makes requests when it is called. */
function isCallableOf(language: string, callee: Origin): boolean {
  if (callee.kind !== 'external' && callee.kind !== 'global') return false;
  const name = callee.kind === 'external' ? callee.package : undefined;
  return httpCallsFor(language, { package: name, path: [...callee.path, '()'] }).length > 0;
}

/**
 * `headers.get('content-type')`, `data.get("id", 0)`: most calls of that name ask for something by its key, and each would be followed to
 * whoever hands the object over.
 */
function isLookup(call: CallNode): boolean {
  const { callee, model } = call;
  if (callee.kind !== 'member' || !namesBeforeUrls(model.language).has(callee.property ?? '')) return false;
  const [first] = call.arguments;
  if (first?.value.kind !== 'string' || first.name !== undefined || first.spread) return false;
  return !mayBeAddress(first.value.value);
}

interface Matched {
  match: HttpMatch;
  callee: OriginOf<'external'> | OriginOf<'global'>;
}

function matchOf(linked: Linked, call: CallNode): Matched | undefined {
  // Most calls of `get` and the like are of something else: not much effort is spent on each.
  for (const callee of linked.resolver.briefly(call.callee)) {
    if (callee.kind !== 'external' && callee.kind !== 'global') continue;
    const name = callee.kind === 'external' ? callee.package : undefined;
    for (const match of httpCallsFor(call.model.language, { package: name, path: callee.path })) {
      if ((match.call.made === 'new') !== call.isNew) continue;
      if (match.call.overload !== 'options' || isGivenObject(linked, call)) return { match, callee };
    }
  }
  return undefined;
}

const MAKERS = new Map<string, ReadonlySet<string>>();

/** The last names of everything that makes an instance which is called itself. */
function makerNames(language: string): ReadonlySet<string> {
  const known = MAKERS.get(language);
  if (known) return known;
  const callable = httpClients(language).filter(({ calls }) => calls.some(({ paths }) => paths.includes('')));
  const names = new Set(callable.flatMap(({ makers = [] }) => makers.flatMap(({ paths }) => paths.map(lastName))));
  MAKERS.set(language, names);
  return names;
}

function isGivenObject({ resolver }: Linked, { arguments: [first] }: CallNode): boolean {
  return first !== undefined && resolver.at(first.value, []).some((origin) => origin.kind === 'object');
}

/** The last names of everything that makes a request, in what the project has. */
function requestNames({ project }: Linked, language: string): ReadonlySet<string> {
  const clients = httpClients(language).filter(
    ({ packages, globals }) => globals.length > 0 || project.mayImport(language, packages),
  );
  return new Set(
    clients.flatMap(({ globals, roots, calls }) => [
      ...globals.map(lastName),
      ...roots.map(lastName),
      ...calls.flatMap((call) => call.paths.map(lastName)),
    ]),
  );
}

const BEFORE_URLS = new Map<string, ReadonlySet<string>>();

/** The last names of those methods that never have anything else than the URL first. */
function namesBeforeUrls(language: string): ReadonlySet<string> {
  const known = BEFORE_URLS.get(language);
  if (known) return known;
  const isFirst = ({ url = [], path = [] }: HttpCall) => [...url, ...path].some((place) => /^0(?:\.|$)/.test(place));
  const calls = httpClients(language).flatMap((client) => client.calls);
  const namesOf = (some: readonly HttpCall[]) => some.flatMap(({ paths }) => paths.map(lastName));
  const others = new Set(namesOf(calls.filter((call) => !isFirst(call))));
  const names = new Set(namesOf(calls.filter(isFirst)).filter((name) => !others.has(name)));
  BEFORE_URLS.set(language, names);
  return names;
}

function requestUnit(
  linked: Linked,
  call: CallNode,
  { match, callee }: Matched,
  options: PlanOptions,
  addresses: Addresses,
): Unit | undefined {
  const shape = match.call;
  // The calls that made the instance carry its base URL and headers.
  const makers = makersOf({ match, callee });
  const urls = [
    ...given(linked, call, shape.url),
    ...given(linked, call, shape.path),
    ...optionsGiven(linked, call, shape.options, 'url'),
  ];
  const bases = [
    ...given(linked, call, shape.base),
    ...given(linked, call, shape.host),
    ...makers.flatMap(({ made, maker }) => given(linked, made, maker.base)),
    ...makers.flatMap(({ made }) => assigned(linked, made, match.client.assigned?.base)),
  ];
  const urlTexts = urls.flatMap((url) => textsAt(linked, url));
  const baseTexts = bases.flatMap((base) => textsAt(linked, base));
  const all = withoutDoubled(join(baseTexts, urlTexts).map((text) => urlFacts(text, options)));
  // A variable that may replace the whole URL says nothing of the endpoint where its default does.
  const written = all.filter((fact) => fact.host !== 'environment' || fact.path !== '');
  const chosen = written.some((fact) => fact.endpoint) ? written : all;
  const paths = chosen.map((fact) => pathsSet(fact, call, addresses));
  const facts = chosen.flatMap((fact, index) => asSet(fact, paths[index]));

  const unit = emptyUnit(
    call.model,
    call,
    callee.path.filter((name) => name !== '()' && name !== 'prototype').join('.') || 'request',
    'request',
  );
  unit.call = call;
  unit.answer = match.client.answer;
  unit.baseUrl = setting([...bases, ...urls].flatMap(({ value, steps }) => linked.resolver.at(value, steps)));
  unit.apiKey = keySetting(linked, call, { match, callee });
  const isSet = paths.some((found) => found !== undefined);
  if (!isSet && !concerns(options.from, facts, unit)) return undefined;

  const [sent] = bodies(linked, call, { match, callee });
  const body = sent && (writtenBody(linked, sent) ?? sent);
  const model = body ? modelsIn(linked, body) : [];
  // What another service calls its endpoints says nothing of what is called at this one.
  const own = facts.some(({ host }) => host !== 'other') ? facts.filter(({ host }) => host !== 'other') : facts;
  const ids = new Set(own.map((fact) => fact.endpoint?.id));
  for (const id of ids) {
    if (id === undefined) unit.unknownUses.push({ call, ...unknownPath(own) });
    else
      unit.uses.push({
        call,
        shape: { path: '', endpoint: id },
        model,
        parameters: body ? [{ call, ...body }] : [],
      });
  }
  return unit;
}

/** The models that a body names, be it that it is JSON written as a text. */
function modelsIn({ resolver }: Linked, { value, steps }: Given): Origin[] {
  const found = resolver.at(value, [...steps, { name: 'model' }]);
  if (found.some((one) => one.kind === 'string' || one.kind === 'environment')) return found;
  const written = modelsInTexts(resolver, resolver.at(value, steps));
  return written.length > 0 ? written : found;
}

/** `if not base.endswith("/v1"): base += "/v1"`: what such a test rules out is no address. */
function withoutDoubled(facts: UrlFacts[]): UrlFacts[] {
  const plain = facts.filter(({ path }) => !/\/v1\/v1(?=\/|$)/.test(path));
  return plain.length > 0 ? plain : facts;
}

/** With what stands behind the host in the address that a variable is set to. */
function asSet(fact: UrlFacts, paths: readonly string[] = ['']): UrlFacts[] {
  return paths.map((path) => (path === '' ? fact : withPath(fact, path + fact.path)));
}

function pathsSet(
  { host, variables: [first] }: UrlFacts,
  { model }: CallNode,
  addresses: Addresses,
): string[] | undefined {
  return host === 'environment' && first ? addresses.pathsOf(first.name, model.path) : undefined;
}

/** The first path of which it is not known what it is. One that nothing stands before is asked of the server that the page came from. */
function unknownPath(facts: readonly UrlFacts[]): { path: string[]; isOwnServer?: true } {
  const found = facts.find(({ endpoint }) => !endpoint);
  const isOwnServer = found?.host === 'unknown' && !found.isOpen && found.path.startsWith('/');
  return { path: [found?.path || 'a path that cannot be followed'], ...(isOwnServer ? { isOwnServer } : {}) };
}

/**
 * The origin's own host, the gateway's, or one that is not written while the path and the names say whose it is. A chat with
 * another host stays as it is, with the values that it shares.
 */
function concerns(from: Service, facts: readonly UrlFacts[], unit: Unit): boolean {
  if (facts.some((fact) => fact.host === 'origin' || fact.host === 'target')) return true;
  const known = facts.filter((fact) => fact.endpoint);
  if (known.every((fact) => fact.host === 'other')) return known.some((fact) => fact.endpoint?.id === 'chat');
  const names = [
    ...facts.flatMap((fact) => fact.variables.map((variable) => variable.name)),
    ...unit.apiKey.origins.flatMap((origin) => (origin.kind === 'environment' ? [origin.name] : [])),
  ];
  return names.some(from.names);
}

/** The first of the places where something is given. */
function given(linked: Linked, call: CallNode, places: readonly string[] | undefined): Given[] {
  for (const place of places ?? []) {
    const at = placeIn(call, place);
    if (at && linked.resolver.at(at.value, at.steps).some((origin) => origin.kind !== 'absent')) return [at];
  }
  return [];
}

/** `instance.defaults.baseURL = …`: settings that are assigned to an instance after it is made. */
function assigned(linked: Linked, made: CallNode, paths: readonly string[] | undefined): Given[] {
  if (!paths || paths.length === 0) return [];
  return linked.flow.reaches(made).flatMap((reach) => {
    if (reach.kind === 'called') return updated(reach, paths);
    if (reach.kind !== 'set') return [];
    const path = paths.find((one) => reach.path.join('.').startsWith(one));
    const rest = path === undefined ? [] : reach.path.slice(path === '' ? 0 : path.split('.').length);
    return path === undefined ? [] : [{ value: reach.assignment.value, steps: [], inside: rest }];
  });
}

/** `post(url) { |request| request.headers["Authorization"] = … }`: what the function that a call is handed assigns to what it gets. */
function assignedByHanded({ project }: Linked, call: CallNode, path: string | undefined): Given[] {
  if (path === undefined) return [];
  const functions = call.arguments.flatMap(({ value }) => (value.kind === 'function' ? [value] : []));
  return functions
    .flatMap(({ parameters: [first] }) => first?.targets ?? [])
    .flatMap(({ binding }) => project.assignmentsOf(binding))
    .flatMap(({ target, value }) => {
      const [name, ...inside] = openPathOf(target);
      return name === path ? [{ value, steps: [], inside }] : [];
    });
}

/** `session.headers.update({…})`. */
function updated({ call, path }: Extract<Reach, { kind: 'called' }>, paths: readonly string[]): Given[] {
  const isUpdate = path.at(-1) === 'update' && paths.includes(path.slice(0, -1).join('.'));
  const value = call.arguments[0]?.value;
  return isUpdate && value ? [{ value, steps: [], inside: [] }] : [];
}

function textsAt(linked: Linked, { value, steps }: Given): Text[] {
  return linked.resolver
    .at(value, steps)
    .filter((origin) => origin.kind !== 'absent')
    .flatMap((origin) => textsOfOrigin(linked.resolver, origin));
}

/** A base stands before a URL that does not begin with a host of its own. */
function join(bases: readonly Text[], urls: readonly Text[]): Text[] {
  if (bases.length === 0) return [...urls];
  if (urls.length === 0) return [...bases];
  return urls.flatMap((url) => {
    const [first] = url;
    if (first?.kind !== 'written' || /^\w+:\/\//.test(first.text)) return [url];
    return bases.map((base) => {
      const last = base.at(-1);
      const isApart = (last?.kind === 'written' && last.text.endsWith('/')) || first.text.startsWith('/');
      return isApart ? [...base, ...url] : [...base, { ...first, text: `/${first.text}` }, ...url.slice(1)];
    });
  });
}

function setting(origins: readonly Origin[]): Setting {
  return { origins: origins.filter((o) => o.kind !== 'absent'), absent: [], isMissing: false, place: '' };
}

/** What is sent as the key: the parts of the `Authorization` header but for the word `Bearer`. */
function keySetting(linked: Linked, call: CallNode, matched: Matched): Setting {
  const found: Setting = setting([]);
  for (const { value, steps } of authorizations(linked, call, matched)) {
    const origins = linked.resolver.at(value, steps).flatMap((o) => (o.kind === 'absent' ? [] : valuesOf(linked, o)));
    for (const origin of origins)
      for (const text of textsOfOrigin(linked.resolver, origin))
        for (const part of text) {
          if (part.kind === 'environment' || part.kind === 'unknown') found.origins.push(part.origin);
          else if (!isScheme(part.text)) found.origins.push({ kind: 'string', node: part.node });
        }
    found.value ??= keyExpression(origins);
  }
  const lines = headerLines(linked, call, matched);
  const { keys, written } = keysInLines(linked, lines);
  found.origins.push(...keys);
  found.value ??= keyExpression(written);
  if (found.origins.length === 0) found.origins.push({ kind: 'unknown', node: call });
  return found;
}

/** A header may have a list of values. */
function valuesOf({ resolver }: Linked, origin: Origin): Origin[] {
  return origin.kind === 'list' ? origin.node.items.flatMap((item) => resolver.at(item, [], origin.frame)) : [origin];
}

/** The one expression in `` `Bearer ${…}` ``. */
function keyExpression(origins: readonly Origin[]): Expression | undefined {
  for (const origin of origins) {
    if (origin.kind !== 'template') continue;
    const open = origin.node.parts.filter((part) => part.kind !== 'string');
    if (open.length === 1) return open[0];
  }
  return undefined;
}

function authorizations(linked: Linked, call: CallNode, { match, callee }: Matched): Given[] {
  const shape = match.call;
  const makers = makersOf({ match, callee });
  const bearer = [
    ...given(linked, call, shape.bearer),
    ...makers.flatMap(({ made, maker }) => given(linked, made, maker.bearer)),
  ];
  if (bearer.length > 0) return bearer;
  const headers = [
    ...given(linked, call, shape.headers),
    ...makers.flatMap(({ made, maker }) => given(linked, made, maker.headers)),
  ];
  const own = shape.chained?.assigned ?? [];
  const set = [
    ...makers.flatMap(({ made }) => assigned(linked, made, match.client.assigned?.headers)),
    ...assigned(linked, call, own),
    ...assignedByHanded(linked, call, shape.handed?.headers),
    ...makers.flatMap(({ made, maker }) => assignedByHanded(linked, made, maker.handed?.headers)),
  ].flatMap(({ value, steps, inside }) => {
    if (/^authorization$/i.test(inside?.join() ?? '')) return [{ value, steps }];
    // Where each header is a property of the request, the others are none.
    return own.includes('') && inside?.length ? [] : [{ value, steps: [...steps, { name: 'Authorization' }] }];
  });
  const named = headers.flatMap(({ value, steps }) =>
    ['Authorization', 'authorization'].map((name) => ({ value, steps: [...steps, { name }] })),
  );
  const adding = [
    ...chain(linked, call, shape.chained?.headers ?? []),
    ...makers.flatMap(({ made }) => chain(linked, made, match.client.assigned?.added ?? [])),
  ];
  const chained = adding.flatMap(({ arguments: [name, header] }) => {
    const isAuthorization =
      name && linked.resolver.strings(name.value).some((node) => /^authorization$/i.test(node.value));
    return isAuthorization && header ? [{ value: header.value, steps: [] }] : [];
  });
  return [...named, ...set, ...chained];
}

function bodies(linked: Linked, call: CallNode, { match }: Matched): Given[] {
  const placed = (match.call.body ?? []).flatMap(({ place }) => given(linked, call, [place]));
  const chained = chain(linked, call, match.call.chained?.body ?? []).flatMap(({ arguments: [body] }) =>
    body ? [{ value: body.value, steps: [] }] : [],
  );
  const set = [
    ...assigned(linked, call, match.call.chained?.assignedBody),
    ...assignedByHanded(linked, call, match.call.handed?.body),
  ].filter(({ inside }) => inside?.length === 0);
  return [...placed, ...chained, ...set, ...optionsGiven(linked, call, match.call.options, 'body')];
}

/** The steps by which the instance was made that is called, each with its call. */
function makersOf({ match, callee }: Matched): { maker: HttpMaker; made: CallNode }[] {
  return match.makers.flatMap((maker, index) => {
    const made = callee.calls[index];
    return made ? [{ maker, made }] : [];
  });
}

function headerLines(linked: Linked, call: CallNode, { match }: Matched): Given[] {
  return [
    ...given(linked, call, match.call.headerLines),
    ...optionsGiven(linked, call, match.call.options, 'headerLines'),
  ];
}

/** Calls of the methods on the request, and on what each of them gives back: `post(url).set(…).send(…)`. */
function chain(linked: Linked, call: CallNode, methods: readonly string[], seen = new Set<CallNode>()): CallNode[] {
  if (methods.length === 0 || seen.has(call)) return [];
  seen.add(call);
  return linked.flow.reaches(call).flatMap((reach) => {
    if (reach.kind !== 'called') return [];
    const isWanted = methods.includes(reach.path.join('.'));
    const isOwn = reach.path.length === 1;
    return [...(isWanted ? [reach.call] : []), ...(isOwn ? chain(linked, reach.call, methods, seen) : [])];
  });
}
