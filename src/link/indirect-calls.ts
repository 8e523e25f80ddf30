import { lastName, terminalName } from '../callee-names.js';
import { flowFacts } from '../catalog/flow.js';
import type { CallNode, Expression, FunctionNode } from '../ir.js';
import { push } from '../push.js';
import { callByMethod, callByOther, callingNames, mayBeCalledBy } from './calls-by-others.js';
import { mergedCall, partialOf } from './partial-calls.js';
import { givenAt } from './place-in.js';
import type { Project } from './project.js';
import type { Resolver } from './resolve.js';

type Index = Map<FunctionNode, CallNode[]>;

/**
 * Calls of functions that do not name them as what is called. For each kind all of them are looked up at once, and again
 * when files were added.
 */
export class IndirectCalls {
  #generation = -1;
  #partial: Index | undefined;
  #later: Index | undefined;
  #factories: Index | undefined;
  #handed: Map<string, CallNode[]> | undefined;

  constructor(
    readonly project: Project,
    readonly resolver: () => Resolver,
  ) {}

  /** Calls of what `partial(f, …)` gives, as the calls of `f` that they are. */
  ofPartial(node: FunctionNode): readonly CallNode[] {
    this.#refresh();
    this.#partial ??= this.#indexed((facts) => (facts.partialFunctions ?? []).map(lastName), firstArgument);
    return (this.#partial.get(node) ?? []).flatMap((made) => {
      const names = made.use?.as === 'definition' ? made.use.targets.map(({ binding }) => binding.name) : [];
      const calls = names
        .flatMap((name) => this.project.calls.get(name))
        .filter((call) =>
          this.resolver()
            .at(call.callee, [])
            .some((o) => partialOf(o) === made),
        );
      return calls.length > 0 ? calls.map((call) => mergedCall(made, call)) : [mergedCall(made)];
    });
  }

  /** `f.delay(x)`: calls of `f` by a method of the library that decorates it. */
  byMethod(node: FunctionNode): readonly CallNode[] {
    if (!node.decorators || node.decorators.length === 0) return [];
    this.#refresh();
    this.#later ??= this.#indexed(
      (facts) => facts.callingMethods ?? [],
      ({ callee }) => (callee.kind === 'member' ? callee.object : undefined),
    );
    return this.#later.get(node) ?? [];
  }

  /** Calls that stand for what a function gives which they are handed: `Depends(get_client)`. */
  asFactory(node: FunctionNode): readonly CallNode[] {
    this.#refresh();
    const factories = flowFacts(node.model.language).fieldFunctions?.flatMap(({ factory }) => factory ?? []) ?? [];
    this.#factories ??= this.#indexed(
      (facts) => (facts.fieldFunctions ?? []).flatMap((one) => (one.factory ? [lastName(one.export)] : [])),
      (call) => givenAt(call, factories)?.value,
    );
    return this.#factories.get(node) ?? [];
  }

  /** `asyncio.to_thread(f, x)`: calls that others make of `f`, which goes by the names. */
  byOthers(node: FunctionNode, names: ReadonlySet<string>): readonly CallNode[] {
    this.#refresh();
    this.#handed ??= this.#handedByName();
    const resolver = this.resolver();
    return [...names]
      .flatMap((name) => this.#handed?.get(name) ?? [])
      .flatMap((call) => {
        const made = callByOther(call, resolver.at(call.callee, []));
        const isIt = made && resolver.at(made.callee, []).some((o) => o.kind === 'function' && o.node === node);
        return isIt ? [made] : [];
      });
  }

  /** `models.map(ask)`: calls that methods of what they go through make of a function, by its own name where it is written or imported. */
  byMethods({ use, model }: FunctionNode): readonly CallNode[] {
    if (use?.as !== 'definition') return [];
    const own = use.targets.map(({ binding }) => binding);
    const imported = this.project
      .knownImportersOf(model)
      .flatMap((one) => (one.by === 'binding' && own.some(({ name }) => name === one.imported) ? [one.binding] : []));
    return [...own, ...imported]
      .flatMap(({ references }) => references)
      .flatMap(({ use: given }) => (given?.as === 'argument' ? (callByMethod(given.call) ?? []) : []))
      .filter((made) =>
        this.resolver()
          .at(made.callee, [])
          .some((o) => o.kind === 'function' && o.node.use === use),
      );
  }

  /** At a glance: what may be calls by others, by the last name of what they are handed. */
  #handedByName(): Map<string, CallNode[]> {
    const found = new Map<string, CallNode[]>();
    for (const language of this.#languages())
      for (const calling of callingNames(language))
        for (const call of this.project.calls.get(calling)) {
          const values = call.model.language === language ? mayBeCalledBy(call) : [];
          for (const name of new Set(values.map((value) => value && terminalName(value))))
            if (name !== undefined) push(found, name, call);
        }
    return found;
  }

  #languages(): Set<string> {
    return new Set([...this.project.models.values()].map(({ language }) => language));
  }

  #refresh(): void {
    if (this.#generation === this.project.generation) return;
    this.#generation = this.project.generation;
    this.#partial = undefined;
    this.#later = undefined;
    this.#factories = undefined;
    this.#handed = undefined;
  }

  /** By the functions that one expression of each call may be. */
  #indexed(
    namesOf: (facts: ReturnType<typeof flowFacts>) => readonly string[],
    expressionOf: (call: CallNode) => Expression | undefined,
  ): Index {
    const index: Index = new Map();
    for (const language of this.#languages())
      for (const call of [...new Set(namesOf(flowFacts(language)))].flatMap((name) => this.project.calls.get(name))) {
        const expression = call.model.language === language ? expressionOf(call) : undefined;
        const add = (node: FunctionNode) => push(index, node, call);
        if (expression?.kind === 'function') add(expression);
        // Another value that is written there is no function.
        if (!expression || (expression.kind !== 'reference' && expression.kind !== 'member')) continue;
        for (const origin of this.resolver().apart(expression)) if (origin.kind === 'function') add(origin.node);
      }
    return index;
  }
}

function firstArgument({ arguments: [first] }: CallNode): Expression | undefined {
  return first?.value;
}
