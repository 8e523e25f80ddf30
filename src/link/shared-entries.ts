import { flowFacts, type SharedEntry } from '../catalog/flow.js';
import { isTestPath } from '../discover/file-kinds.js';
import type { Argument, Binding, CallNode, Expression, MemberNode, SourceModel, Target } from '../ir.js';
import { importsLike } from './imported-by.js';
import { isOpaque, type Origin } from './origins.js';
import type { Resolver } from './resolve.js';

/**
 * What a program puts under a name into an object that a framework hands around: `app.decorate('client', …)`, `c.set('client', …)`.
 * It is followed where it is put there once.
 */
export class SharedEntries {
  constructor(private readonly resolver: Resolver) {}

  /** What is taken by a member, or by a call: `app.client`, `c.var.client`, `c.get('client')`. */
  taken(node: MemberNode | CallNode): Expression | undefined {
    const { model } = node;
    const name = node.kind === 'member' ? node.property : textOf(node.arguments[0]);
    const object = node.kind === 'member' ? node.object : receiverOf(node);
    if (name === undefined || !object) return undefined;
    for (const fact of factsOf(model)) {
      if (!this.resolver.project.importsLike(model.language, fact.imports) || !isTakenBy(node, object, fact)) continue;
      if (!this.#isPutAnywhere(fact, name) || !this.#isIts(object, fact)) continue;
      const [put, ...more] = this.#putsOf(fact, name, model);
      return more.length > 0 ? undefined : put?.arguments[1]?.value;
    }
    return undefined;
  }

  /** The places that take what a call puts there; undefined where it is no such call, or where more than that may be known. */
  readsAfter(call: CallNode, argument: Argument): Expression[] | undefined {
    const name = call.arguments[1] === argument ? textOf(call.arguments[0]) : undefined;
    const fact = name === undefined ? undefined : factsOf(call.model).find((one) => this.#isPut(call, one));
    if (!fact || name === undefined) return undefined;
    const { project } = this.resolver;
    project.readHolding(name, call.model.language);
    if (this.#putsOf(fact, name, call.model).length !== 1) return undefined;
    const members = project.members.get(name).filter(({ model }) => !isTestPath(model.path));
    const calls = (fact.methods ?? []).flatMap((method) => project.calls.get(method));
    const found = [...members, ...calls].filter((node) => this.taken(node) === argument.value);
    // What may take it in a way that is not understood would go without.
    const isMissed = (node: MemberNode | CallNode) => !found.includes(node) && this.#mayTake(node, fact, name);
    const apart = this.#takenApart(fact, name);
    if ([...members, ...calls].some(isMissed) || !apart.every(isPlainName) || this.#isHanded(name)) return undefined;
    const reads = [...found, ...apart.flatMap(({ binding }) => binding.references)];
    return reads.length > 0 ? reads : undefined;
  }

  #mayTake(node: MemberNode | CallNode, fact: SharedEntry, name: string): boolean {
    const object = node.kind === 'member' ? node.object : receiverOf(node);
    if (!object || (node.kind === 'call' && textOf(node.arguments[0]) !== name)) return false;
    const mayBeBehind = node.kind === 'call' || !fact.methods || new RegExp(fact.behind).test(lastNameOf(object));
    return mayBeBehind && this.#isIts(object, fact);
  }

  /** `const { client } = app` */
  #takenApart(fact: SharedEntry, name: string): Target[] {
    return this.resolver.project
      .patterns(name)
      .filter(
        ({ value }) =>
          !isTestPath(value.model.path) &&
          (!fact.methods || new RegExp(fact.behind).test(lastNameOf(value))) &&
          this.#isIts(value, fact),
      )
      .map(({ target }) => target);
  }

  /** `({ client }) => …`, which the framework may call. */
  #isHanded(name: string): boolean {
    const { project } = this.resolver;
    const isOpen = ({ definitions, references }: Binding) =>
      definitions.some((one) => one.from === 'parameter' && one.path.at(-1) === name) &&
      references.some((one) => this.resolver.briefly(one).every(isOpaque));
    return [...project.models.values()].some(
      (model) => model.text.includes(name) && !isTestPath(model.path) && model.bindings.some(isOpen),
    );
  }

  /** At a glance: of the members that look so, most are nothing that was put anywhere. */
  #isPutAnywhere(fact: SharedEntry, name: string): boolean {
    return this.resolver.project.calls.get(fact.put).some((call) => textOf(call.arguments[0]) === name);
  }

  #putsOf(fact: SharedEntry, name: string, { language }: SourceModel): CallNode[] {
    const { project } = this.resolver;
    project.readHolding(name, language);
    return project.calls
      .get(fact.put)
      .filter((call) => textOf(call.arguments[0]) === name && !isTestPath(call.model.path) && this.#isPut(call, fact));
  }

  #isPut(call: CallNode, fact: SharedEntry): boolean {
    const object = receiverOf(call);
    if (!object || (call.callee as MemberNode).property !== fact.put) return false;
    return importsLike(call.model, fact.imports) && this.#isIts(object, fact);
  }

  /** Whether it is, or may be, an object of the framework's. */
  #isIts(object: Expression, { of }: SharedEntry): boolean {
    const isIts = (origin: Origin) =>
      isOpaque(origin) || (origin.kind === 'external' && new RegExp(of).test(origin.package));
    return this.resolver.briefly(object).every(isIts);
  }
}

/** Nothing inside it, and nothing else in its place. */
function isPlainName({ path, binding: { definitions } }: Target): boolean {
  return path.length === 1 && definitions.every((one) => one.from === 'value' && !one.fallback);
}

function factsOf({ language }: SourceModel): readonly SharedEntry[] {
  return flowFacts(language).sharedEntries ?? [];
}

/** Whether it is written as what takes an entry is. */
function isTakenBy(
  node: MemberNode | CallNode,
  object: Expression,
  { methods, behind, imports }: SharedEntry,
): boolean {
  if (node.kind === 'member') return new RegExp(behind).test(lastNameOf(object)) && node.use?.as !== 'callee';
  const { callee, model } = node;
  return callee.kind === 'member' && methods?.includes(callee.property ?? '') === true && importsLike(model, imports);
}

function receiverOf({ callee }: CallNode): Expression | undefined {
  return callee.kind === 'member' ? callee.object : undefined;
}

function textOf(argument: Argument | undefined): string | undefined {
  return argument?.value.kind === 'string' ? argument.value.value : undefined;
}

function lastNameOf(node: Expression): string {
  return (node.kind === 'member' ? node.property : node.kind === 'reference' ? node.name : undefined) ?? '';
}
