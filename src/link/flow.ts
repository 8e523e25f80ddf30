import { rootOf, terminalName } from '../callee-names.js';
import { flowFacts, saidOf } from '../catalog/flow.js';
import type {
  Argument,
  Assignment,
  Binding,
  CallNode,
  ChoiceNode,
  ClassNode,
  Expression,
  FunctionNode,
  ListNode,
  MemberNode,
  ObjectNode,
  Path,
  SourceModel,
  Target,
} from '../ir.js';
import { ANY, FIRST_RESULT } from '../ir.js';
import { named } from '../names.js';
import { isWithin } from '../spans.js';
import { argumentFor, leftOver, takes } from './call-sites.js';
import { callByOther } from './calls-by-others.js';
import { dataReads } from './data-files.js';
import { isDeclaredDefault } from './declared-defaults.js';
import { bindsOwn, givenByFunction, givenByMethod } from './language-flow.js';
import { isUnion, mergeOf } from './merges.js';
import { dottedName, type Origin, type OriginOf, walkedName } from './origins.js';
import { isPartial, mergedCall } from './partial-calls.js';
import { openPathOf, type Project, pathOf } from './project.js';
import type { Resolver } from './resolve.js';
import { readsOfSlot } from './shared-slots.js';
import { standInsBy, walkedToOriginal } from './stand-ins.js';
import { targetsOfItem } from './taken-apart.js';
import { onlyPart } from './texts.js';

/** What becomes of a value somewhere. `path` is what was walked on it before: `['chat', 'completions', 'create']`. */
export type Reach =
  /** It is called (`path` empty), or a method of it is. */
  | { kind: 'called'; call: CallNode; path: string[] }
  /** It is handed to a function that is not in the repository, or not known. */
  | { kind: 'handed'; call: CallNode; argument: Argument; path: string[] }
  /** It is kept where it cannot be followed. */
  | { kind: 'stored'; node: Expression; path: string[] }
  /** It is exported, and nothing in the repository imports it. */
  | { kind: 'exported'; model: SourceModel; name: string }
  /** Something is assigned to it, or to a property of it. */
  | { kind: 'set'; assignment: Assignment; path: string[] }
  /** It is compared, tested, or made part of a text. */
  | { kind: 'examined'; node: Expression; path: string[] };

/** A place that reads something inside a value: `path` is what was walked on the value, the name read here included. */
export interface Read {
  path: string[];
  /** Absent where the value is taken apart by a pattern, or walked through by a loop. */
  member?: MemberNode;
  /** The name that gets what is read. */
  target?: Target;
}

/** All that is done with a value, and each place that reads something inside it. */
export interface Trace {
  readonly reaches: readonly Reach[];
  readonly reads: readonly Read[];
  /** Where it is nothing, something else takes its place on the way: `key ?? 'none'`, a parameter's default. */
  readonly hasSubstitute: boolean;
}

interface State {
  /** The value lies at this path inside the followed expression's value. */
  inside: Path;
  /** The followed expression's value is this path of the value. */
  walked: string[];
  /** The function that was given the value, and in which it has not been kept for another time: it is given back to those calls alone. */
  within?: FunctionNode | undefined;
}

/**
 * Whether an external function gives back the client that it is given (an observability wrapper, say). `inside` is
 * where the client lies in the argument: `['client']` in `wrap({ client })`.
 */
export type PassThrough = (callee: Origin, call: CallNode, argument: Argument, inside: Path) => boolean;

/** Follows values forwards: from an expression to everything that is done with its value, over all files. */
export class Flow {
  constructor(
    readonly project: Project,
    readonly resolver: Resolver,
    readonly passesThrough: PassThrough = () => false,
    /** Follow a text into the longer texts that it becomes part of. */
    readonly throughText = false,
  ) {}

  /** All that becomes of the expression's value. */
  reaches(expression: Expression): Reach[] {
    return this.#walk(expression, false).reaches;
  }

  /**
   * As `reaches`, with each place that reads something inside the value, and with nothing taken for harmless: functions that
   * only look at it, and those that give it to callers who are not in the repository, are told too.
   */
  trace(expression: Expression): Trace {
    return this.#walk(expression, true);
  }

  /** The calls that are handed the value itself, and not something that is read of it. */
  handedTo(expression: Expression): CallNode[] {
    const { reaches } = this.#walk(expression, false, true);
    return reaches.flatMap((reach) => (reach.kind === 'handed' ? [reach.call] : []));
  }

  /** As `reaches`, up to the first one that is not of the kind that is asked for: undefined where there is one. */
  onlyReaches(expression: Expression, isMeant: (reach: Reach) => boolean): Reach[] | undefined {
    const walk = new Walk(this, false, false);
    walk.follow(expression, { inside: [], walked: [] });
    return walk.finish(isMeant) ? walk.reaches : undefined;
  }

  #walk(expression: Expression, isStrict: boolean, isWhole = false): Walk {
    const walk = new Walk(this, isStrict, isWhole);
    walk.follow(expression, { inside: [], walked: [] });
    walk.finish();
    return walk;
  }
}

const MAX_STEPS = 5_000;
const MAX_PATH = 8;

interface Passed {
  calls: { call: CallNode; within: FunctionNode | undefined }[];
  back: State[];
}

class Walk {
  readonly reaches: Reach[] = [];
  readonly reads: Read[] = [];
  hasSubstitute = false;
  readonly #pending: { node: Expression; state: State }[] = [];
  readonly #seen = new Map<object, Set<string>>();
  /** Of each function: the calls that gave it the value, and as what it gives that back. */
  readonly #passed = new Map<FunctionNode, Passed>();
  readonly #project: Project;
  readonly #resolver: Resolver;

  constructor(
    readonly flow: Flow,
    readonly isStrict: boolean,
    /** What is read of the value is not followed. */
    readonly isWhole: boolean,
  ) {
    this.#project = flow.project;
    this.#resolver = flow.resolver;
  }

  #isNew(key: object, state: State): boolean {
    const seen = this.#seen.get(key) ?? new Set();
    this.#seen.set(key, seen);
    const { within } = state;
    const id = `${state.inside.join('.')}|${state.walked.join('.')}${within ? `|${within.model.path}:${within.start}` : ''}`;
    // A path that only grows (a recursive structure) ends here.
    if (seen.has(id) || state.inside.length > MAX_PATH || state.walked.length > MAX_PATH) return false;
    seen.add(id);
    return true;
  }

  /** Adds to what is to be followed: a list, not recursion, since a value may go a long way. */
  follow(node: Expression, state: State): void {
    this.#pending.push({ node, state });
  }

  /** Whether all that it becomes is meant. It ends with the first that is not. */
  finish(isMeant?: (reach: Reach) => boolean): boolean {
    let steps = 0;
    let told = 0;
    // What is near is asked first where the answer may end there.
    const following = () => (isMeant ? this.#pending.shift() : this.#pending.pop());
    for (let next = following(); next; next = following()) {
      if (++steps > MAX_STEPS) {
        // Too far to be followed to the end: what becomes of it there is not known.
        this.reaches.push({ kind: 'stored', node: next.node, path: next.state.walked });
        return isMeant === undefined;
      }
      this.#step(next.node, next.state);
      for (; isMeant && told < this.reaches.length; told++) if (!isMeant(this.reaches[told] as Reach)) return false;
    }
    return true;
  }

  #step(node: Expression, state: State): void {
    const { use } = node;
    const { inside, walked } = state;
    // Where it is kept, other calls may come upon it.
    const kept = { inside, walked };
    if (!use || (this.isWhole && walked.length > 0) || !this.#isNew(node, state)) return;
    switch (use.as) {
      case 'definition':
        this.#targets(use.targets, state);
        for (const { target } of use.assignments ?? []) {
          this.#assigned(target, kept);
          this.follow(target, kept);
        }
        return;
      case 'fallback':
        if (use.target) this.#binding(use.target.binding, kept);
        else this.#targets(use.parameter?.targets ?? [], kept);
        return;
      case 'assignment':
        this.#assigned(use.assignment.target, kept);
        this.follow(use.assignment.target, kept);
        return;
      case 'returned':
        this.#returned(use.from, state);
        return;
      case 'yielded':
        this.#returned(use.from, state, (use.from.decorators ?? []).length === 0);
        return;
      case 'argument':
        this.#argument(use.call, use.argument, node, state);
        return;
      case 'callee':
        if (inside.length > 0 || this.#callback(use.call, state)) return;
        this.reaches.push({ kind: 'called', call: use.call, path: walked });
        return;
      case 'object':
        this.#member(use.member, state);
        return;
      case 'entry':
        this.#provided(node, kept);
        if (use.entry.spread) this.follow(use.object, state);
        else if (node.model.isData && use.entry.key !== undefined) {
          for (const read of dataReads(this.#resolver, this.#project, node, use.entry.key)) this.follow(read, kept);
        } else {
          this.follow(use.object, { ...state, inside: [use.entry.key ?? ANY, ...inside] });
          for (const origin of use.object.type ? this.#resolver.at(use.object.type, []) : [])
            if (origin.kind === 'class') this.#field(origin.node, use.entry.key ?? ANY, kept);
        }
        return;
      case 'item': {
        const targets = targetsOfItem(node, use.list, (from) => this.#plainCallsOf(from));
        if (targets) this.#targets(targets, { inside: [String(use.list.items.indexOf(node)), ...inside], walked });
        else this.follow(use.list, { ...state, inside: [this.#placeIn(use.list, node), ...inside] });
        return;
      }
      case 'option':
        this.hasSubstitute ||= inside.length === 0 && !isLastOption(node, use.choice);
        this.follow(use.choice, state);
        return;
      case 'wrapped':
        if (use.wrapper.operator === 'yield') this.reaches.push({ kind: 'stored', node, path: walked });
        else if (use.wrapper.operator === 'spread') this.follow(use.wrapper, { ...state, inside: inside.slice(1) });
        else this.follow(use.wrapper, state);
        return;
      case 'exported':
        this.#exported(node.model, use.name, kept);
        return;
      case 'field':
        this.#field(use.class, use.field.name, kept);
        return;
      case 'operand':
        if (inside.length === 0) this.reaches.push({ kind: 'examined', node, path: walked });
        else if (isUnion(use.operation)) this.follow(use.operation, state);
        return;
      case 'part':
        if (onlyPart(use.template) === node) this.follow(use.template, state);
        else if (this.flow.throughText && inside.length === 0) this.follow(use.template, { ...state, walked: [] });
        else this.reaches.push({ kind: 'examined', node, path: walked });
        return;
      default:
        if (inside.length === 0) this.reaches.push({ kind: 'examined', node, path: walked });
    }
  }

  /** Of a list that is handed over as arguments, each item has its place; others may be sorted, and what not. */
  #placeIn(list: ListNode, item: Expression): string {
    if (list.use?.as !== 'argument') return ANY;
    const { call, argument } = list.use;
    const made = callByOther(call, this.#resolver.at(call.callee, []))?.arguments ?? [];
    const isSpread = [argument, ...made].some(({ value, spread }) => value === list && spread === 'list');
    return isSpread ? String(list.items.indexOf(item)) : ANY;
  }

  /** `answer.then((value) => …)`, `list.filter((element) => …)`: the function is given the value, or what is in it. */
  #callback(call: CallNode, { inside, walked }: State): boolean {
    const callback = this.isStrict ? callbackOf(call) : undefined;
    if (!callback) return false;
    const { passThroughMethods, elementMethods } = flowFacts(call.model.language);
    const of = walked.slice(0, -1);
    const given = callback.takes === 'element' ? [...of, ANY] : of;
    for (const target of callback.function.parameters[0]?.targets ?? []) {
      if (callback.takes === 'element') this.reads.push({ path: [...given, ...target.path], target });
      this.#targets([target], { inside, walked: given });
    }
    if (passThroughMethods.includes(callback.name)) this.follow(call, { inside, walked: of });
    if (elementMethods.includes(callback.name)) this.follow(call, { inside, walked: given });
    return true;
  }

  #targets(targets: readonly Target[], state: State): void {
    for (const target of targets) {
      const entered = enter(state, target.path);
      if (!entered) continue;
      if (entered.walked.length > state.walked.length) this.reads.push({ path: entered.walked, target });
      this.hasSubstitute ||= target.fallback !== undefined && entered.inside.length === 0;
      this.#binding(target.binding, entered);
    }
  }

  #binding(binding: Binding, given: State): void {
    const { inside, walked, within } = given;
    const state = within === undefined || isOnlyIn(binding, within) ? given : { inside, walked };
    if ((this.isWhole && state.walked.length > 0) || !this.#isNew(binding, state)) return;
    for (const reference of binding.references) this.follow(reference, state);
    if (binding.whole) this.#binding(binding.whole, state);
    for (const next of binding.continued ?? []) this.#binding(next, state);
    for (const exported of named(binding.model, 'exportedBindings', (one) => one === binding.name))
      if ('binding' in exported && exported.binding === binding) this.#exported(binding.model, exported.name, state);
  }

  #member(member: MemberNode, state: State): void {
    const given = givenByMethod(this.#resolver, member, state.inside);
    if (given) this.follow(given.call, { ...state, inside: given.inside });
    if (given && !given.isPerhaps) return;
    const entered = enter(state, [member.property ?? ANY]);
    if (!entered) return;
    const isCallback = member.use?.as === 'callee' && callbackOf(member.use.call) !== undefined;
    if (entered.walked.length > state.walked.length && !isCallback) this.reads.push({ path: entered.walked, member });
    const assignment = this.#project.assignmentTo(member);
    if (assignment && entered.inside.length === 0) this.reaches.push({ kind: 'set', assignment, path: entered.walked });
    this.follow(member, entered);
  }

  /** A container hands it to parameters. */
  #provided(node: Expression, state: State): void {
    for (const { targets } of this.#resolver.injections.takersOf(node)) this.#targets(targets, state);
  }

  /** `isElement`: calls give it as one of several. */
  #returned(from: FunctionNode, given: State, isElement = false): void {
    if (!this.#isNew(from, given)) return;
    const passed = given.within === from && !isElement ? this.#passed.get(from) : undefined;
    if (passed) {
      passed.back.push(given);
      for (const { call, within } of passed.calls) this.follow(call, { ...given, within });
      return;
    }
    const state = { inside: given.inside, walked: given.walked };
    const { use } = from;
    if (use?.as === 'field' && use.field.isGetter) {
      this.#field(use.class, use.field.name, state, use.field.isMethod);
      if (!use.field.isMethod) return;
    }
    if (use?.as === 'entry' && use.entry.accessor) {
      this.follow(use.object, { ...state, inside: [use.entry.key ?? ANY, ...state.inside] });
      return;
    }
    for (const standIn of standInsBy(from)) this.follow(standIn, { ...state, walked: walkedToOriginal(state.walked) });
    // What the function of a `then` gives is what the `then` gives.
    const called = this.isStrict && use?.as === 'argument' ? callbackOf(use.call) : undefined;
    if (called?.function === from && called.takes === 'value' && use?.as === 'argument') {
      this.follow(use.call, state);
      return;
    }
    this.#provided(from, state);
    const takers = from.provides === undefined ? [] : this.#project.parametersOf(from.provides);
    for (const { targets } of takers) this.#targets(targets, state);
    const calls = this.#resolver.callSites.of(from);
    const factories = this.#resolver.callSites.indirect.asFactory(from);
    for (const call of calls)
      this.follow(call, call.isEach || isElement ? { ...state, inside: [ANY, ...state.inside] } : state);
    for (const call of factories) this.#injected(call, state);
    if (this.isStrict && calls.length + factories.length === 0)
      this.reaches.push({ kind: 'stored', node: from, path: state.walked });
    if (use?.as !== 'argument') return;
    this.#keptByType(use.call, state);
    const name = terminalName(use.call.callee) ?? '';
    if (flowFacts(from.model.language).callbackResultFunctions.includes(name)) this.#callbackResult(use.call, state);
  }

  /** All calls of a function that nothing else is done with. */
  #plainCallsOf(from: FunctionNode): readonly CallNode[] | undefined {
    const { use } = from;
    if (use?.as === 'argument' || use?.as === 'entry' || (use?.as === 'field' && use.field.isGetter)) return undefined;
    const { callSites } = this.#resolver;
    return callSites.indirect.asFactory(from).length > 0 ? undefined : callSites.of(from);
  }

  /** `client = Depends(get_client)`, or the same in the parameter's type, which may have a name of its own. */
  #injected(call: CallNode, state: State): void {
    this.follow(call, state);
    const alias = call.use?.as === 'operand' ? call.use.operation.use : undefined;
    const names = alias?.as === 'definition' ? alias.targets.map(({ binding }) => binding.name) : [];
    for (const key of [call, ...names])
      for (const { targets } of this.#project.parametersOf(key)) this.#targets(targets, state);
  }

  /** `useMemo(() => new OpenAI())` is the value, `const getClient = once(() => new OpenAI())` gives it when called. */
  #callbackResult(made: CallNode, state: State): void {
    const calls = new Flow(this.#project, this.#resolver)
      .reaches(made)
      .flatMap((reach) => (reach.kind === 'called' && reach.path.length === 0 ? [reach.call] : []));
    const [at] = this.#resolver.at(made.callee, []).flatMap((callee) => heldAt(made, callee) ?? []);
    const held = at === undefined ? state : { ...state, inside: [at, ...state.inside] };
    for (const call of calls.length > 0 ? calls : [made]) this.follow(call, held);
  }

  #argument(call: CallNode, argument: Argument, node: Expression, state: State): void {
    const facts = flowFacts(call.model.language);
    const callees = this.#resolver.at(call.callee, []);
    const byOther = callByOther(call, callees);
    let isKnown = byOther?.callee === node;
    if (byOther && isKnown && state.inside.length === 0)
      this.reaches.push({ kind: 'called', call: byOther, path: state.walked });
    const handed = byOther?.arguments.find(({ value }) => value === node);
    if (byOther && handed) {
      this.#argument(byOther, handed, node, handed.isElement ? { ...state, inside: state.inside.slice(1) } : state);
      return;
    }
    if (bindsOwn(callees, call)) return;
    const given = givenByFunction(call, argument, callees, state.inside);
    if (given) {
      this.follow(call, { ...state, inside: given.inside });
      return;
    }
    if (call.arguments[0] === argument && facts.argumentMethods?.includes(terminalName(call.callee) ?? '')) {
      this.follow(call, state);
      return;
    }
    // What is made of options by name has each under its name. What one of a package does with them is not followed.
    if (call.isBuilt && argument.name !== undefined && callees.some(({ kind }) => kind === 'class'))
      this.follow(call, { ...state, inside: [argument.name, ...state.inside] });
    for (const callee of callees) {
      const made = callee.kind === 'class' ? this.#resolver.constructorOf(callee.node, call) : undefined;
      const target = callee.kind === 'function' ? callee.node : made;
      if (target && !takes(target, call)) continue;
      const at = call.arguments[0] === argument && node.kind !== 'function' ? heldAt(call, callee) : undefined;
      if (at !== undefined) {
        isKnown = true;
        this.follow(call, { ...state, inside: [at, ...state.inside] });
      } else if (target) {
        isKnown = true;
        const given = this.#pass(call, target, state);
        for (const parameter of target.parameters) {
          const passed = argumentFor(call, parameter);
          if (passed?.value === node) {
            const entered = enter(given, passed.path);
            if (entered) this.#targets(parameter.targets, entered);
            this.hasSubstitute ||= parameter.fallback !== undefined && entered?.inside.length === 0;
          }
          const left = leftOver(target, call, argument, parameter);
          if (left) this.#targets(parameter.targets, { ...given, inside: [...left, ...state.inside] });
        }
      } else if (callee.kind === 'global') {
        const name = callee.path.join('.');
        const through = saidOf(facts.passThroughFunctions, name);
        if (facts.mergeFunctions.includes(name) || (through !== undefined && call.arguments[through] === argument)) {
          isKnown = true;
          this.follow(call, state);
        } else if (facts.harmlessFunctions.includes(name)) isKnown = !this.isStrict;
      } else if (callee.kind === 'external' && call.arguments[0] === argument && isPartial(call, callee)) {
        isKnown = true;
        this.#partial(call, state);
      } else if (
        callee.kind === 'external' &&
        (isPlainCall(callee, facts.passThroughFunctions, call, argument) ||
          facts.eitherFunctions?.includes(dottedName(callee)) ||
          facts.mergeFunctions.includes(dottedName(callee)) ||
          isDeclaredDefault(callee, call, argument))
      ) {
        isKnown = true;
        this.follow(call, state);
      } else if (callee.kind === 'external' && facts.harmlessFunctions.includes(dottedName(callee))) {
        isKnown = !this.isStrict;
      } else if (callee.kind === 'external' && this.flow.passesThrough(callee, call, argument, state.inside)) {
        isKnown = true;
        this.follow(call, { ...state, inside: [] });
      }
    }
    const { inside, walked } = state;
    if (this.#merged(call, argument, state)) isKnown = true;
    const stored = this.#resolver.stores.readsOfLoad(call, argument, inside);
    if (stored) isKnown = true;
    for (const read of stored?.reads ?? []) this.follow(read, { inside: stored?.inside ?? [], walked });
    const shared = isKnown ? undefined : this.#resolver.shared.readsAfter(call, argument);
    if (shared) isKnown = true;
    for (const read of shared ?? []) this.follow(read, { inside, walked });
    if (!isKnown && node.kind !== 'function') isKnown = this.#keptByType(call, { inside, walked });
    if (call.callee.kind === 'super') isKnown = this.#superCall(call, node, { inside, walked });
    if (!isKnown) this.reaches.push({ kind: 'handed', call, argument, path: state.walked });
  }

  /** A container keeps it by its type, and hands it out. */
  #keptByType(call: CallNode, state: State): boolean {
    const takers = this.#resolver.containers.takersOf(call);
    for (const taker of takers?.calls ?? []) this.follow(taker, state);
    for (const { targets } of takers?.parameters ?? []) this.#targets(targets, state);
    return takers !== undefined;
  }

  /** `options.update(more)`: what the value holds lies in the object then. */
  #merged(call: CallNode, argument: Argument, { inside, walked }: State): boolean {
    const merge = mergeOf(call);
    if (!merge?.from.includes(argument)) return false;
    const { into } = merge;
    const kept = { inside: argument.name === undefined ? inside : [argument.name, ...inside], walked };
    if (into.kind === 'self' && into.of?.kind === 'class') {
      const [first = ANY, ...rest] = kept.inside;
      this.#field(into.of, first, { inside: rest, walked });
      return true;
    }
    if (!this.#resolver.at(into, []).some(({ kind }) => kind === 'object')) return false;
    if (into.kind === 'member') this.#assigned(into, kept);
    else if (into.kind === 'reference' && into.binding) this.#binding(into.binding, kept);
    this.follow(into, kept);
    return true;
  }

  /** A function's parameters get the value by a call. What else is handed the function may call it, or keep what it gives. */
  #pass(call: CallNode, target: FunctionNode, { inside, walked, within }: State): State {
    if (target.use?.as === 'argument' || (target.decorators?.length ?? 0) > 0) return { inside, walked };
    const passed = this.#passed.get(target) ?? { calls: [], back: [] };
    this.#passed.set(target, passed);
    if (!passed.calls.some((one) => one.call === call && one.within === within)) {
      passed.calls.push({ call, within });
      for (const state of passed.back) this.follow(call, { ...state, within });
    }
    return { inside, walked, within: target };
  }

  /** `partial(f, model="x")`: each call of what it gives is a call of `f`. */
  #partial(made: CallNode, { inside, walked }: State): void {
    if (inside.length > 0) return;
    const calls = new Flow(this.#project, this.#resolver)
      .reaches(made)
      .flatMap((reach) => (reach.kind === 'called' && reach.path.length === 0 ? [mergedCall(made, reach.call)] : []));
    for (const call of calls.length > 0 ? calls : [mergedCall(made)])
      this.reaches.push({ kind: 'called', call, path: walked });
  }

  #superCall(call: CallNode, node: Expression, state: State): boolean {
    const base = call.callee.kind === 'super' ? call.callee.class?.superclass : undefined;
    for (const origin of base ? this.#resolver.at(base, []) : []) {
      const made = origin.kind === 'class' ? this.#resolver.constructorOf(origin.node, call) : undefined;
      for (const parameter of made?.parameters ?? [])
        if (argumentFor(call, parameter)?.value === node) this.#targets(parameter.targets, state);
      if (made) return true;
    }
    return false;
  }

  #assigned(target: MemberNode, state: State): void {
    for (const read of readsOfSlot(this.#project, target)) this.follow(read, state);
    for (const read of this.#resolver.stores.readsAfter(target)) this.follow(read, state);
    const root = rootOf(target);
    const inside = [...openPathOf(target), ...state.inside];
    if (root.kind === 'self' && root.of?.kind === 'class') {
      const [first, ...rest] = inside;
      this.#field(root.of, first ?? ANY, { ...state, inside: rest });
    } else if (root.kind === 'self' && root.of) this.follow(root.of, { ...state, inside });
    else if (root.kind === 'reference' && root.binding) {
      this.#binding(root.binding, { ...state, inside });
      this.#instanceField(target, state);
    } else if (root.kind === 'reference') this.#global(target, state);
    else this.reaches.push({ kind: 'stored', node: target, path: state.walked });
  }

  /** `Class.instance.client = …`: a field of the class whose instance that is. */
  #instanceField({ object, property }: MemberNode, state: State): void {
    if (property === undefined) return;
    for (const owner of object.kind === 'reference' ? this.#resolver.classes.recordsOf(object) : [])
      if (owner.isRecord || owner.fields.some(({ name, isAssignable }) => isAssignable && name === property))
        this.#field(owner, property, state);
    if (object.kind !== 'member') return;
    for (const origin of this.#resolver.briefly(object))
      if (origin.kind === 'instance') this.#field(origin.class, property, state);
  }

  /** `globalThis.client = …` is read back as `globalThis.client`, in whatever file. */
  #global(target: MemberNode, state: State): void {
    const names = pathOf(target)?.join('.');
    for (const member of this.#project.members.get(target.property ?? '')) {
      const root = rootOf(member);
      if (root.kind === 'reference' && !root.binding && pathOf(member)?.join('.') === names) this.follow(member, state);
    }
  }

  /**
   * Every read of a field of the class, on `this` or on a value that may be an instance of it. `isOnlyRead`: where it is called, that is
   * found as a call.
   */
  #field(part: ClassNode, name: string, state: State, isOnlyRead = false): void {
    const owner = this.#resolver.classes.wholeOf(part);
    // Some field or other: to follow all of them would say nothing.
    if (name === ANY) {
      this.reaches.push({ kind: 'stored', node: owner, path: state.walked });
      return;
    }
    if (!this.#isNew(owner, { ...state, inside: [name, ...state.inside] })) return;
    if (flowFacts(owner.model.language).readsAreCalls) this.#readUsersOf(owner);
    for (const member of this.#project.members.get(name))
      if (!(isOnlyRead && member.use?.as === 'callee') && this.#mayBeInstance(member.object, owner, name))
        this.follow(member, state);
    if (owner.fields.some((field) => field.isEmbedded && field.name === name)) this.#embedded(owner, state);
    for (const read of this.#resolver.stores.readsOfClass(owner, name)) this.follow(read, state);
    for (const { value, target } of this.#project.patterns(name))
      if (this.#mayBeInstance(value, owner, name))
        this.#targets([target], { ...state, inside: [name, ...state.inside] });
  }

  /** Files that use a class, or extend it, need not name anything of what its methods give. */
  #readUsersOf({ use, model }: ClassNode): void {
    for (const { binding } of use?.as === 'definition' ? use.targets : [])
      if (binding.isTopLevel) this.#project.importersOf(model, binding.name);
  }

  /** What is read of instances and is none of the class's own fields is read of the value that it embeds. */
  #embedded(owner: ClassNode, state: State): void {
    const parts = this.#resolver.classes.partsOf(owner);
    const own = new Set(parts.flatMap(({ fields }) => fields.map(({ name }) => name)));
    for (const part of parts)
      for (const node of part.model.expressions)
        if (
          node.kind === 'self' &&
          node.of === part &&
          node.use?.as === 'object' &&
          !own.has(node.use.member.property ?? ANY)
        )
          this.#member(node.use.member, state);
  }

  #mayBeInstance(node: Expression, owner: ClassNode, name: string): boolean {
    if (node.kind === 'self') return node.of?.kind === 'class' && this.#isOrExtends(node.of, owner);
    const origins = this.#resolver.briefly(node);
    if (origins.some((o) => o.kind === 'instance' && this.#isOrExtends(o.class, owner))) return true;
    if (origins.some((o) => o.kind === 'class' && this.#isOrExtends(o.node, owner))) return true;
    if (origins.some((o) => o.kind === 'object' && this.#isWrittenAs(o.node, owner))) return true;
    const type = node.kind === 'reference' ? node.binding?.type : undefined;
    if (owner.name && type?.names.includes(owner.name)) return true;
    const isOpaque = origins.every((o) => o.kind === 'unknown' || o.kind === 'parameter');
    return isOpaque && !type && this.#isOnlyOwner(owner, name);
  }

  /** Whether a literal says that it is an instance of the class. */
  #isWrittenAs({ type }: ObjectNode, owner: ClassNode): boolean {
    const classes = type ? this.#resolver.at(type, []) : [];
    return classes.some((o) => o.kind === 'class' && this.#isOrExtends(o.node, owner));
  }

  #isOrExtends(node: ClassNode, owner: ClassNode, seen = new Set<ClassNode>()): boolean {
    if (node === owner) return true;
    // What a name resolves to may lead round in a circle, as no class itself can.
    if (!node.superclass || seen.has(node)) return false;
    seen.add(node);
    return this.#resolver
      .at(node.superclass, [])
      .some((o) => o.kind === 'class' && this.#isOrExtends(o.node, owner, seen));
  }

  /** Nothing else in the project has a field or key of this name, so that a read of it can mean only this one. */
  #isOnlyOwner(owner: ClassNode, name: string): boolean {
    const owners = this.#project.classes.get(name);
    return !this.#project.objects.has(name) && owners.every((other) => other === owner);
  }

  #exported(model: SourceModel, name: string, state: State, seen = new Set<string>()): void {
    const key = `${model.path}\0${name}`;
    if (seen.has(key)) return;
    seen.add(key);
    for (const read of this.#resolver.stores.readsOfFile(model, name)) this.follow(read, state);
    const isWhole = name === 'module.exports';
    const importers = this.#project.importersOf(model, isWhole ? ANY : name);
    if (importers.length === 0 && !this.#project.isImported(model))
      this.reaches.push({ kind: 'exported', model, name });
    const wrapped: State = isWhole ? state : { ...state, inside: [name, ...state.inside] };
    for (const importer of importers) {
      if (importer.by === 'load') {
        this.follow(importer.node, wrapped);
        if (isWhole) this.follow(importer.node, { ...state, inside: ['default', ...state.inside] });
      } else if (importer.by === 'reexport') {
        if (importer.imported === ANY)
          this.#exported(
            importer.model,
            importer.name === ANY ? name : importer.name,
            importer.name === ANY ? state : wrapped,
            seen,
          );
        else if (importer.imported === name) this.#exported(importer.model, importer.name, state, seen);
      } else if (importer.imported === ANY) {
        this.#binding(importer.binding, wrapped);
      } else if (importer.imported === name || (isWhole && importer.imported === 'default')) {
        this.#binding(importer.binding, state);
      } else if (isWhole) {
        const entered = enter(state, [importer.imported]);
        if (entered) this.#binding(importer.binding, entered);
      }
    }
  }
}

/** Whether an option is what a choice is where nothing else is there. */
export function isLastOption(option: Expression, { operator, options }: ChoiceNode): boolean {
  return operator === 'conditional' || (operator !== 'and' && options.at(-1) === option);
}

/** The function that a method of the language's own calls with the value, or with an element of it. */
function callbackOf(call: CallNode): { name: string; function: FunctionNode; takes: 'element' | 'value' } | undefined {
  const name = terminalName(call.callee) ?? '';
  const takes = saidOf(flowFacts(call.model.language).callbackMethods, name);
  const given = call.arguments[0]?.value;
  return takes && given?.kind === 'function' ? { name, function: given, takes } : undefined;
}

function isPlainCall(
  callee: OriginOf<'external'>,
  through: Record<string, number>,
  call: CallNode,
  argument: Argument,
): boolean {
  const index = through[dottedName(callee)];
  return index !== undefined && call.arguments[index] === argument;
}

/** The state after walking `path` from the followed expression; undefined when the value does not lie that way. */
function enter(state: State, path: Path): State | undefined {
  let { inside, walked } = state;
  for (const name of path) {
    const [first, ...rest] = inside;
    if (first === undefined) {
      if (name !== FIRST_RESULT) walked = [...walked, name];
    } else if (first === name || first === ANY || name === ANY) inside = rest;
    else return undefined;
  }
  return { ...state, inside, walked };
}

/** A name that nothing outside of the function reads, which has another value each time that it is called. */
function isOnlyIn(binding: Binding, within: FunctionNode): boolean {
  const names = [binding, ...(binding.whole ? [binding.whole] : []), ...(binding.continued ?? [])];
  return (
    binding.model === within.model &&
    names.every(
      (one) => !one.isTopLevel && isWithin(one, within) && one.references.every((node) => isWithin(node, within)),
    )
  );
}

/**
 * Where what a call gives has the value that it was given: `useRef(client).current`. Unknown where more of it is taken, which may
 * put another value there: `const [client, setClient] = useState(…)`.
 */
function heldAt({ model, use }: CallNode, callee: Origin): string | undefined {
  const isKnown = callee.kind === 'external' || callee.kind === 'global';
  const at = isKnown ? saidOf(flowFacts(model.language).holdingFunctions, walkedName(callee)) : undefined;
  const isElsewhere = use?.as === 'definition' && use.targets.some(({ path: [first = at] }) => first !== at);
  return isElsewhere ? undefined : at;
}
