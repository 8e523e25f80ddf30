import { lastName, rootOf, terminalName } from '../callee-names.js';
import { endpointOfPath } from '../catalog/capabilities.js';
import type { Service } from '../catalog/service.js';
import { type Mock, testFacts } from '../catalog/tests.js';
import type { CallNode, Expression, SourceModel, StringNode } from '../ir.js';
import { filesOf, type ModuleTarget } from '../languages/front-end.js';
import type { Linked } from '../link/link.js';
import type { Origin } from '../link/origins.js';
import { placeIn } from '../link/place-in.js';
import { type Project, pathOf } from '../link/project.js';
import { type Text, textsOfOrigin } from '../link/texts.js';
import { inOrder, named } from '../names.js';
import { type PatternNode, pathInPattern, patternIn, rawPattern } from './patterns.js';
import type { PlanOptions } from './types.js';
import { mayBeAddress, urlFacts } from './urls.js';

/** An address at which a test answers requests, … */
export interface AnsweredAddress {
  /** … where its host is written, … */
  node: StringNode | PatternNode;
  /** … as a regular expression, … */
  isPattern?: true;
  /** … and the endpoints that it answers for; undefined for one that is not known. */
  endpoints: readonly (string | undefined)[];
}

/** The addresses of OpenAI's at which the call answers in OpenAI's place. */
export function answeredAddresses(linked: Linked, call: CallNode, options: PlanOptions): AnsweredAddress[] {
  const mock = isGivenAddress(linked, call, options) ? mockOf(linked, call) : undefined;
  if (!mock) return [];
  for (const place of mock.at) {
    const given = placeIn(call, place);
    const origins = given ? linked.resolver.at(given.value, given.steps) : [];
    const found = [
      ...origins
        .flatMap((origin) => textsOfOrigin(linked.resolver, origin))
        .flatMap((text) => addressIn(linked, call, mock, text, options)),
      ...origins
        .flatMap((origin) => patternsOf(linked, call, origin, options.from))
        .map((node) => answeredPattern(linked, call, mock, node, options)),
    ];
    if (found.length > 0) return found;
  }
  return [];
}

/** At a glance: whether anything that may be an address is given where one is expected. `data.get("id")` is followed nowhere. */
function isGivenAddress({ project }: Linked, call: CallNode, { from }: PlanOptions): boolean {
  return placesFor(project, call.model.language, terminalName(call.callee)).some((place) => {
    const given = placeIn(call, place);
    if (given?.value.kind !== 'string') return given !== undefined;
    return given.steps.length === 0 && (mayBeAddress(given.value.value) || from.word.test(given.value.value));
  });
}

function addressIn(linked: Linked, call: CallNode, mock: Mock, text: Text, options: PlanOptions): AnsweredAddress[] {
  const { host, node, endpoint } = urlFacts(text, options);
  if (host !== 'origin' || !node) return [];
  if (endpoint || !mock.chained) return [{ node, endpoints: [endpoint?.id] }];
  const paths = chainedPaths(linked, call, mock.chained).map(
    (chained) => urlFacts([...text, ...chained], options).endpoint?.id,
  );
  return [{ node, endpoints: paths.length > 0 ? paths : [undefined] }];
}

/** The patterns that a value may be: one that is written, or made of a text. */
function patternsOf(linked: Linked, { model }: CallNode, origin: Origin, from: Service): PatternNode[] {
  if (origin.kind === 'constant' || origin.kind === 'string') return [patternIn(origin.node, from) ?? []].flat();
  if (origin.kind !== 'external' && origin.kind !== 'global') return [];
  const [made] = origin.calls;
  const end = origin.path.indexOf('()');
  const name = [...(origin.kind === 'external' ? [origin.package] : []), ...origin.path.slice(0, end)].join('.');
  const given = made && testFacts(model.language)?.patterns.includes(name) ? placeIn(made, '0') : undefined;
  const texts = given ? linked.resolver.at(given.value, given.steps) : [];
  return texts.flatMap((text) =>
    text.kind === 'string' || text.kind === 'constant' ? (patternIn(text.node, from) ?? []) : [],
  );
}

function answeredPattern(
  linked: Linked,
  call: CallNode,
  { chained }: Mock,
  node: PatternNode,
  options: PlanOptions,
): AnsweredAddress {
  const path = pathInPattern(rawPattern(node), options.from);
  const endpoint = endpointOfPath(path);
  const paths = endpoint || !chained ? [] : chainedPaths(linked, call, chained);
  const endpoints = paths.map((text) => endpointOfPath(path + urlFacts(text, options).path)?.id);
  return { node, isPattern: true, endpoints: endpoints.length > 0 ? endpoints : [endpoint?.id] };
}

/** The paths that are given to the methods of what the call makes, and of what these give back. */
function chainedPaths(
  linked: Linked,
  call: CallNode,
  chained: NonNullable<Mock['chained']>,
  seen = new Set<CallNode>(),
): Text[] {
  if (seen.has(call)) return [];
  seen.add(call);
  return linked.flow.reaches(call).flatMap((reach) => {
    if (reach.kind !== 'called') return [];
    const isPath = chained.methods.includes(reach.path.at(-1) ?? '');
    const at = isPath ? placeIn(reach.call, chained.at) : undefined;
    const texts = at
      ? linked.resolver.at(at.value, at.steps).flatMap((origin) => textsOfOrigin(linked.resolver, origin))
      : [];
    const unknown: Text[] = isPath && texts.length === 0 ? [[]] : [];
    return [...texts, ...unknown, ...chainedPaths(linked, reach.call, chained, seen)];
  });
}

/** Calls that may say what is answered, at a glance: the last name of a path, or a name that stands for a whole package. */
export function callsOfMocks({ project }: Linked, model: SourceModel): CallNode[] {
  const mocks = mocksIn(project, model.language);
  if (mocks.length === 0) return [];
  const packages = new Set(mocks.flatMap((mock) => mock.packages ?? []));
  const mayBeMock = (specifier: string) => {
    const target = project.target(model, specifier);
    return target !== undefined && leadsTo(project, target, packages);
  };
  // A function that is there everywhere is called by its own name.
  const last = new Set(mocks.flatMap(({ paths, global = '' }) => paths.map((path) => lastName(path || global))));
  return inOrder(model, [
    ...named(model, 'importedCalls', mayBeMock).filter(isGivenText),
    ...named(model, 'calls', (name) => last.has(name)),
  ]);
}

/** Those that the project may have. */
function mocksIn(project: Project, language: string): readonly Mock[] {
  const known = MOCKS.get(project) ?? new Map<string, readonly Mock[]>();
  MOCKS.set(project, known);
  const found =
    known.get(language) ??
    (testFacts(language)?.mocks ?? []).filter(
      ({ packages }) => packages === undefined || project.mayImport(language, packages),
    );
  known.set(language, found);
  return found;
}
const MOCKS = new WeakMap<Project, Map<string, readonly Mock[]>>();

/** Where calls of a name may be given an address; of a name that says nothing, wherever any is. */
function placesFor(project: Project, language: string, name = ''): readonly string[] {
  const known = PLACES.get(project) ?? new Map<string, readonly string[]>();
  PLACES.set(project, known);
  const key = `${language}:${name}`;
  const found = known.get(key) ?? placesOf(mocksIn(project, language), name);
  known.set(key, found);
  return found;
}
const PLACES = new WeakMap<Project, Map<string, readonly string[]>>();

function placesOf(mocks: readonly Mock[], name: string): readonly string[] {
  const named = mocks.filter(({ paths }) => paths.some((path) => lastName(path) === name));
  return [...new Set((named.length > 0 ? named : mocks).flatMap(({ at }) => at))];
}

/** How many files are looked at for what they import: more of them may lead anywhere. */
const MAX_FILES = 20;

/** Whether a module is one of the packages, or a file that may hand on what is in one. */
function leadsTo(project: Project, target: ModuleTarget, packages: ReadonlySet<string>): boolean {
  if ('package' in target) return packages.has(target.package);
  const known = KNOWN.get(project) ?? new Map<string, boolean>();
  KNOWN.set(project, known);
  return filesOf(target).some((file) => {
    const found = known.get(file) ?? importsOne(project, file, packages);
    known.set(file, found);
    return found;
  });
}
const KNOWN = new WeakMap<Project, Map<string, boolean>>();

function importsOne(project: Project, file: string, packages: ReadonlySet<string>): boolean {
  const files = new Set([file]);
  for (const path of files) {
    if (files.size > MAX_FILES) return true;
    for (const next of project.targetsOf(path)) {
      if ('package' in next && packages.has(next.package)) return true;
      for (const one of filesOf(next)) files.add(one);
    }
  }
  return false;
}

/** At a glance: what begins with a function is given no address. */
function isGivenText({ arguments: [first] }: CallNode): boolean {
  return first !== undefined && first.value.kind !== 'function';
}

function mockOf(linked: Linked, call: CallNode): Mock | undefined {
  const mocks = mocksIn(linked.project, call.model.language);
  const handed = handedAs(call.callee);
  const callees = linked.resolver.briefly(call.callee);
  return mocks.find(({ packages, global, parameter, paths }) => {
    if (parameter !== undefined)
      return handed !== undefined && handed.name === parameter && paths.includes(handed.path);
    return callees.some((callee) => {
      if (callee.kind === 'global') return global === callee.path[0] && paths.includes(callee.path.slice(1).join('.'));
      if (callee.kind !== 'external' || !packages?.includes(callee.package)) return false;
      const path = callee.path.filter((name) => name !== 'default').join('.');
      return paths.includes(path) || (path === '' && paths.includes('()'));
    });
  });
}

/** What a test is handed by name, and the names walked on it: a fixture. */
function handedAs(callee: Expression): { name: string; path: string } | undefined {
  const root = callee.kind === 'member' ? rootOf(callee) : undefined;
  if (callee.kind !== 'member' || root?.kind !== 'reference') return undefined;
  const definition = root.binding?.definitions.find(({ from }) => from === 'parameter');
  const path = pathOf(callee);
  if (definition?.from !== 'parameter' || !path) return undefined;
  return { name: definition.path.at(-1) ?? root.name, path: path.join('.') };
}
