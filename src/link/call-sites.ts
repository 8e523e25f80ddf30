import { flowFacts, saidOf } from '../catalog/flow.js';
import type { Argument, CallNode, ClassNode, Expression, FunctionNode, Parameter, Path, SourceModel } from '../ir.js';
import { ANY } from '../ir.js';
import { isSpread } from '../is-spread.js';
import { named } from '../names.js';
import { IndirectCalls } from './indirect-calls.js';
import type { Origin } from './origins.js';
import type { Importer, Project } from './project.js';
import type { Resolver } from './resolve.js';

/** To read a file is as much work as to look at so many values. */
const STEPS_OF_A_FILE = 10;

/** The value that a call passes for a parameter: an argument, or what lies at `path` inside a spread one. */
export function argumentFor(call: CallNode, parameter: Parameter): { value: Expression; path: Path } | undefined {
  if (parameter.rest) return undefined;
  if (parameter.takesBlock) {
    const block = call.arguments.find(({ isBlock }) => isBlock);
    return block && { value: block.value, path: [] };
  }
  if (parameter.name !== undefined) {
    const named = call.arguments.find((argument) => argument.name === parameter.name);
    if (named) return { value: named.value, path: [] };
  }
  if (parameter.index !== undefined) {
    const positional = call.arguments.filter((a) => a.name === undefined && a.spread !== 'mapping' && !a.isBlock);
    for (const [index, argument] of positional.entries()) {
      if (argument.spread && mayHave(argument.value, parameter.index - index))
        return { value: argument.value, path: [String(parameter.index - index)] };
      if (index === parameter.index) return { value: argument.value, path: argument.isElement ? [ANY] : [] };
    }
  }
  const mapping = call.arguments.find((argument) => argument.spread === 'mapping');
  return mapping && parameter.name !== undefined ? { value: mapping.value, path: [parameter.name] } : undefined;
}

/** Whether a call may mean the function, where it says by the number of its arguments which one of a name it means. */
export function takes({ isExact, parameters }: FunctionNode, { arguments: given, isBuilt }: CallNode): boolean {
  if (!isExact || isBuilt || given.some(({ spread }) => spread)) return true;
  const isOpen = parameters.some(({ rest }) => rest);
  return isOpen ? given.length >= parameters.length - 1 : given.length === parameters.length;
}

/** Whether a list may have an item at the place: a shorter one that is written has none. */
function mayHave(list: Expression, at: number): boolean {
  return list.kind !== 'list' || at < list.items.length || list.items.some(isSpread);
}

/**
 * Where an argument lies in the parameter that takes what no other does (`**options`): a path of its name, or none for
 * a spread one. Undefined when it does not go there.
 */
export function leftOver(
  owner: FunctionNode,
  call: CallNode,
  argument: Argument,
  parameter: Parameter,
): Path | undefined {
  const takesNamed = parameter.takesNamed && !argumentFor(call, parameter);
  if (parameter.rest === 'mapping' || takesNamed) {
    if (argument.spread === 'mapping') return [];
    if (argument.name === undefined) return undefined;
    return owner.parameters.some((one) => one.name === argument.name && !one.rest) ? undefined : [argument.name];
  }
  if (parameter.rest !== 'list' || argument.name !== undefined || argument.spread === 'mapping') return undefined;
  const index = call.arguments.filter((one) => one.name === undefined).indexOf(argument);
  const named = owner.parameters.filter((one) => one.index !== undefined && !one.rest).length;
  return index >= named ? [String(index - named)] : undefined;
}

/** With so much more effort left it is worth looking again for what was cut short. */
const LITTLE_MORE = 1.25;

interface Callers {
  calls: readonly CallNode[];
  /** They were cut short where this is not infinite: a question that has more steps left looks for them again. */
  enoughFor: number;
}

/** Who calls a function. Calls are looked up by the names that the function goes by, then resolved to be sure. */
export class CallSites {
  resolver!: Resolver;
  readonly indirect: IndirectCalls;
  #known = new Map<FunctionNode, Callers>();
  #generation = -1;
  /** Whether the callers that are being looked for were cut short, and how many functions' callers are. */
  #isShort = false;
  #depth = 0;

  constructor(readonly project: Project) {
    this.indirect = new IndirectCalls(project, () => this.resolver);
  }

  of(node: FunctionNode): readonly CallNode[] {
    this.project.looks++;
    if (this.#generation !== this.project.generation) {
      this.#generation = this.project.generation;
      this.#known = new Map();
    }
    const { left } = this.resolver;
    const known = this.#known.get(node);
    if (known && left <= known.enoughFor) {
      if (known.enoughFor < Number.POSITIVE_INFINITY) this.#cutShort();
      return known.calls;
    }
    // A function whose callers are being looked for has none yet: recursion ends here.
    this.#known.set(node, { calls: [], enoughFor: Number.POSITIVE_INFINITY });
    const around = this.#isShort;
    this.#isShort = false;
    this.#depth++;
    const calls = this.#callsOf(node);
    this.#depth--;
    this.#known.set(node, { calls, enoughFor: this.#isShort ? left * LITTLE_MORE : Number.POSITIVE_INFINITY });
    this.#isShort = this.#depth > 0 && (this.#isShort || around);
    return calls;
  }

  #callsOf(node: FunctionNode): CallNode[] {
    const names = this.namesOf(node);
    const { indirect } = this;
    return [
      ...(node.use?.as === 'callee' ? [node.use.call] : []),
      ...this.#superCalls(names, node),
      ...this.#callsByBases(node),
      ...this.#callsNamed(names, node),
      ...indirect.ofPartial(node),
      ...indirect.byMethod(node),
      ...indirect.byOthers(node, names),
      ...indirect.byMethods(node),
    ];
  }

  #superCalls(names: ReadonlySet<string>, node: FunctionNode): CallNode[] {
    if (!isConstructor(node)) return [];
    const calls = this.project.extending(names).flatMap((subclass) => this.project.superCallsIn(subclass));
    return calls.filter((call) => this.#isCallOf(call, node));
  }

  /** A class makes one of those that extend it: `self.class.new`. */
  #callsByBases(node: FunctionNode): CallNode[] {
    const { owner } = node;
    if (owner?.constructor_ !== node) return [];
    const found: CallNode[] = [];
    const bases = new Set(this.resolver.classes.basesOf(owner));
    for (const base of bases) {
      for (const call of this.project.calls.get(base.name ?? ''))
        if (
          call.isOfHeirs &&
          this.resolver.at(call.callee, []).some((one) => one.kind === 'class' && one.node === base)
        )
          found.push(call);
      for (const next of this.resolver.classes.basesOf(base)) if (next !== owner) bases.add(next);
    }
    return found;
  }

  #callsNamed(names: ReadonlySet<string>, node: FunctionNode): CallNode[] {
    const found: CallNode[] = [];
    for (const name of names)
      for (const call of this.project.calls.get(name)) {
        // The others cannot be looked at any more either: a name like `run` has thousands.
        if (this.resolver.left <= 0) {
          this.#cutShort();
          return found;
        }
        if (this.#isCallOf(call, node)) found.push(call);
      }
    return found;
  }

  /** What is being answered is not complete, and neither is what is looked for here. */
  #cutShort(): void {
    this.#isShort = true;
    this.resolver.cut();
  }

  #isCallOf(call: CallNode, node: FunctionNode): boolean {
    if (call.callee.kind === 'super') {
      const base = call.callee.class?.superclass;
      return base !== undefined && this.resolver.at(base, []).some((one) => this.#runs(one, node, call));
    }
    return this.resolver.at(call.callee, []).some((one) => this.#runs(one, node, call));
  }

  /** Whether a call of it runs the function: itself, or as the constructor of a class that has it, or inherits it. */
  #runs(called: Origin, node: FunctionNode, call: CallNode): boolean {
    if (called.kind === 'function') return called.node === node && takes(node, call);
    return called.kind === 'class' && this.resolver.constructorOf(called.node, call) === node;
  }

  /** The last names in callees that may mean this function. */
  namesOf(node: FunctionNode): Set<string> {
    const names = new Set<string>();
    const owner = node.owner;
    if (owner && isConstructor(node)) {
      const classes = new Set([owner]);
      for (const one of classes) {
        const own = new Set<string>();
        this.#collect(one, own);
        for (const name of own) names.add(name);
        for (const heir of this.#heirsOfConstructor(one, own)) classes.add(heir);
      }
    } else this.#collect(node, names);
    return names;
  }

  /** `node`: the function, or a call that gives it. */
  #collect(node: FunctionNode | ClassNode | CallNode, names: Set<string>): void {
    if (node.kind !== 'call' && node.name) names.add(node.name);
    const { use } = node;
    if (use?.as === 'definition')
      for (const { binding } of use.targets) {
        names.add(binding.name);
        for (const exported of named(binding.model, 'exportedBindings', (one) => one === binding.name))
          if ('binding' in exported && exported.binding === binding) this.#aliases(binding.model, exported.name, names);
      }
    else if (use?.as === 'exported') this.#aliases(node.model, use.name, names);
    else if (use?.as === 'entry' && use.entry.key) names.add(use.entry.key);
    else if (use?.as === 'field') names.add(use.field.name);
    else if (use?.as === 'assignment' && use.assignment.target.property) names.add(use.assignment.target.property);
    else if (use?.as === 'argument') this.#parameterNames(use.call, node, names);
    else if (use?.as === 'returned') for (const call of this.of(use.from)) this.#collect(call, names);
  }

  /** A function handed to another one is called there by the parameter's name. */
  #parameterNames(call: CallNode, node: Expression, names: Set<string>): void {
    for (const target of this.resolver.at(call.callee, [])) {
      if (target.kind !== 'function') continue;
      for (const parameter of target.node.parameters)
        if (argumentFor(call, parameter)?.value === node)
          for (const { binding } of parameter.targets) names.add(binding.name);
    }
  }

  /** The local names under which other files import an export, followed through re-exports. */
  #aliases(model: SourceModel, name: string, names: Set<string>, seen = new Set<string>()): void {
    const key = `${model.path}\0${name}`;
    if (seen.has(key)) return;
    seen.add(key);
    if (name !== 'default' && name !== 'module.exports') names.add(name);
    for (const importer of this.#importersOf(model, name === 'module.exports' ? ANY : name)) {
      const isWhole = importer.by !== 'load' && importer.imported === ANY;
      if (importer.by === 'binding' && (importer.imported === name || isWhole || name === 'module.exports'))
        names.add(importer.binding.name);
      else if (importer.by === 'reexport' && (importer.imported === name || isWhole))
        this.#aliases(importer.model, importer.name === ANY ? name : importer.name, names, seen);
      else if (importer.by === 'load' && importer.node.use?.as === 'definition')
        for (const { binding } of importer.node.use.targets) names.add(binding.name);
    }
  }

  /** A question that could not look at so many callers does not have their files read either. */
  #importersOf(model: SourceModel, name: string): readonly Importer[] {
    const cost = this.project.unreadImportersOf(model, name) * STEPS_OF_A_FILE;
    if (cost <= this.resolver.left) return this.project.importersOf(model, name);
    this.#cutShort();
    return this.project.knownImportersOf(model);
  }

  /** Subclasses without a constructor of their own: `new Sub(x)` runs this one. `names`: those that the class goes by. */
  #heirsOfConstructor(node: ClassNode, names: ReadonlySet<string>): ClassNode[] {
    return this.project
      .extending(names)
      .filter(
        (subclass) =>
          !subclass.constructor_ &&
          subclass.superclass &&
          this.resolver.at(subclass.superclass, []).some((o) => o.kind === 'class' && o.node === node),
      );
  }

  /** What a callback's parameter gets from the method it is handed to: an element of the list in `list.map(x => …)`. */
  callbackArgument(node: FunctionNode, parameter: Parameter): { value: Expression; path: Path } | undefined {
    if (node.use?.as !== 'argument' || parameter.index !== 0) return undefined;
    const { callee } = node.use.call;
    if (callee.kind !== 'member' || callee.property === undefined) return undefined;
    const gets = saidOf(flowFacts(node.model.language).callbackMethods, callee.property);
    return gets && { value: callee.object, path: gets === 'element' ? [ANY] : [] };
  }
}

function isConstructor(node: FunctionNode): boolean {
  const first = node.owner?.constructor_;
  return first !== undefined && (first === node || first.overloads?.includes(node) === true);
}
