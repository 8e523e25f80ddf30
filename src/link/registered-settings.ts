import { lastName } from '../callee-names.js';
import { type EnvironmentRead, flowFacts } from '../catalog/flow.js';
import { isTestPath } from '../discover/file-kinds.js';
import type { CallNode, Expression, FunctionNode, MemberNode } from '../ir.js';
import { dottedName, type Origin, type OriginOf, only, type Step } from './origins.js';
import { givenAt } from './place-in.js';
import type { Resolver } from './resolve.js';

/**
 * What a service of a framework gives under a name of the program's own: `config.get('openai.apiKey')`, of `registerAs('openai', () =>
 * ({ apiKey }))`, or of a function that the service is told to load. Undefined where nothing is registered under it.
 */
export function registeredSettings(
  resolver: Resolver,
  origin: OriginOf<'external'> | OriginOf<'global'>,
  read: EnvironmentRead,
  beyond: readonly Step[],
): Origin[] | undefined {
  const call = origin.calls.at(-1);
  const argument = call && read.registers !== undefined ? givenAt(call, read.name ?? 0) : undefined;
  const [text, ...more] = argument ? resolver.strings(argument.value, origin.frame) : [];
  if (!call || !text || more.length > 0) return undefined;
  const [space = '', ...names] = text.value.split('.');
  const inSpace = [...names.map((name) => ({ name })), ...beyond];
  const found = [
    ...registering(resolver, call, read)
      .filter(({ arguments: [name] }) => name?.value.kind === 'string' && name.value.value === space)
      .flatMap((one) => givenBy(resolver, one.arguments[1]?.value, inSpace)),
    ...loaded(resolver, read).flatMap((one) => givenBy(resolver, one, [{ name: space }, ...inSpace])),
  ].filter(({ kind }) => kind !== 'absent');
  if (found.length === 0) return undefined;
  const fallback = read.default === undefined ? undefined : givenAt(call, read.default);
  return fallback ? [...found, ...resolver.at(fallback.value, [...fallback.steps, ...beyond], origin.frame)] : found;
}

/** `registered.KEY`, the token under which a container has what is registered: what lies there. */
export function registeredByToken(resolver: Resolver, token: Expression, path: readonly Step[]): Origin[] {
  const { registers } = flowFacts(token.model.language).environment.find((read) => read.registers !== undefined) ?? {};
  if (registers === undefined || token.kind !== 'member' || token.property !== registers.token) return [];
  return only(resolver.at((token as MemberNode).object, []), 'external').flatMap(({ calls: [call], ...made }) =>
    call && dottedName(made) === `${registers.function}.()` ? givenBy(resolver, call.arguments[1]?.value, path) : [],
  );
}

function registering(resolver: Resolver, { model }: CallNode, { registers }: EnvironmentRead): CallNode[] {
  const { project } = resolver;
  if (!registers) return [];
  const last = lastName(registers.function);
  project.readHolding(last, model.language);
  const isMeant = ({ callee, model: { path } }: CallNode) =>
    !isTestPath(path) &&
    only(resolver.at(callee, []), 'external').some((one) => dottedName(one) === registers.function);
  return project.calls.get(last).filter(isMeant);
}

/** The functions in a list that the service is told to load. */
function loaded({ project }: Resolver, { registers }: EnvironmentRead): Expression[] {
  if (!registers) return [];
  return project.objects
    .get(registers.list)
    .filter(({ model, use }) => !isTestPath(model.path) && use?.as === 'argument')
    .flatMap(({ entries }) =>
      entries.flatMap(({ key, value }) => (key === registers.list && value.kind === 'list' ? value.items : [])),
    );
}

function givenBy(resolver: Resolver, value: Expression | undefined, path: readonly Step[]): Origin[] {
  const functions: FunctionNode[] = value ? only(resolver.at(value, []), 'function').map(({ node }) => node) : [];
  return functions.flatMap(({ returns }) => returns.flatMap((one) => resolver.at(one, path)));
}
