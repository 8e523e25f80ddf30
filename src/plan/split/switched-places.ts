import type { Binding, CallNode, Expression, Span } from '../../ir.js';
import type { Linked } from '../../link/link.js';
import { only } from '../../link/origins.js';
import { type Declaration, declaredBy, declaredField, givenTo, onlyValue, providersOf } from './declarations.js';

/** All that has to name another client for some of the calls on a client to be made on that one. */
export interface SwitchedPlaces {
  declaration: Declaration;
  /** Names of the client, or of the function that gives it, in the files that know it by the declared name. */
  names: (Span & { path: string })[];
  /** Imports of the declared name; `isWhole`: nothing else in the file needs it. */
  imports: { binding: Binding; isWhole: boolean }[];
}

/** What an expression that is the client takes it from. */
type Source =
  /** From the place that makes it, by a name; `node` is what spells the name. */
  | { from: 'declaration'; declaration: Declaration; node: Expression; name: Span; imported?: Binding }
  /** From others: a parameter, another name for it. All its users have to want the same. */
  | { from: 'others'; holder: object; users: readonly Expression[]; sources: readonly Expression[] };

/**
 * Finds what has to change so that `calls`, which all lead to the client that `made` makes, are made on another client, and
 * nothing else is. Undefined where that cannot be proved: a place is used for other calls too, or is not understood.
 */
export function switchedPlaces(linked: Linked, made: CallNode, calls: readonly CallNode[]): SwitchedPlaces | undefined {
  const switched = new Set<Expression>();
  const places: Extract<Source, { from: 'declaration' }>[] = [];
  const handed: Extract<Source, { from: 'others' }>[] = [];
  const pending: Expression[] = [];
  for (const call of calls) {
    const client = clientIn(linked, made, call.callee);
    if (!client) return undefined;
    pending.push(client);
  }
  for (let next = pending.pop(); next; next = pending.pop()) {
    if (switched.has(next)) continue;
    switched.add(next);
    const source = sourceOf(linked, made, next);
    if (!source) return undefined;
    if (source.from === 'declaration') {
      switched.add(source.node);
      places.push(source);
    } else if (!handed.some(({ holder }) => holder === source.holder)) {
      handed.push(source);
      pending.push(...source.sources);
    }
  }
  const [first] = places;
  const isOne = places.every(({ declaration }) => declaration.place === first?.declaration.place);
  const isShared = handed.some(({ users }) => !users.every((user) => switched.has(user)));
  if (!first || !isOne || isShared) return undefined;
  const names = new Map(
    places.map(({ name, node }) => {
      const { path } = node.model;
      return [`${path}:${name.start}`, { start: name.start, end: name.end, path }];
    }),
  );
  const imports = new Set(places.flatMap(({ imported }) => imported ?? []));
  return {
    declaration: first.declaration,
    names: [...names.values()],
    imports: [...imports].map((binding) => ({
      binding,
      isWhole: binding.references.every((reference) => switched.has(reference)) && !isPassedOn(linked, binding),
    })),
  };
}

/** Another file takes the imported name from this one. */
function isPassedOn({ project }: Linked, { model, name }: Binding): boolean {
  return project.importersOf(model, name).some((importer) => importer.by !== 'load' && importer.imported === name);
}

/** The part of a callee that is the client itself: `self.client` of `self.client.chat.completions.create`. */
function clientIn(linked: Linked, made: CallNode, callee: Expression): Expression | undefined {
  const chain: Expression[] = [];
  // A part of a client may be what a method gives: `client.chat().create()`.
  for (let node = callee; ; node = node.kind === 'member' ? node.object : node.callee) {
    chain.unshift(node);
    if (node.kind !== 'member' && (node.kind !== 'call' || node === made)) break;
  }
  const client = chain.find((node) => isClient(linked, made, node) || isProvided(linked, made, node));
  if (client) return client;
  // A part of it has a name of its own: `const chat = openai.chat`.
  const [root] = chain;
  const value = root?.kind === 'reference' && root.binding ? onlyValue(root.binding) : undefined;
  return value?.kind === 'member' ? clientIn(linked, made, value) : undefined;
}

function isClient(linked: Linked, made: CallNode, node: Expression): boolean {
  if (node === made) return true;
  // What a variable holds before the client is made is nothing.
  const origins = linked.resolver.at(node, []).filter(({ kind }) => kind !== 'constant');
  const own = only(origins, 'external').filter(({ calls, path }) => calls.at(-1) === made && path.at(-1) === '()');
  return own.length > 0 && own.length === origins.length;
}

/** A parameter for which a framework calls what gives the client. */
function isProvided(linked: Linked, made: CallNode, node: Expression): boolean {
  const [definition] = (node.kind === 'reference' && node.binding?.definitions) || [];
  return definition?.from === 'parameter' && providersOf(linked, made, definition) !== undefined;
}

function sourceOf(linked: Linked, made: CallNode, node: Expression): Source | undefined {
  const isOwn = (value: Expression) => isClient(linked, made, value);
  if (node.kind === 'wrapper' && node.operator === 'await')
    return { from: 'others', holder: node, users: [node], sources: [node.value] };
  if (node.kind === 'call') return fromDeclaration(linked, made, node.callee, true);
  const declared = fromDeclaration(linked, made, node, false);
  if (declared) return declared;
  if (node.kind === 'member') {
    const field = declaredField(linked, node);
    if (!field) return undefined;
    const { value, users } = field;
    return { from: 'others', holder: value, users, sources: [value] };
  }
  if (node.kind !== 'reference' || !node.binding) return undefined;
  const { binding } = node;
  const { references: users } = binding;
  // The function itself, where it is handed on to be called: `Depends(get_client)`.
  const given = fromDeclaration(linked, made, node, true);
  if (given) return given;
  const value = onlyValue(binding);
  if (value) return { from: 'others', holder: binding, users, sources: [value] };
  const [definition, ...more] = binding.definitions;
  if (definition?.from !== 'parameter' || definition.path.length > 0 || more.length > 0) return undefined;
  const provided = providersOf(linked, made, definition);
  const sources = provided ?? (definition.parameter.fallback ? undefined : givenTo(linked, definition, isOwn));
  return sources && { from: 'others', holder: binding, users, sources };
}

/** A name of what makes the client: of the variable or field that holds it, or of the function that gives it. */
function fromDeclaration(
  linked: Linked,
  made: CallNode,
  node: Expression,
  isFunction: boolean,
): Extract<Source, { from: 'declaration' }> | undefined {
  const found = declaredBy(linked, made, node, isFunction);
  return found && { from: 'declaration', node, ...found };
}
