import { flowFacts } from '../catalog/flow.js';
import type { CallNode, Expression, FunctionNode, OperationNode } from '../ir.js';
import { ANY, FIRST_RESULT } from '../ir.js';
import { callByOther } from './calls-by-others.js';
import { declaredDefault } from './declared-defaults.js';
import { isUnion } from './merges.js';
import {
  dottedName,
  type Frame,
  isOpaque,
  isOutside,
  isWithout,
  type Origin,
  type OriginOf,
  only,
  type Step,
  walkedName,
} from './origins.js';
import { mergedCall, partialOf } from './partial-calls.js';
import type { Resolver } from './resolve.js';
import { resolveSchemaCall } from './schemas.js';
import { isIndex } from './steps.js';

const MAX_DEPTH = 6;
/** Origins that are text or lists of text, which the language's own methods work on. */
const PLAIN_VALUES = new Set<Origin['kind']>(['string', 'environment', 'template', 'list', 'object']);

/** Follows values out of calls: what the project's own functions and classes give, and what is known of others. */
export class Calls {
  constructor(private readonly resolver: Resolver) {}

  call(node: CallNode, path: readonly Step[], frame?: Frame): Origin[] {
    const received = this.#fromReceiver(node, path, frame);
    if (received.length > 0) return received;
    const targets = this.resolver.at(node.callee, [], frame);
    const handed = callByOther(node, targets);
    if (handed?.isEach && path.length === 0) return [{ kind: 'unknown', node }];
    const inside = handed?.isEach ? path.slice(1) : path;
    const origins = handed
      ? this.resolver.at(handed.callee, [], frame).flatMap((target) => this.#result(target, handed, inside, frame))
      : targets.flatMap((target) => this.#result(target, node, path, frame));
    const entry = origins.every(isOutside) ? this.resolver.shared.taken(node) : undefined;
    if (entry) return this.resolver.at(entry, path);
    return origins.length > 0 ? origins : [{ kind: 'unknown', node }];
  }

  /** `value.trim()`, `list.find(…)`: methods of the language that give back their receiver, in effect. */
  #fromReceiver(node: CallNode, path: readonly Step[], frame?: Frame): Origin[] {
    const { callee } = node;
    if (callee.kind !== 'member' || callee.property === undefined) return [];
    const facts = flowFacts(node.model.language);
    if (facts.bindMethods?.includes(callee.property) && node.arguments.length <= 1) {
      const bound = this.resolver.at(callee.object, path, frame);
      if (bound.every((o) => o.kind === 'function' || o.kind === 'external')) return bound;
    }
    if (facts.mappingMethods.includes(callee.property) && path[0] && isIndex(path[0]))
      return this.#mapped(node, path.slice(1), frame);
    if (facts.lookupMethods?.includes(callee.property)) {
      const paired = this.#paired(node, callee.object, path, frame);
      if (paired.length > 0) return paired;
    }
    const pair = facts.pairMethods?.[callee.property];
    if (pair !== undefined && this.#isPaired(callee.object, frame))
      return this.#pairs(node, [callee.object], pair, path, frame);
    const copied = facts.copyMethods?.[callee.property];
    if (copied !== undefined) return this.#copied(callee.object, node, copied, path, frame);
    if (facts.entryMethods?.includes(callee.property)) return this.#entry(node, callee.object, path, frame);
    if (facts.callingMethods?.includes(callee.property))
      return this.resolver
        .at(callee.object, [], frame)
        .flatMap((target) =>
          target.kind === 'function' && target.node.decorators?.length ? this.#result(target, node, path, frame) : [],
        );
    const isElement = facts.elementMethods.includes(callee.property);
    if (!isElement && !facts.passThroughMethods.includes(callee.property)) return [];
    const origins = this.resolver.at(callee.object, isElement ? [{ name: ANY }, ...path] : path, frame);
    if (!origins.some((o) => PLAIN_VALUES.has(o.kind))) return [];
    return origins.map((o) => (o.kind === 'string' || o.kind === 'environment' ? { ...o, derived: true } : o));
  }

  /** `new Map([["fast", "gpt-4o-mini"]]).get("fast")`: what is paired with the key, or with any, where that is not known. */
  #paired(node: CallNode, object: Expression, path: readonly Step[], frame?: Frame): Origin[] {
    const { containers } = flowFacts(node.model.language);
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

  /** `object.get(name, otherwise)`, for objects whose entries are known. */
  #entry(node: CallNode, object: Expression, path: readonly Step[], frame?: Frame): Origin[] {
    const [key, otherwise] = node.arguments;
    const receiver = key ? this.resolver.at(object, [], frame) : [];
    if (
      !key ||
      !receiver.some((one) => mayHoldEntries(one) || this.resolver.stores.isStore(one)) ||
      receiver.some(isWithoutEntries)
    )
      return [];
    const keys = this.resolver.at(key.value, [], frame);
    if (only(keys, 'string').some((text) => !/^\w+$/.test(text.node.value))) return [];
    const found = this.resolver.entries(object, keys, path, frame);
    return [
      ...found.filter((o) => o.kind !== 'absent'),
      ...(otherwise ? this.resolver.at(otherwise.value, path, frame) : []),
    ];
  }

  /** Of a value whose elements are known; what else has such a method has its own. */
  #isPaired(object: Expression, frame?: Frame): boolean {
    return this.resolver.at(object, [], frame).some(({ kind }) => PLAIN_VALUES.has(kind));
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

  /** An element of `list.map(callback)`: what the callback returns. */
  #mapped(node: CallNode, path: readonly Step[], frame?: Frame): Origin[] {
    const [callback] = node.arguments;
    const made = callback ? this.resolver.at(callback.value, [], frame) : [];
    return made.flatMap((o) =>
      o.kind === 'function' ? o.node.returns.flatMap((r) => this.resolver.at(r, path, frame)) : [],
    );
  }

  /** What calling `target` gives. */
  #result(target: Origin, node: CallNode, whole: readonly Step[], frame?: Frame): Origin[] {
    // Of a function of another's it is not known how many values it gives.
    const isOpen = target.kind !== 'function' && whole[0]?.name === FIRST_RESULT;
    const path = isOpen ? whole.slice(1) : whole;
    switch (target.kind) {
      case 'function': {
        const inner = this.#enter(target.node, node, frame);
        return [
          ...target.node.returns.flatMap((returned) => this.resolver.at(returned, path, inner)),
          ...this.#yielded(target.node, path, inner),
        ];
      }
      case 'class': {
        if (path.length === 0) return [{ kind: 'instance', class: target.node, call: node }];
        const made = this.resolver.constructorOf(target.node);
        return this.resolver.objects.instance(target.node, path, made && this.#enter(made, node, frame));
      }
      case 'instance':
        return this.#called(target, node, path, frame);
      case 'global':
        return (
          this.#ofLanguage(target, node, path, frame) ??
          this.resolver.leaf(
            { ...target, path: target.path.concat('()'), calls: target.calls.concat(node), frame },
            path,
          )
        );
      case 'external': {
        const partial = partialOf(target);
        const wrapped = partial?.arguments[0];
        if (partial && wrapped)
          return this.resolver
            .at(wrapped.value, [], target.frame)
            .flatMap((inner) => this.#result(inner, mergedCall(partial, node), path, frame));
        return (
          this.#ofLanguage(target, node, path, frame) ??
          resolveSchemaCall(this.resolver, target, node, path, frame) ??
          declaredDefault(this.resolver, target, node, path) ??
          this.resolver.leaf(
            { ...target, path: target.path.concat('()'), calls: target.calls.concat(node), frame },
            path,
          )
        );
      }
      default:
        return [];
    }
  }

  /** What functions give of which the language's facts say how it comes of their arguments. */
  #ofLanguage(
    target: OriginOf<'global'> | OriginOf<'external'>,
    node: CallNode,
    path: readonly Step[],
    frame?: Frame,
  ): Origin[] | undefined {
    const facts = flowFacts(node.model.language);
    const name = walkedName(target);
    const through = facts.passThroughFunctions[name];
    const argument = through === undefined ? undefined : node.arguments[through];
    if (argument) return this.resolver.at(argument.value, path, frame);
    const values = node.arguments.flatMap((one) => (one.name === undefined ? [one.value] : []));
    const [first, ...others] = values;
    if (first && facts.elementFunctions?.includes(name))
      return [
        ...this.resolver.at(first, [{ name: ANY }, ...path], frame),
        ...others.flatMap((value) => this.resolver.at(value, path, frame)),
      ];
    if (first && facts.copyFunctions?.includes(name)) return this.#copied(first, node, '', path, frame);
    const pair = facts.pairFunctions?.[name];
    if (pair !== undefined) return this.#pairs(node, pair === ANY ? values : values.slice(0, 1), pair, path, frame);
    return facts.mergeFunctions.includes(name)
      ? this.#merged(
          node.arguments.map(({ value }) => value),
          path,
          frame,
        )
      : undefined;
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

  /** An instance of a class whose instances can be called. */
  #called({ class: owner }: OriginOf<'instance'>, node: CallNode, path: readonly Step[], frame?: Frame): Origin[] {
    const { callMethod } = flowFacts(node.model.language);
    const methods = callMethod ? this.resolver.objects.instance(owner, [{ name: callMethod }]) : [];
    return only(methods, 'function').flatMap((method) => this.#result(method, node, path, frame));
  }

  /** Of a generator, what it gives are elements; a decorator makes something else of that, which gives the value itself. */
  #yielded({ yields = [], decorators = [] }: FunctionNode, path: readonly Step[], frame?: Frame): Origin[] {
    const [first] = path;
    if (decorators.length === 0 && yields.length > 0 && !(first && isIndex(first)))
      return yields.map((node) => ({ kind: 'unknown', node }));
    const inside = decorators.length > 0 ? path : path.slice(1);
    return yields.flatMap((one) => this.resolver.at(one, inside, frame));
  }

  /** `a | b`: as `Object.assign`, where the operator is one for objects. */
  united(node: OperationNode, path: readonly Step[], frame?: Frame): Origin[] {
    return isUnion(node) && path.length > 0 ? this.#merged(node.operands, path, frame) : [{ kind: 'unknown', node }];
  }

  /** `Object.assign(a, b)`: the last value that holds a key wins. What none holds has its place in one of them. */
  #merged(values: readonly Expression[], path: readonly Step[], frame?: Frame): Origin[] {
    const origins: Origin[] = [];
    const absent: Origin[][] = [];
    for (const value of [...values].reverse()) {
      const all = this.resolver.at(value, path, frame);
      const found = all.filter((o) => !isWithout(o, path));
      origins.push(...found);
      if (path.length === 0) continue;
      if (found.length > 0 && found.length === all.length && !found.some(isOpaque)) return origins;
      if (found.length === 0) absent.push(all);
    }
    const own = absent.find((all) => all.some((o) => o.kind === 'absent' && values.some((value) => value === o.node)));
    return [...origins, ...(own ?? absent.flat())];
  }

  #enter(entered: FunctionNode, call: CallNode, outer?: Frame): Frame | undefined {
    const depth = (outer?.depth ?? 0) + 1;
    return depth > MAX_DEPTH ? undefined : { function: entered, call, outer, depth };
  }
}

/** An object of the project's, or a value that a call of a package gave: not a package, whose `get` is its own. */
function mayHoldEntries(origin: Origin): boolean {
  if (origin.kind === 'external' || origin.kind === 'global') return origin.path.includes('()');
  return origin.kind === 'object' || origin.kind === 'parameter' || origin.kind === 'unknown';
}

function isWithoutEntries(origin: Origin): boolean {
  return (
    origin.kind === 'external' &&
    flowFacts(origin.node.model.language).withoutEntries?.includes(dottedName(origin)) === true
  );
}
