import { flowFacts } from '../catalog/flow.js';
import type { CallNode, Expression, FunctionNode, OperationNode } from '../ir.js';
import { ANY, FIRST_RESULT } from '../ir.js';
import { callOf, handedFunction } from './calls-by-others.js';
import { declaredDefault } from './declared-defaults.js';
import { isUnion } from './merges.js';
import { dottedName, type Frame, isOpaque, isOutside, isWithout, type Origin, only, type Step } from './origins.js';
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
    const handed = handedFunction(node, targets);
    const origins = handed
      ? this.resolver
          .at(handed.value, [], frame)
          .flatMap((target) => this.#result(target, callOf(node, handed), path, frame))
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
    if (facts.mappingMethods.includes(callee.property) && path[0] && isIndex(path[0]))
      return this.#mapped(node, path.slice(1), frame);
    if (facts.lookupMethods?.includes(callee.property)) {
      const paired = this.#paired(node, callee.object, path, frame);
      if (paired.length > 0) return paired;
    }
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
        return target.node.returns.flatMap((returned) => this.resolver.at(returned, path, inner));
      }
      case 'class': {
        if (path.length === 0) return [{ kind: 'instance', class: target.node, call: node }];
        const made = this.resolver.constructorOf(target.node);
        return this.resolver.objects.instance(target.node, path, made && this.#enter(made, node, frame));
      }
      case 'global': {
        const facts = flowFacts(node.model.language);
        const name = target.path.join('.');
        const through = facts.passThroughFunctions[name];
        const argument = through === undefined ? undefined : node.arguments[through];
        if (argument) return this.resolver.at(argument.value, path, frame);
        if (facts.mergeFunctions.includes(name))
          return this.#merged(
            node.arguments.map(({ value }) => value),
            path,
            frame,
          );
        return this.resolver.leaf(
          { ...target, path: target.path.concat('()'), calls: target.calls.concat(node), frame },
          path,
        );
      }
      case 'external': {
        const partial = partialOf(target);
        const wrapped = partial?.arguments[0];
        if (partial && wrapped)
          return this.resolver
            .at(wrapped.value, [], target.frame)
            .flatMap((inner) => this.#result(inner, mergedCall(partial, node), path, frame));
        const facts = flowFacts(node.model.language);
        const through = facts.passThroughFunctions[dottedName(target)];
        const argument = through === undefined ? undefined : node.arguments[through];
        if (argument) return this.resolver.at(argument.value, path, frame);
        return (
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
