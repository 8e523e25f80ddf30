import { lastName } from '../callee-names.js';
import { flowFacts, type Injection } from '../catalog/flow.js';
import { isTestPath } from '../discover/file-kinds.js';
import type { CallNode, Expression, ObjectNode, Parameter } from '../ir.js';
import { dottedName, type Origin, only, type Step } from './origins.js';
import { registeredByToken } from './registered-settings.js';
import type { Resolver } from './resolve.js';
import { resultsOf } from './results-of.js';

/**
 * Values that a container hands to parameters by a token: `{ provide: 'CLIENT', useFactory: () => … }`, `constructor(@Inject('CLIENT')
 * client)`. A token is followed where it is a text, is provided once, and is taken by parameters alone.
 */
export class Injections {
  constructor(private readonly resolver: Resolver) {}

  /** What is provided for a parameter. */
  provided({ type }: Parameter, path: readonly Step[]): Origin[] {
    for (const decorator of type?.metadata ?? []) {
      const fact = decorator.kind === 'call' ? this.#factOf(decorator) : undefined;
      const asked = fact && decorator.kind === 'call' ? decorator.arguments[0]?.value : undefined;
      const registered = asked ? registeredByToken(this.resolver, asked, path) : [];
      if (registered.length > 0) return registered;
      const token = this.#textOf(asked);
      const value = fact && token !== undefined ? this.#providedFor(token, fact) : undefined;
      if (value) return this.#given(value, path);
    }
    return [];
  }

  /** The parameters that get a value which stands in a provider, or which a function there gives. */
  takersOf(value: Expression): readonly Parameter[] {
    const { use, model } = value;
    if (use?.as !== 'entry' || use.entry.key === undefined || isTestPath(model.path)) return [];
    const { key } = use.entry;
    const isMeant = ({ values, factories }: Injection) =>
      (value.kind === 'function' ? factories : values).includes(key);
    for (const fact of flowFacts(model.language).injections ?? []) {
      const token = isMeant(fact) ? this.#tokenOf(use.object, fact) : undefined;
      if (token !== undefined && this.#providedFor(token, fact) === value)
        return this.#parametersFor(token, fact, this.#tokenIn(use.object, fact)) ?? [];
    }
    return [];
  }

  #given(value: Expression, path: readonly Step[]): Origin[] {
    return value.kind === 'function'
      ? resultsOf(value).flatMap((one) => this.resolver.at(one, path))
      : this.resolver.at(value, path);
  }

  /** The one value that is provided, or the function that gives it. */
  #providedFor(token: string, fact: Injection): Expression | undefined {
    const { objects } = this.resolver.project;
    const found = [...fact.values, ...fact.factories].flatMap((key) =>
      objects
        .get(key)
        .filter((node) => !isTestPath(node.model.path) && this.#tokenOf(node, fact) === token)
        .flatMap(({ entries }) => entries.flatMap((entry) => (entry.key === key ? [entry.value] : []))),
    );
    return found.length === 1 ? found[0] : undefined;
  }

  /** Undefined where something else may take it, too. */
  #parametersFor(token: string, fact: Injection, spelled: Expression | undefined): Parameter[] | undefined {
    const { project } = this.resolver;
    const language = spelled?.model.language ?? '';
    const name =
      spelled?.kind === 'reference' ? spelled.name : spelled?.kind === 'member' ? spelled.property : undefined;
    for (const text of [token, ...(name === undefined ? [] : [name])]) project.readHolding(text, language);
    const isAsked = (call: CallNode) =>
      !isTestPath(call.model.path) && this.#textOf(call.arguments[0]?.value) === token;
    const takers = project.calls
      .get(lastName(fact.decorator))
      .filter((call) => isAsked(call) && this.#factOf(call) === fact)
      .map((call) => project.parametersOf(call));
    if (
      takers.some((one) => one.length === 0) ||
      fact.methods.some((method) => project.calls.get(method).some(isAsked))
    )
      return undefined;
    const lists = fact.list === undefined ? [] : project.objects.get(fact.list);
    const isListed = ({ entries }: ObjectNode) =>
      entries.some(
        ({ key, value }) =>
          key === fact.list && value.kind === 'list' && value.items.some((item) => this.#textOf(item) === token),
      );
    return lists.some(isListed) ? undefined : takers.flat();
  }

  #factOf({ callee, model }: CallNode): Injection | undefined {
    const facts = flowFacts(model.language).injections ?? [];
    if (facts.length === 0) return undefined;
    const called = only(this.resolver.briefly(callee), 'external').map(dottedName);
    return facts.find(({ decorator }) => called.includes(decorator));
  }

  #tokenOf(provider: ObjectNode, fact: Injection): string | undefined {
    return this.#textOf(this.#tokenIn(provider, fact));
  }

  /** The token of a provider: beside the value, or before the object in a call. */
  #tokenIn({ entries, use }: ObjectNode, { token, register }: Injection): Expression | undefined {
    if (token !== undefined) return entries.find(({ key }) => key === token)?.value;
    if (use?.as !== 'argument' || use.call.callee.kind !== 'member') return undefined;
    return use.call.callee.property === register ? use.call.arguments[0]?.value : undefined;
  }

  #textOf(node: Expression | undefined): string | undefined {
    if (node?.kind === 'string') return node.value;
    if (node?.kind !== 'reference' && node?.kind !== 'member') return undefined;
    const origins = this.resolver.briefly(node);
    const [text] = only(origins, 'string');
    return origins.length === 1 ? text?.node.value : undefined;
  }
}
