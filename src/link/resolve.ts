import { flowFacts, isTextItself } from '../catalog/flow.js';
import { isHttpPackage } from '../catalog/http.js';
import type {
  Binding,
  CallNode,
  ChoiceNode,
  ClassNode,
  Definition,
  Expression,
  FunctionNode,
  MemberNode,
  OperationNode,
  Parameter,
  Path,
  SourceModel,
  Span,
  TemplateNode,
} from '../ir.js';
import { ANY, EACH, EACH_ENTRY, REST } from '../ir.js';
import { isSpread } from '../is-spread.js';
import { named } from '../names.js';
import { Answers } from './answers.js';
import { boundSettings } from './bound-settings.js';
import { argumentFor, type CallSites, leftOver, takes } from './call-sites.js';
import { Calls } from './calls.js';
import { Classes } from './classes.js';
import { dataLoaded } from './data-files.js';
import { decoratedDefaults, optionDefault } from './declared-defaults.js';
import { environmentRead } from './environment-reads.js';
import { isFilledBy } from './filled-objects.js';
import { enclosing, frameAround, isOwnFrame } from './frames.js';
import { frameworkSetting } from './framework-settings.js';
import { handedType } from './handlers.js';
import { injectedInto } from './injected-parameters.js';
import { Injections } from './injections.js';
import { joinedPath } from './joined-paths.js';
import { keysOf, ofKey } from './keyed-reads.js';
import { merged } from './merges.js';
import { Modules } from './modules.js';
import { namedText } from './named-text.js';
import { nothingOf } from './nothing-of.js';
import { Objects } from './objects.js';
import {
  type Frame,
  isNameAt,
  isNothing,
  isOutside,
  isOwnKey,
  type Origin,
  type OriginOf,
  only,
  type Step,
} from './origins.js';
import { openPathOf, type Project } from './project.js';
import { setInFile } from './set-in-file.js';
import { SettingsStores } from './settings-stores.js';
import { SharedEntries } from './shared-entries.js';
import { valueInSlot } from './shared-slots.js';
import { isIndex, keyOf, namesIn, startsWith } from './steps.js';
import { onlyPart } from './texts.js';
import { thereForCertain } from './there-for-certain.js';
import { TypeContainers } from './type-containers.js';

/** Beyond this many steps for one question the answer is `unknown`: a bound on time, not on correctness. */
const MAX_STEPS = 2_000;
const BRIEF_STEPS = 150;
/** A path that only grows (a recursive structure) ends here. */
const MAX_PATH = 12;
/** Questions inside questions: a bound on the call stack. */
const MAX_NESTING = 150;
/** Through how many functions a list is followed that is handed on. */
const MAX_HANDED = 3;

/**
 * Follows values backwards: from an expression to every place where its value may come from, over variables, fields,
 * parameters (with the arguments of each known call), returns, imports and exports.
 */
export class Resolver {
  #steps = 0;
  #nesting = 0;
  #limit = MAX_STEPS;
  /** The questions that are being answered, outermost first. */
  readonly #open: Question[] = [];
  /** What follows from the files that a value leads through, whatever others there are. */
  #kept = new Answers();
  /** What follows from what all files have: who calls a function, say. */
  #current = new Answers();
  #brief = new Map<Expression, Origin[]>();
  /** Files of data, by the call that loads one and the call that this is made for. */
  #data = new Map<CallNode, Map<CallNode | undefined, SourceModel | undefined>>();
  readonly classes: Classes;
  readonly modules: Modules;
  readonly objects: Objects;
  readonly calls: Calls;
  readonly stores: SettingsStores;
  readonly shared: SharedEntries;
  readonly injections: Injections;
  readonly containers: TypeContainers;
  #generation = -1;
  /** Set when a cycle was cut short, so that what is being resolved is not remembered as complete. */
  #isCut = false;

  constructor(
    readonly project: Project,
    readonly callSites: CallSites,
  ) {
    this.classes = new Classes(this);
    this.modules = new Modules(this);
    this.objects = new Objects(this);
    this.calls = new Calls(this);
    this.stores = new SettingsStores(this);
    this.shared = new SharedEntries(this);
    this.injections = new Injections(this);
    this.containers = new TypeContainers(this);
  }

  /** Origins of the value at `names` inside the expression's value. */
  resolve(expression: Expression, names: Path = []): Origin[] {
    return this.at(
      expression,
      names.map((name) => ({ name })),
    );
  }

  /**
   * As `at`, with little effort: for questions that are asked of very many expressions, where not to know is no loss.
   * An answer that the small budget cuts short is not kept for others.
   */
  briefly(expression: Expression): Origin[] {
    if (this.#nesting > 0) return this.at(expression, []);
    // What little effort did not answer is not asked again with as little, whatever file was read since.
    const spent = this.#brief.get(expression);
    if (spent) {
      this.project.looks++;
      this.refresh();
      return this.#known(expression, []) ?? spent;
    }
    this.#limit = BRIEF_STEPS;
    const origins = this.at(expression, []);
    this.#limit = MAX_STEPS;
    // A complete answer is kept as one already.
    if (this.#known(expression, []) !== origins) this.#brief.set(expression, origins);
    return origins;
  }

  /** As `briefly`, and at no other question's cost: for what is looked up once, by whatever question comes first. */
  apart(expression: Expression): Origin[] {
    const [steps, limit, isCut] = [this.#steps, this.#limit, this.#isCut];
    this.#steps = 0;
    this.#limit = BRIEF_STEPS;
    const origins = this.at(expression, []);
    this.#steps = steps;
    this.#limit = limit;
    this.#isCut = isCut;
    return origins;
  }

  /** As `resolve`, for steps of resolution itself: no new budget. */
  at(expression: Expression, path: readonly Step[], frame?: Frame): Origin[] {
    // A new question gets a new budget; what one asks of itself on the way does not.
    if (this.#nesting === 0) this.#steps = 0;
    if (++this.#steps > this.#limit || path.length > MAX_PATH || this.#nesting > MAX_NESTING) {
      this.#isCut = true;
      return [{ kind: 'unknown', node: expression }];
    }
    const own = path.length === 0 ? ownOrigin(expression, frame) : undefined;
    if (own) return [own];
    this.refresh();
    // Within a call, the answer is that call's own.
    const known = frame ? undefined : this.#known(expression, path);
    if (known) return known;

    const question: Question = { expression, path, depth: frame?.depth ?? 0 };
    if (this.#isAsked(question)) {
      this.#isCut = true;
      return [];
    }
    this.#open.push(question);
    const wasCut = this.#isCut;
    this.#isCut = false;
    const { looks } = this.project;
    this.#nesting++;
    const origins = trimmed(unique(this.#dispatch(expression, path, frame)));
    this.#nesting--;
    this.#open.pop();
    const isComplete = !this.#isCut || (this.#nesting === 0 && this.#limit === MAX_STEPS);
    const isOpen = this.#isCut || this.project.looks !== looks;
    if (!frame && isComplete) {
      const answers = isOpen ? this.#current : this.#kept;
      const binding = this.#isCut || !origins.every(isOfNoPlace) ? undefined : bindingOf(expression);
      if (binding) answers.set(binding, namesIn(path), origins);
      else answers.set(expression, keyOf(path), origins);
    }
    this.#isCut = (this.#isCut || wasCut) && this.#nesting > 0;
    return origins;
  }

  /** Whether a question is being answered already. */
  #isAsked(question: Question): boolean {
    for (let index = this.#open.length - 1; index >= 0; index--)
      if (isSame(this.#open[index] as Question, question)) return true;
    return false;
  }

  /** What is known of this place, or of all places that read the same name. */
  #known(expression: Expression, path: readonly Step[]): Origin[] | undefined {
    const binding = bindingOf(expression);
    const key = keyOf(path);
    const names = binding && namesIn(path);
    const kept = this.#kept.get(expression, key) ?? (binding && this.#kept.get(binding, names as string));
    if (kept) return kept;
    const known = this.#current.get(expression, key) ?? (binding && this.#current.get(binding, names as string));
    if (known) this.project.looks++;
    return known;
  }

  /** Gives the memory of all answers back. What is asked after that is worked out again. */
  forget(): void {
    this.#kept = new Answers();
    this.#brief = new Map();
    this.#generation = -1;
    this.refresh();
  }

  /** Forgets what was known before another file was read. */
  refresh(): void {
    if (this.#generation === this.project.generation) return;
    this.#generation = this.project.generation;
    this.#current = new Answers();
    this.#data = new Map();
    this.classes.forget();
  }

  /** How many more values the question that is being answered may look at. */
  get left(): number {
    return this.#nesting > 0 ? this.#limit - this.#steps : Number.POSITIVE_INFINITY;
  }

  /** What is being answered is not complete. */
  cut(): void {
    this.#isCut = true;
  }

  /** Of what `ownOrigin` does not answer. */
  #dispatch(node: Expression, path: readonly Step[], frame?: Frame): Origin[] {
    const [first] = path;
    switch (node.kind) {
      case 'string':
        if (first && isTextItself(node.model.language, first.name)) return this.at(node, path.slice(1));
        return first && isIndex(first) ? [{ kind: 'string', node, derived: true }] : [];
      case 'template': {
        const value = onlyPart(node);
        if (value) return this.#asText(node, value, path, frame);
        return first && node.concatenated && isIndex(first) ? this.#joined(node, path, frame) : [];
      }
      case 'constant':
      case 'function':
        return [];
      case 'reference':
        if (node.binding) return this.binding(node.binding, path, frame, node);
        return this.leaf({ kind: 'global', path: [node.name], calls: [], frame, node }, path);
      case 'self':
        if (node.of?.kind === 'object') return this.objects.object(node.of, path, frame);
        return node.of ? this.objects.self(node.of, path, frame) : [{ kind: 'unknown', node }];
      case 'member':
        return this.#member(node, path, frame);
      case 'call':
        return this.calls.call(node, path, frame);
      case 'module':
        return this.modules.module(node, path, frame);
      case 'object':
        return this.objects.object(node, path, frame);
      case 'list':
        return this.#list(node.items, node, path, frame);
      case 'choice':
        return this.#chosen(node, path, frame);
      case 'wrapper':
        return node.operator === 'yield' ? [{ kind: 'unknown', node }] : this.at(node.value, path, frame);
      case 'class':
        return this.objects.classField(node, path, true, frame);
      case 'operation': {
        if (first && (node.operator === EACH || node.operator === EACH_ENTRY))
          return this.#each(node, first, path.slice(1), frame);
        const joined = joinedPath(this, node, frame);
        return joined ? this.leaf(joined, path) : this.calls.united(node, path, frame);
      }
      default:
        return [{ kind: 'unknown', node }];
    }
  }

  /** An element, or what lies under a key, of what is made of a body for each value of a loop. */
  #each({ operator, operands }: OperationNode, first: Step, rest: readonly Step[], frame?: Frame): Origin[] {
    const [key, value] = operands.slice(-2);
    const body = operands.at(-1) as Expression;
    if (operator === EACH) return isIndex(first) ? this.at(body, rest, frame) : [{ kind: 'unknown', node: body }];
    return key && value ? ofKey(this, this.at(value, rest, frame), key, first, frame) : [];
  }

  /** A text that is nothing but a value: what that is, or at least a text where that is not known. */
  #asText(node: TemplateNode, value: Expression, path: readonly Step[], frame?: Frame): Origin[] {
    const origins = this.at(value, path, frame);
    return path.length === 0 && origins.every(isOutside) ? [{ kind: 'template', node, frame }] : origins;
  }

  #chosen({ operator, options }: ChoiceNode, path: readonly Step[], frame?: Frame): Origin[] {
    const givesWay = operator === 'or' || operator === 'nullish';
    return options.flatMap((option, index) => {
      const origins = this.at(option, path, frame);
      return givesWay && index < options.length - 1 ? origins.filter((origin) => !isNothing(origin)) : origins;
    });
  }

  /** `+` joins lists too; which of them an element came from is not known. */
  #joined(node: TemplateNode, path: readonly Step[], frame?: Frame): Origin[] {
    const lists = node.parts.filter((part) => part.kind !== 'string');
    return lists.flatMap((part) => this.at(part, [{ name: ANY }, ...path.slice(1)], frame));
  }

  #member(node: MemberNode, path: readonly Step[], frame?: Frame): Origin[] {
    const shared = valueInSlot(this.project, node);
    if (shared) return this.at(shared, path);
    if (node.property !== undefined) {
      const form = node.key ? 'text' : 'name';
      const step: Step = { name: node.property, site: { model: node.model, span: node.propertySpan, form } };
      if (node.use?.as === 'callee' && flowFacts(node.model.language).readsAreCalls) step.isCalled = true;
      const origins = inherited(node, this.at(node.object, [step, ...path], frame));
      const added = node.extension && origins.every(isOutside) ? this.#extension(node.extension, path, node) : [];
      if (added.length > 0) return added;
      const entry = origins.every(isOutside) ? this.shared.taken(node) : undefined;
      if (entry) return this.at(entry, path);
      const isTwofold = origins.some((o) => isNameAt(o, step)) && origins.some((o) => isOwnKey(o, step));
      if (!isTwofold) return origins;
      return origins.map((o) => (o.kind === 'environment' && isNameAt(o, step) ? { ...o, isTwofold } : o));
    }
    return this.entries(node.object, node.key ? this.at(node.key, [], frame) : [], path, frame);
  }

  /** What a module adds to values of other types under a name. */
  #extension(extension: Binding, path: readonly Step[], node: MemberNode): Origin[] {
    const known = this.binding(extension, path, undefined, node);
    return only(known, 'external').length > 0 ? known : [];
  }

  /** What lies in `object` under the keys. Where one is only known when the program runs, it may be any entry. */
  entries(object: Expression, keys: readonly Origin[], path: readonly Step[], frame?: Frame): Origin[] {
    const names = only(keys, 'string');
    const found = names.flatMap(({ node: { value, model, inner } }) =>
      this.at(object, [{ name: value, site: { model, span: inner, form: 'text' } }, ...path], frame),
    );
    if (names.length === 0) {
      const numbered = this.#numbered(object, keys, path, frame);
      return numbered.length > 0 ? numbered : this.at(object, [{ name: ANY }, ...path], frame);
    }
    const isTable = !keys.every(isFixed) && this.at(object, [], frame).some(({ kind }) => kind === 'object');
    const all = isTable ? this.at(object, [{ name: ANY }, ...path], frame) : [];
    return [...found, ...all.filter(({ kind }) => kind !== 'unknown')];
  }

  /** `MODELS[0]`: one item of a list that is written, or one part of a text. */
  #numbered(object: Expression, keys: readonly Origin[], path: readonly Step[], frame?: Frame): Origin[] {
    const [key, ...others] = keys;
    if (key?.kind !== 'constant' || typeof key.node.value !== 'number' || others.length > 0) return [];
    const isList = this.at(object, [], frame).every((one) => one.kind === 'list' || ('derived' in one && one.derived));
    return isList ? this.at(object, [{ name: String(key.node.value) }, ...path], frame) : [];
  }

  /** The string literals that an expression may be. */
  strings(node: Expression, frame?: Frame) {
    return this.at(node, [], frame).flatMap((origin) => (origin.kind === 'string' ? [origin.node] : []));
  }

  binding(binding: Binding, path: readonly Step[], frame: Frame | undefined, node: Expression): Origin[] {
    let origins = binding.definitions.flatMap((definition) => this.definition(binding, definition, path, frame, node));
    // What code sets a variable of the environment to may be read from another one: that is the setting's own affair.
    const isVariable = origins.some((origin) => origin.kind === 'environment');
    for (const one of [binding, ...(binding.whole ? [binding.whole] : (binding.versions ?? []))]) {
      for (const assignment of this.project.assignmentsOf(one)) {
        const assigned = this.assigned(assignment.target, assignment.value, path);
        if (assigned.length === 0) continue;
        origins = origins.filter((origin) => !isFilledBy(assignment, origin));
        origins.push(...assigned.filter((origin) => !isVariable || origin.kind !== 'environment'));
      }
      if (path.length > 0) for (const merge of this.project.mergesInto(one)) origins.push(...merged(this, merge, path));
    }
    if (path[0]?.name === ANY)
      for (const reference of binding.references) origins.push(...this.appended(reference, path.slice(1)));
    return origins;
  }

  /** What an assignment gives to what lies at the path in that of which something is set. */
  assigned(target: MemberNode, value: Expression, path: readonly Step[], frame?: Frame): Origin[] {
    const names = openPathOf(target);
    if (!startsWith(path, names)) return [];
    const all = this.at(value, path.slice(names.length), frame);
    const origins = path.length === names.length ? thereForCertain(target, value, all) : all;
    return keysOf(target).reduce(
      (found, key, index) => (key ? ofKey(this, found, key, path[index] as Step, frame) : found),
      origins,
    );
  }

  /** `list.push(value)`: what is added to a list after it is made, by a function that it is handed to, too. */
  appended(list: Expression, path: readonly Step[], handed = 0): Origin[] {
    const { use, model } = list;
    if (use?.as === 'argument' && handed < MAX_HANDED)
      return parametersFor(use.call, list, only(this.briefly(use.call.callee), 'function'))
        .flatMap(({ references }) => references)
        .flatMap((reference) => this.appended(reference, path, handed + 1));
    if (use?.as !== 'object' || use.member.use?.as !== 'callee') return [];
    if (!flowFacts(model.language).appendMethods.includes(use.member.property ?? '')) return [];
    return use.member.use.call.arguments.flatMap(({ value, spread }) =>
      this.at(value, spread ? [{ name: ANY }, ...path] : path),
    );
  }

  /** What one of the places at which a name gets its value gives to it. */
  definition(
    binding: Binding,
    definition: Definition,
    path: readonly Step[],
    frame: Frame | undefined,
    node: Expression,
  ): Origin[] {
    switch (definition.from) {
      case 'unknown':
        return [{ kind: 'unknown', node }];
      case 'import':
        return this.modules.imported(binding.model, definition, path, node);
      case 'value': {
        const whole = [...this.#patternSteps(binding, definition), ...path];
        const own = isOwnFrame(frame, definition.value) ? frame : frameAround(frame, definition.value);
        const origins = this.at(definition.value, whole, own);
        if (definition.fallback) origins.push(...this.at(definition.fallback, path, own));
        return definition.fallback ? origins.filter((o) => o.kind !== 'absent') : origins;
      }
      case 'parameter':
        return this.#parameter(binding, definition, path, frame, node);
    }
  }

  #patternSteps(binding: Binding, definition: { path: Path; keySpan?: Span; shorthand?: true }): Step[] {
    return definition.path.map((name, index) => {
      const isLast = index === definition.path.length - 1;
      if (!isLast || !definition.keySpan) return { name };
      const form = definition.shorthand ? 'shorthand' : 'name';
      return { name, site: { model: binding.model, span: definition.keySpan, form } };
    });
  }

  #parameter(
    binding: Binding,
    definition: Extract<Definition, { from: 'parameter' }>,
    path: readonly Step[],
    frame: Frame | undefined,
    node: Expression,
  ): Origin[] {
    const { parameter, function: owner } = definition;
    const whole = [...this.#patternSteps(binding, definition), ...path];
    const origins: Origin[] = [];
    const within = enclosing(frame, owner);
    const calls = within ? [within.call] : this.callSites.of(owner);
    let isMissing = false;
    for (const call of calls) {
      if (parameter.rest) {
        origins.push(...this.#leftOver(owner, call, parameter, whole, within?.outer));
        continue;
      }
      const passed = argumentFor(call, parameter);
      if (passed)
        origins.push(...this.at(passed.value, [...passed.path.map((name) => ({ name })), ...whole], within?.outer));
      else if (parameter.takesNamed && call.arguments.some(({ name, spread }) => name ?? spread === 'mapping'))
        origins.push(...this.#leftOver(owner, call, parameter, whole, within?.outer));
      else isMissing = true;
    }
    const received = this.callSites.callbackArgument(owner, parameter);
    if (received)
      origins.push(...this.at(received.value, [...received.path.map((name) => ({ name })), ...whole], frame));
    else if (parameter.type?.metadata) origins.push(...this.injections.provided(parameter, whole));
    const injected = within ? undefined : injectedInto(this, binding, parameter, whole, node);
    if (!received && !injected && calls.length === 0 && origins.length === 0)
      origins.push(...this.containers.given(parameter, owner, whole, node));
    if (!received && !injected && calls.length === 0 && origins.length === 0)
      origins.push(...this.#typed(binding, parameter, owner, whole, node));
    origins.push(...(injected ?? []), ...decoratedDefaults(this, owner, parameter, whole));
    if (parameter.fallback && !injected && (isMissing || calls.length === 0 || !within))
      origins.push(...this.at(parameter.fallback, whole, frame));
    if (!definition.fallback) return origins;
    return [...origins.filter((o) => o.kind !== 'absent'), ...this.at(definition.fallback, path, frame)];
  }

  /** What a call hands to the parameter that takes the rest of its arguments. */
  #leftOver(owner: FunctionNode, call: CallNode, parameter: Parameter, path: readonly Step[], frame?: Frame): Origin[] {
    const origins = call.arguments.flatMap((argument) => {
      const inside = leftOver(owner, call, argument, parameter);
      if (!inside || !startsWith(path, inside)) return [];
      return this.at(argument.value, path.slice(inside.length), frame);
    });
    if (origins.length > 0 || path.length === 0) return origins;
    return [{ kind: 'absent', node: nothingOf(call), missing: path.map((step) => step.name) }];
  }

  /** A parameter without a known caller: its type may still say that it reads the environment. */
  #typed(
    binding: Binding,
    parameter: Extract<Definition, { from: 'parameter' }>['parameter'],
    owner: FunctionNode,
    path: readonly Step[],
    node: Expression,
  ): Origin[] {
    const written = parameter.type?.names[0];
    const { environment } = flowFacts(binding.model.language);
    const isRead = (name?: string) => name !== undefined && environment.some((read) => read.type === name);
    // What a platform hands over is what it is, whatever the program calls its type.
    const type = isRead(written) ? written : (handedType(this, owner, parameter) ?? written);
    if (isRead(type)) return this.leaf({ kind: 'external', package: `type:${type}`, path: [], calls: [], node }, path);
    const bound = boundSettings(this, parameter, path, node);
    if (bound) return bound;
    const provided = written === undefined ? [] : this.project.providersOf(written);
    if (provided.length > 0) return provided.flatMap(({ returns }) => returns.flatMap((one) => this.at(one, path)));
    const open: Origin = { kind: 'parameter', parameter, function: owner, node };
    if (!type || path.length === 0) return [open];
    const declared = named(binding.model, 'bindings', (name) => name === type).flatMap((one) =>
      this.binding(one, [], undefined, node),
    );
    // What makes requests does so whoever made it: a container hands it over.
    const [made] = only(declared, 'external').filter((one) => isHttpPackage(node.model.language, one.package));
    if (made) return this.leaf({ ...made, path: [...made.path, 'prototype'] }, path);
    // What is handed over is one of the project's own classes: its fields have defaults.
    const classes = declared.flatMap((one) => (one.kind === 'class' ? [one.node] : []));
    return [open, ...classes.flatMap((one) => this.objects.instance(one, path))];
  }

  /** A value of a package or a global, with the rest of the path walked on it. */
  leaf(origin: Extract<Origin, { kind: 'external' | 'global' }>, path: readonly Step[]): Origin[] {
    const read = environmentRead(this, origin, path);
    if (read) return origin.kind === 'global' ? [...read, ...setInFile(this, origin, read)] : read;
    const setting = frameworkSetting(this, origin, path);
    if (setting) return setting;
    const data = path.length > 0 ? this.#dataLoaded(origin) : undefined;
    if (data) return this.modules.exported(data, path, origin.node);
    if (origin.kind === 'external') {
      const defaults = optionDefault(this, this.project, origin, path);
      if (defaults) return [...defaults, walkedTo(origin, path)];
      const held = this.stores.held(origin, path);
      if (held) return held;
    }
    const walked = walkedTo(origin, path);
    const named = origin.kind === 'external' && namedText(origin, walked.path);
    return [named || walked];
  }

  /** Looked up once for a call, as it is made from another one: a helper that loads files is asked for very often. */
  #dataLoaded(origin: OriginOf<'external'> | OriginOf<'global'>): SourceModel | undefined {
    const call = origin.calls.at(-1);
    if (!call) return undefined;
    this.project.looks++;
    const from = origin.frame?.call;
    const known = this.#data.get(call) ?? new Map<CallNode | undefined, SourceModel | undefined>();
    this.#data.set(call, known);
    if (!known.has(from)) {
      // Not at the cost of the question that is the first to ask.
      const steps = this.#steps;
      known.set(from, undefined).set(from, dataLoaded(this, this.project, origin));
      this.#steps = steps;
    }
    return known.get(from);
  }

  #list(items: readonly Expression[], node: Expression, path: readonly Step[], frame?: Frame): Origin[] {
    const [first, ...rest] = path;
    if (!first) return node.kind === 'list' ? [{ kind: 'list', node, frame }] : [];
    const from = REST.exec(first.name)?.[1];
    if (from !== undefined) return this.#list(items.slice(Number(from)), node, rest, frame);
    if (!isIndex(first)) return [];
    const spread = items.some(isSpread);
    const index = Number(first.name);
    const chosen = first.name === ANY || spread ? items : items.slice(index, index + 1);
    return chosen.flatMap((item) =>
      isSpread(item) ? this.at(item.value, [{ name: ANY }, ...rest], frame) : this.at(item, rest, frame),
    );
  }

  /** The constructor that `new C` runs: the class's own, or the nearest inherited one. Of several, one that takes what the call gives. */
  constructorOf(node: ClassNode, call?: CallNode, seen = new Set<ClassNode>()): FunctionNode | undefined {
    const own = node.constructor_;
    if (own || !node.superclass || seen.has(node))
      return own && call ? [own, ...(own.overloads ?? [])].find((one) => takes(one, call)) : own;
    seen.add(node);
    for (const base of this.at(node.superclass, []))
      if (base.kind === 'class') return this.constructorOf(base.node, call, seen);
    return undefined;
  }
}

interface Question {
  expression: Expression;
  path: readonly Step[];
  /** How many calls have been entered. */
  depth: number;
}

/** What a method that the project does not have gives is read where it is named, and not where its class is extended. */
function inherited(node: MemberNode, origins: Origin[]): Origin[] {
  if (node.object.kind !== 'self' || !flowFacts(node.model.language).readsAreCalls) return origins;
  return origins.map((one) => (one.kind === 'external' && one.node.use?.as === 'superclass' ? { ...one, node } : one));
}

/** Asked very often: a closure in it would be made each time. */
function isSame(one: Question, other: Question): boolean {
  if (one.expression !== other.expression || one.depth !== other.depth) return false;
  if (one.path.length !== other.path.length) return false;
  for (let index = 0; index < one.path.length; index++)
    if (one.path[index]?.name !== other.path[index]?.name) return false;
  return true;
}

/** What is where it is written, with nothing to be followed: most questions are about such values. */
function ownOrigin(node: Expression, frame: Frame | undefined): Origin | undefined {
  switch (node.kind) {
    case 'string':
    case 'constant':
    case 'class':
      return { kind: node.kind, node } as Origin;
    case 'template':
      return onlyPart(node) ? undefined : { kind: node.kind, node, frame };
    case 'object':
    case 'list':
    case 'function':
      return { kind: node.kind, node, frame } as Origin;
    default:
      return undefined;
  }
}

function bindingOf(expression: Expression): Binding | undefined {
  return expression.kind === 'reference' ? expression.binding : undefined;
}

/** Whether an origin is the same for all places that read the name: it says nothing of where it is read, or by which steps. */
function isOfNoPlace(origin: Origin): boolean {
  switch (origin.kind) {
    case 'class':
    case 'function':
    case 'instance':
    case 'object':
    case 'list':
    case 'template':
    case 'constant':
      return true;
    case 'string':
      return !origin.node.isNamed;
    default:
      return false;
  }
}

/** A key that is written, or nothing. */
function isFixed(key: Origin): boolean {
  return key.kind === 'string' ? !key.isDefault : key.kind === 'constant' || key.kind === 'absent';
}

/** Answers are kept, and a list that was added to has room for many more. */
function trimmed(origins: Origin[]): Origin[] {
  return origins.length === 0 ? origins : origins.slice();
}

function unique(origins: Origin[]): Origin[] {
  if (origins.length < 2) return origins;
  const seen = new Set<unknown>();
  return origins.filter((origin) => {
    const key =
      origin.kind === 'instance'
        ? origin.class
        : origin.kind === 'environment'
          ? (origin.sites[0]?.span ?? origin.node)
          : origin.kind === 'external' || origin.kind === 'global'
            ? origin
            : origin.node;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

function walkedTo<O extends Extract<Origin, { kind: 'external' | 'global' }>>(origin: O, path: readonly Step[]): O {
  // Answers are kept: a list that grows by a spread takes room for sixteen more.
  return { ...origin, path: origin.path.concat(path.map((step) => step.name)) };
}

/** The names that functions have for what a call hands to them. */
function parametersFor(call: CallNode, value: Expression, callees: readonly OriginOf<'function'>[]): Binding[] {
  return callees
    .flatMap(({ node }) => node.parameters)
    .filter((parameter) => argumentFor(call, parameter)?.value === value)
    .flatMap(({ targets }) => targets.flatMap(({ binding, path }) => (path.length === 0 ? [binding] : [])));
}
