import { testFacts } from '../src/catalog/tests.js';
import { isTestPath } from '../src/discover/file-kinds.js';
import type { CallNode, SourceModel, StringNode } from '../src/ir.js';
import { isPlain } from '../src/languages/writer.js';
import type { Origin, OriginOf } from '../src/link/origins.js';
import { textsOfOrigin } from '../src/link/texts.js';
import { named } from '../src/names.js';
import { type Expectation, expectationOf, lookedAt } from '../src/plan/expectations.js';
import { note } from '../src/plan/finding.js';
import { modelOrigins } from '../src/plan/moved-uses.js';
import { type NamesContext, type NamesTransform, rewrite } from '../src/plan/transform.js';
import type { Finding, Unit } from '../src/plan/types.js';
import { urlFacts } from '../src/plan/urls.js';
import { followed } from './follow-mock.js';
import { setClientOptions } from './set-client-options.js';

/** What a literal of the application's becomes. */
type Rewritten = ReadonlyMap<string, string>;

/**
 * Lets a test expect what a value was rewritten to, where it is known that it looks at this very value. A text that is only
 * equal to one that was rewritten is told.
 */
export const followAssertion: NamesTransform = {
  id: 'follow-assertion',
  apply(context) {
    if (context.moves.length === 0) return [];
    const rewritten = rewrittenBy(context.moves);
    const { from } = context.options;
    const namesHost = (text: string) => from.hostsIn(text).length > 0;
    return [...context.linked.project.models.values()]
      .filter(({ path }) => isTestPath(path))
      .flatMap((model) => [
        ...expectedOptions(model, context),
        ...named(model, 'strings', (text) => namesHost(text) || from.modelId(text, true) !== undefined).flatMap(
          (node) => {
            if (node.piece || rewritten.has(keyOf(node))) return [];
            const expectation = expectationOf(node);
            if (!expectation) return [];
            return namesHost(node.value)
              ? addressFollows(node, expectation, rewritten, context)
              : modelFollows(node, expectation, rewritten, context);
          },
        ),
      ]);
  },
};

/** `expect(OpenAI).toHaveBeenCalledWith({ apiKey })`: all that a client is made with, which is more now. */
function expectedOptions(model: SourceModel, { linked, moves, testUnits }: NamesContext): Finding[] {
  const changed = new Set(moves.flatMap(({ id, unit }) => (id === setClientOptions.id ? [unit] : [])));
  const made = changed.size === 0 ? [] : testUnits.of(model).filter(({ id }) => changed.has(id));
  const isOneOf = (origin: Origin) =>
    origin.kind === 'external' &&
    made.some(
      ({ sdk, shape }) => sdk?.packages.includes(origin.package) && shape?.exports.includes(origin.path.join('.')),
    );
  const { calledWith = [] } = testFacts(model.language) ?? {};
  return named(model, 'calls', (name) => made.length > 0 && calledWith.includes(name)).flatMap((call) => {
    const stoodIn = made.find((unit) => isMadeWith(call, unit) && isReplaced(model, unit));
    if (stoodIn?.shape)
      return [note(followAssertion.id, model.path, call, 'review', 'test-expects-options', stoodIn.shape.name)];
    const isWhole = call.arguments.some(({ value }) => value.kind === 'object');
    const actual = isWhole ? lookedAt(call) : undefined;
    const client = actual && linked.resolver.at(actual, []).find(isOneOf);
    const name = actual?.kind === 'reference' ? actual.name : '';
    return client ? [note(followAssertion.id, model.path, call, 'review', 'test-expects-options', name)] : [];
  });
}

/** `client.assert_called_once_with(api_key="test")`: by its keywords, what a client is made with, without a base URL. */
function isMadeWith({ arguments: all }: CallNode, { shape }: Unit): boolean {
  const isGiven = (places: readonly string[] = []) =>
    all.some(({ name }) => name !== undefined && places.includes(name));
  return isGiven(shape?.apiKey) && !isGiven(shape?.baseUrl);
}

/** `patch("app.chat.OpenAI")`: a test that puts something in the place of what makes the client. */
function isReplaced(model: SourceModel, { shape }: Unit): boolean {
  const names = shape?.exports.filter((name) => name !== '') ?? [];
  return named(model, 'strings', (text) => names.some((name) => text.endsWith(`.${name}`))).length > 0;
}

const keyOf = (node: StringNode) => `${node.model.path}\0${node.inner.start}\0${node.inner.end}`;

function rewrittenBy(moves: readonly Finding[]): Rewritten {
  return new Map(
    moves.flatMap(({ edits = [] }) =>
      edits.map(({ path, start, end, text }) => [`${path}\0${start}\0${end}`, text] as const),
    ),
  );
}

/** What all of the texts that a value may be become; undefined where one of them is not known to. */
function becomes(node: StringNode, origins: readonly Origin[], rewritten: Rewritten): string | undefined {
  const texts = origins.flatMap((origin) => (origin.kind === 'string' ? [origin.node] : []));
  const isOpen = origins.some(({ kind }) => !['string', 'environment', 'constant', 'absent'].includes(kind));
  const equal = texts.filter(({ value }) => value === node.value);
  if (isOpen || equal.length === 0) return undefined;
  const found = new Set(equal.map((text) => rewritten.get(keyOf(text))));
  return found.size === 1 ? [...found][0] : undefined;
}

function modelFollows(
  node: StringNode,
  { actual, isOfCall, inside, name }: Expectation,
  rewritten: Rewritten,
  context: NamesContext,
): Finding[] {
  const { linked, testUnits } = context;
  const { path } = node.model;
  const files = testUnits.filesOf(node.model);
  const units = testUnits.of(node.model);
  const reached = units.filter((unit) => files.has(unit.model.path));
  const isNamed = units.some((unit) =>
    modelsOf(unit).some((one) => isText(one, node) && rewritten.has(keyOf(one.node)) && files.has(one.node.model.path)),
  );
  let text: string | undefined;
  if (!isOfCall && actual) {
    const origins = linked.resolver.resolve(actual, inside);
    // What the test itself gave comes back.
    if (origins.some((one) => isText(one, node) && isTestPath(one.node.model.path))) return [];
    text = becomes(node, origins, rewritten);
    if (origins.some(({ kind }) => kind !== 'string') && isSet(node)) text = undefined;
  } else if (name !== undefined && !/model/i.test(name)) return [];
  else if (name === 'model') {
    const isGiven = units.some(({ givenByTests = [] }) =>
      givenByTests.some((one) => one.model === node.model && one.value === node.value),
    );
    if (isGiven && !isNamed) return [];
    if (!isGiven && !isSet(node)) text = sent(node, reached, rewritten, context);
  }
  if (text !== undefined && isPlain(node))
    return [rewrite(followAssertion.id, undefined, node.model, node, [{ ...node.inner, text }], 'test-follows', text)];
  return isNamed ? [note(followAssertion.id, path, node, 'review', 'test-may-fail', node.value)] : [];
}

/** What the id becomes that the calls of the units send, where all of it is known: no other text may be what is meant. */
function sent(
  node: StringNode,
  units: readonly Unit[],
  rewritten: Rewritten,
  { linked: { project }, testUnits }: NamesContext,
): string | undefined {
  const isOther = (one: StringNode) => one.use !== undefined && !rewritten.has(keyOf(one));
  const same = (model: SourceModel | undefined) =>
    model ? named(model, 'strings', (text) => text === node.value) : [];
  const isElsewhere = [...testUnits.filesOf(node.model)].some(
    (path) => !isTestPath(path) && same(project.models.get(path)).some(isOther),
  );
  return isElsewhere ? undefined : becomes(node, units.flatMap(modelsOf), rewritten);
}

function modelsOf(unit: Unit): Origin[] {
  return unit.uses.flatMap((use) => use.model).concat(modelOrigins(unit));
}

function isText(origin: Origin, { value }: StringNode): origin is OriginOf<'string'> {
  return origin.kind === 'string' && origin.node.value === value;
}

/** The test also gives the text to something under a name: a variable of the environment, it may be. */
function isSet(node: StringNode): boolean {
  return named(node.model, 'strings', (text) => text === node.value).some((one) => {
    if (one === node) return false;
    if (one.use?.as === 'assignment') return true;
    if (one.use?.as === 'entry') return /^[A-Z][A-Z0-9_]+$/.test(one.use.entry.key ?? '');
    const first = one.use?.as === 'argument' ? one.use.call.arguments[0]?.value : undefined;
    return first?.kind === 'string' && first !== one;
  });
}

function addressFollows(
  node: StringNode,
  { actual, isOfCall, inside }: Expectation,
  rewritten: Rewritten,
  context: NamesContext,
): Finding[] {
  const { linked, testUnits, units, options } = context;
  const isIts = ({ value }: StringNode) => options.from.hostsIn(value).length > 0;
  const { endpoint } = urlFacts([{ kind: 'written', text: node.value, node }], options);
  const fate = testUnits.fate(node.model, endpoint?.id);
  const isGiven = testUnits
    .of(node.model)
    .some(({ givenByTests = [] }) => givenByTests.some((one) => one.model === node.model && isIts(one)));
  const origins = actual && !isOfCall ? linked.resolver.resolve(actual, inside) : [];
  const written = origins.flatMap((origin) => hostsWritten(origin, linked, isIts));
  if (written.some((one) => isTestPath(one.model.path))) return [];
  const isMoved =
    (written.length > 0 && written.every((one) => rewritten.has(keyOf(one)))) ||
    (origins.length > 0 && origins.every((origin) => !isGiven && isBaseUrlOf(origin, units)));
  if (isMoved) return followed(followAssertion.id, node, 'moves', context);
  // What a call was made with, or what a function is handed that answers in the place of one.
  const isRequest = isOfCall || (origins.length > 0 && origins.every(({ kind }) => kind === 'parameter'));
  if (isRequest && !isGiven) return followed(followAssertion.id, node, fate, context);
  const isNamed = fate === 'moves' || fate === 'both';
  return isNamed ? [note(followAssertion.id, node.model.path, node, 'review', 'test-may-fail', node.value)] : [];
}

function hostsWritten(
  origin: Origin,
  { resolver }: NamesContext['linked'],
  isIts: (node: StringNode) => boolean,
): StringNode[] {
  return textsOfOrigin(resolver, origin).flatMap((text) =>
    text.flatMap((part) => (part.kind === 'written' && isIts(part.node) ? [part.node] : [])),
  );
}

/** `client.baseURL`, read on a client that moves. */
function isBaseUrlOf(origin: Origin, units: readonly Unit[]): boolean {
  return (
    origin.kind === 'external' &&
    units.some(
      ({ verdict, call, baseUrl, apart }) =>
        verdict === 'migrate' &&
        apart === undefined &&
        call !== undefined &&
        origin.calls.includes(call) &&
        origin.path.at(-1) === baseUrl.place.split('.').at(-1),
    )
  );
}
