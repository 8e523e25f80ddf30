import { type FlowFacts, flowFacts, saidOf } from '../catalog/flow.js';
import type { CallNode, Expression } from '../ir.js';
import { ANY } from '../ir.js';
import { named } from '../names.js';
import { type Frame, isNothing, isWithout, type Origin, only, type Step } from './origins.js';
import type { Resolver } from './resolve.js';
import { isIndex } from './steps.js';

/** Origins that are text or lists of text, which the language's own methods work on. */
export const PLAIN_VALUES: ReadonlySet<Origin['kind']> = new Set([
  'string',
  'environment',
  'template',
  'list',
  'object',
]);

/** What a language's own functions and methods give, and those of libraries like them, as the facts of `flow` say it. */
export class LanguageCalls {
  constructor(private readonly resolver: Resolver) {}

  /** Undefined where nothing is known of the function. */
  byFunction(name: string, node: CallNode, path: readonly Step[], frame?: Frame): Origin[] | undefined {
    const facts = flowFacts(node.model.language);
    const through = saidOf(facts.passThroughFunctions, name);
    const argument = through === undefined ? undefined : node.arguments[through];
    if (argument) return this.resolver.at(argument.value, path, frame);
    const held = this.#held(name, node, path, frame);
    if (held) return held;
    const [named, ...inside] = path;
    const part = named && node.arguments[saidOf(facts.parts, name)?.indexOf(named.name) ?? -1];
    if (part) return this.resolver.at(part.value, inside, frame);
    if (facts.eitherFunctions?.includes(name)) return this.#either(positional(node), path, frame);
    const pair = saidOf(facts.pairFunctions, name);
    if (pair !== undefined) {
      const values = positional(node);
      return this.#pairs(node, pair === ANY ? values : values.slice(0, 1), pair, path, frame);
    }
    if (facts.elementFunctions?.includes(name)) return this.#element(node, path, frame);
    const [original] = facts.copyFunctions?.includes(name) ? positional(node) : [];
    return original && this.#copied(original, node, '', path, frame);
  }

  /**
   * `ref(model).value`, `computed(() => model).value`: what is put there later is assigned to it, by others too where it is handed on.
   * Beside an item of a list there is a function that does so.
   */
  #held(name: string, node: CallNode, path: readonly Step[], frame?: Frame): Origin[] | undefined {
    const at = saidOf(flowFacts(node.model.language).holdingFunctions, name);
    const [first, ...rest] = path;
    const holding = node.arguments[0]?.value;
    if (!holding || !first || first.name !== at || isIndex(first)) return undefined;
    const isNamed = holding.kind === 'reference' || holding.kind === 'function';
    const [made] = isNamed ? only(this.resolver.at(holding, [], frame), 'function') : [];
    if (made) return made.node.returns.flatMap((one) => this.resolver.at(one, rest, frame));
    if (holding.kind === 'object' && holding.entries.some(({ key }) => key === 'get')) return undefined;
    const origins = this.resolver.at(holding, rest, frame);
    return isHandedOn(node, at) ? [...origins, { kind: 'unknown', node }] : origins;
  }

  /** Undefined where the method is not one of those, or may be the object's own. */
  byMethod(
    node: CallNode,
    object: Expression,
    name: string,
    path: readonly Step[],
    frame?: Frame,
  ): Origin[] | undefined {
    const facts = flowFacts(node.model.language);
    const [only] = facts.argumentMethods?.includes(name) ? positional(node) : [];
    if (only) return this.resolver.at(only, path, frame);
    if (facts.bindMethods?.includes(name)) return this.#bound(node, object, path, frame);
    if (facts.mappingMethods.includes(name) && path[0] && isIndex(path[0]))
      return this.#mapped(node, path.slice(1), frame);
    const paired = facts.lookupMethods?.includes(name) ? this.#paired(node, object, facts, path, frame) : [];
    if (paired.length > 0) return paired;
    const pair = saidOf(facts.pairMethods, name);
    if (pair !== undefined && this.resolver.at(object, [], frame).some(({ kind }) => PLAIN_VALUES.has(kind)))
      return this.#pairs(node, [object], pair, path, frame);
    const copied = saidOf(facts.copyMethods, name);
    return copied === undefined ? undefined : this.#copied(object, node, copied, path, frame);
  }

  /** What is nothing gives way to what follows it. */
  #either(values: readonly Expression[], path: readonly Step[], frame?: Frame): Origin[] {
    return values.flatMap((value, index) => {
      const origins = this.resolver.at(value, path, frame);
      return index < values.length - 1 ? origins.filter((origin) => !isNothing(origin)) : origins;
    });
  }

  /** `create.bind(client)`: the function itself. With more arguments it is another one. */
  #bound(node: CallNode, object: Expression, path: readonly Step[], frame?: Frame): Origin[] | undefined {
    const bound = node.arguments.length <= 1 ? this.resolver.at(object, path, frame) : [];
    const isFunction = bound.every(({ kind }) => kind === 'function' || kind === 'external');
    return bound.length > 0 && isFunction ? bound : undefined;
  }

  /** `next(models)`, `random.choice(models)`: an element of the first argument, or one of the others. */
  #element(node: CallNode, path: readonly Step[], frame?: Frame): Origin[] | undefined {
    const [first, ...others] = positional(node);
    return (
      first && [
        ...this.resolver.at(first, [{ name: ANY }, ...path], frame),
        ...others.flatMap((value) => this.resolver.at(value, path, frame)),
      ]
    );
  }

  /** `new Map([["fast", "gpt-4o-mini"]]).get("fast")`: what is paired with the key, or with any, where that is not known. */
  #paired(
    node: CallNode,
    object: Expression,
    { containers }: FlowFacts,
    path: readonly Step[],
    frame?: Frame,
  ): Origin[] {
    const [key] = node.arguments;
    if (!key) return [];
    const made = only(this.resolver.at(object, [], frame), 'global').filter(
      ({ path: [name = '', call, ...rest] }) => containers?.[name] === 'pairs' && call === '()' && rest.length === 0,
    );
    if (made.length === 0) return [];
    const names = new Set(this.resolver.strings(key.value, frame).map(({ value }) => value));
    const isMeant = (one: Expression) =>
      names.size === 0 || this.resolver.strings(one).some(({ value }) => names.has(value));
    return made.flatMap(({ calls: [call], frame: within }) =>
      (call?.arguments[0] ? only(this.resolver.at(call.arguments[0].value, [], within), 'list') : [])
        .flatMap(({ node: pairs }) => pairs.items.flatMap((pair) => (pair.kind === 'list' ? [pair.items] : [])))
        .flatMap(([name, value]) => (name && value && isMeant(name) ? this.resolver.at(value, path, within) : [])),
    );
  }

  /** `models.items()`, `zip(models, prices)`: lists of items, some of which are elements of the values. */
  #pairs(node: CallNode, values: readonly Expression[], place: string, path: readonly Step[], frame?: Frame): Origin[] {
    if (place === '' && path[0])
      return values.flatMap((value) => this.resolver.at(value, [{ name: ANY }, ...path.slice(1)], frame));
    const [element, item, ...rest] = path;
    const isNamed = place === ANY || item?.name === place || item?.name === ANY;
    if (!element || !item || !isIndex(element) || !isNamed) return [{ kind: 'unknown', node }];
    const meant = place === ANY && item.name !== ANY ? values.slice(Number(item.name), Number(item.name) + 1) : values;
    return meant.flatMap((value) => this.resolver.at(value, [{ name: ANY }, ...rest], frame));
  }

  /** `replace(options, model="x")`, `options.model_copy(update={"model": "x"})`: what is not named is the original's. */
  #copied(original: Expression, node: CallNode, mapping: string, path: readonly Step[], frame?: Frame): Origin[] {
    const [first, ...rest] = path;
    const updates = mapping === '' ? undefined : node.arguments.find(({ name }) => name === mapping);
    const named = mapping === '' ? node.arguments.find(({ name }) => name === first?.name) : undefined;
    if (named) return this.resolver.at(named.value, rest, frame);
    const spread = updates ?? node.arguments.find((one) => one.spread === 'mapping');
    const given = spread && first ? this.resolver.at(spread.value, path, frame) : [];
    const found = given.filter((origin) => !isWithout(origin, path));
    const isGiven = found.length > 0 && found.length === given.length;
    return isGiven ? found : [...found, ...this.resolver.at(original, path, frame)];
  }

  /** An element of `list.map(callback)`: what the callback returns. */
  #mapped(node: CallNode, path: readonly Step[], frame?: Frame): Origin[] {
    const [callback] = node.arguments;
    const made = callback ? this.resolver.at(callback.value, [], frame) : [];
    return made.flatMap((o) =>
      o.kind === 'function' ? o.node.returns.flatMap((r) => this.resolver.at(r, path, frame)) : [],
    );
  }
}

function positional({ arguments: given }: CallNode): Expression[] {
  return given.flatMap(({ name, value }) => (name === undefined ? [value] : []));
}

/** Whether more is done with what a call gives than to read what lies there, or to put something else there. */
function isHandedOn({ use }: CallNode, at: string): boolean {
  if (use?.as !== 'definition') return true;
  return use.targets.some(
    ({ binding, path }) =>
      path.length > 0 ||
      named(binding.model, 'exportedBindings', (name) => name === binding.name).some(
        (one) => 'binding' in one && one.binding === binding,
      ) ||
      binding.references.some((one) => one.use?.as !== 'object' || one.use.member.property !== at),
  );
}
