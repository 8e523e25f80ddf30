import { flowFacts } from '../catalog/flow.js';
import type { CallNode, Expression, FunctionNode, OperationNode } from '../ir.js';
import { ANY, FIRST_RESULT } from '../ir.js';
import { takes } from './call-sites.js';
import { callByOther } from './calls-by-others.js';
import { declaredDefault } from './declared-defaults.js';
import { LanguageCalls, PLAIN_VALUES } from './language-calls.js';
import { isUnion } from './merges.js';
import { nothingOf } from './nothing-of.js';
import {
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

/** Follows values out of calls: what the project's own functions and classes give, and what is known of others. */
export class Calls {
  readonly #ofLanguage: LanguageCalls;

  constructor(private readonly resolver: Resolver) {
    this.#ofLanguage = new LanguageCalls(resolver);
  }

  call(node: CallNode, path: readonly Step[], frame?: Frame): Origin[] {
    const received = this.#fromReceiver(node, path, frame);
    if (received.length > 0) return received;
    const taken = node.typeArguments ? this.resolver.containers.taken(node, path) : [];
    if (taken.length > 0) return taken;
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
    const given = this.#ofLanguage.byMethod(node, callee.object, callee.property, path, frame);
    if (given) return given;
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

  /** What calling `target` gives. */
  #result(target: Origin, node: CallNode, whole: readonly Step[], frame?: Frame): Origin[] {
    // Of a function of another's it is not known how many values it gives.
    const isOpen = target.kind !== 'function' && whole[0]?.name === FIRST_RESULT;
    const path = isOpen ? whole.slice(1) : whole;
    switch (target.kind) {
      case 'function': {
        if (!takes(target.node, node)) return [];
        const inner = this.#enter(target.node, node, frame);
        return [
          ...target.node.returns.flatMap((returned) => this.resolver.at(returned, path, inner)),
          ...this.#yielded(target.node, path, inner),
        ];
      }
      case 'class': {
        const classes = node.isOfHeirs ? this.resolver.classes.allHeirsOf(target.node) : [target.node];
        if (path.length === 0) return classes.map((one) => ({ kind: 'instance', class: one, call: node }));
        const built = builtWith(node, path);
        if (built) return built.flatMap((value) => this.resolver.at(value, path.slice(1), frame));
        return classes.flatMap((one) => {
          const made = this.resolver.constructorOf(one, node);
          return this.resolver.objects.instance(one, path, made && this.#enter(made, node, frame));
        });
      }
      case 'instance':
        return this.#called(target, node, path, frame);
      case 'global':
        return (
          this.#byFunction(target, node, path, frame) ??
          this.resolver.leaf(
            { ...target, path: target.path.concat('()'), calls: target.calls.concat(node), frame },
            path,
          )
        );
      case 'external': {
        const built = builtWith(node, path);
        if (built) return built.flatMap((value) => this.resolver.at(value, path.slice(1), frame));
        if (isLeftOut(node, path))
          return [{ kind: 'absent', node: nothingOf(node), missing: path.map(({ name }) => name) }];
        const partial = partialOf(target);
        const wrapped = partial?.arguments[0];
        if (partial && wrapped)
          return this.resolver
            .at(wrapped.value, [], target.frame)
            .flatMap((inner) => this.#result(inner, mergedCall(partial, node), path, frame));
        return (
          this.#byFunction(target, node, path, frame) ??
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
  #byFunction(
    target: OriginOf<'global'> | OriginOf<'external'>,
    node: CallNode,
    path: readonly Step[],
    frame?: Frame,
  ): Origin[] | undefined {
    const name = walkedName(target);
    const given = this.#ofLanguage.byFunction(name, node, path, frame);
    if (given || !flowFacts(node.model.language).mergeFunctions.includes(name)) return given;
    const values = node.arguments.map(({ value }) => value);
    return this.#merged(values, path, frame);
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

/** What a thing that is made of options by name has under the first name of a path. */
function builtWith({ isBuilt, arguments: given }: CallNode, [first]: readonly Step[]): Expression[] | undefined {
  const named = isBuilt && first ? given.filter(({ name }) => name === first.name) : [];
  return named.length > 0 ? named.map(({ value }) => value) : undefined;
}

/** Whether an option is asked for that the thing is not given. What code walks on it is no option. */
function isLeftOut({ isBuilt, arguments: given }: CallNode, [first]: readonly Step[]): boolean {
  return isBuilt === true && first !== undefined && !first.site && !given.some(({ spread }) => spread);
}

function isWithoutEntries(origin: Origin): boolean {
  if (origin.kind !== 'external' && origin.kind !== 'global') return false;
  return flowFacts(origin.node.model.language).withoutEntries?.includes(walkedName(origin)) === true;
}
