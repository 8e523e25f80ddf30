import { flowFacts } from '../catalog/flow.js';
import type {
  Binding,
  CallNode,
  ChoiceNode,
  ClassNode,
  Definition,
  Expression,
  Field,
  FunctionNode,
  MemberNode,
  ModuleNode,
  ObjectNode,
  Parameter,
  Path,
  SourceModel,
  Span,
  StringNode,
  TemplateNode,
} from '../ir.js';
import { ANY, FIRST_RESULT } from '../ir.js';
import { filesOf } from '../languages/front-end.js';
import { named } from '../names.js';
import { Answers } from './answers.js';
import { argumentFor, type CallSites, leftOver } from './call-sites.js';
import { callOf, handedFunction } from './calls-by-others.js';
import { Classes } from './classes.js';
import { dataLoaded } from './data-files.js';
import { declaredDefault, decoratedDefaults, optionDefault } from './declared-defaults.js';
import { environmentRead } from './environment-reads.js';
import { exportsNamed, OPEN_EXPORTS } from './exports-named.js';
import { enclosing, frameAround, isOwnFrame } from './frames.js';
import { handedType } from './handlers.js';
import { namedText } from './named-text.js';
import {
  dottedName,
  type Frame,
  isNothing,
  type Origin,
  type OriginOf,
  only,
  type Site,
  type Step,
} from './origins.js';
import { mergedCall, partialOf } from './partial-calls.js';
import { openPathOf, type Project } from './project.js';
import { resolveSchemaCall } from './schemas.js';
import { settingsField } from './settings-classes.js';

/** Beyond this many steps for one question the answer is `unknown`: a bound on time, not on correctness. */
const MAX_STEPS = 2_000;
const BRIEF_STEPS = 150;
const MAX_DEPTH = 6;
/** A path that only grows (a recursive structure) ends here. */
const MAX_PATH = 12;
/** Questions inside questions: a bound on the call stack. */
const MAX_NESTING = 150;
/** What more places give to a field is not one setting. */
const MAX_GIVEN = 12;
/** Origins that are text or lists of text, which the language's own methods work on. */
const PLAIN_VALUES = new Set<Origin['kind']>(['string', 'environment', 'template', 'list', 'object']);

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
  readonly #exporting = new Set<string>();
  /** What follows from the files that a value leads through, whatever others there are. */
  #kept = new Answers();
  /** What follows from what all files have: who calls a function, say. */
  #current = new Answers();
  #brief = new Map<Expression, Origin[]>();
  /** Files of data, by the call that loads one and the call that this is made for. */
  #data = new Map<CallNode, Map<CallNode | undefined, SourceModel | undefined>>();
  readonly classes: Classes;
  #generation = -1;
  /** Set when a cycle was cut short, so that what is being resolved is not remembered as complete. */
  #isCut = false;

  constructor(
    readonly project: Project,
    readonly callSites: CallSites,
  ) {
    this.classes = new Classes(this);
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
    if (this.#open.some((one) => isSame(one, question))) {
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
        if (first && flowFacts(node.model.language).passThroughMembers?.includes(first.name))
          return this.at(node, path.slice(1));
        return first && isIndex(first) ? [{ kind: 'string', node, derived: true }] : [];
      case 'template':
        return first && node.concatenated && isIndex(first) ? this.#joined(node, path, frame) : [];
      case 'constant':
      case 'function':
        return [];
      case 'reference':
        if (node.binding) return this.binding(node.binding, path, frame, node);
        return this.leaf({ kind: 'global', path: [node.name], calls: [], frame, node }, path);
      case 'self':
        if (node.of?.kind === 'object') return this.object(node.of, path, frame);
        return node.of ? this.#self(node.of, path, frame) : [{ kind: 'unknown', node }];
      case 'member':
        return this.#member(node, path, frame);
      case 'call':
        return this.#call(node, path, frame);
      case 'module':
        return this.#module(node, path, frame);
      case 'object':
        return this.object(node, path, frame);
      case 'list':
        return this.#list(node.items, node, path, frame);
      case 'choice':
        return this.#chosen(node, path, frame);
      case 'wrapper':
        return node.operator === 'yield' ? [{ kind: 'unknown', node }] : this.at(node.value, path, frame);
      case 'class':
        return this.#classField(node, path, true, frame);
      default:
        return [{ kind: 'unknown', node }];
    }
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
    if (node.property !== undefined) {
      const form = node.key ? 'text' : 'name';
      const step: Step = { name: node.property, site: { model: node.model, span: node.propertySpan, form } };
      const origins = this.at(node.object, [step, ...path], frame);
      const isTwofold = origins.some((o) => isNameAt(o, step)) && origins.some((o) => isOwnKey(o, step));
      if (!isTwofold) return origins;
      return origins.map((o) => (o.kind === 'environment' && isNameAt(o, step) ? { ...o, isTwofold } : o));
    }
    return this.#entries(node.object, node.key ? this.at(node.key, [], frame) : [], path, frame);
  }

  /** What lies in `object` under the keys. Where one is only known when the program runs, it may be any entry. */
  #entries(object: Expression, keys: readonly Origin[], path: readonly Step[], frame?: Frame): Origin[] {
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

  /** `MODELS[0]`: one item of a list that is written. */
  #numbered(object: Expression, keys: readonly Origin[], path: readonly Step[], frame?: Frame): Origin[] {
    const [key, ...others] = keys;
    if (key?.kind !== 'constant' || typeof key.node.value !== 'number' || others.length > 0) return [];
    const isList = this.at(object, [], frame).every(({ kind }) => kind === 'list');
    return isList ? this.at(object, [{ name: String(key.node.value) }, ...path], frame) : [];
  }

  /** The string literals that an expression may be. */
  strings(node: Expression, frame?: Frame) {
    return this.at(node, [], frame).flatMap((origin) => (origin.kind === 'string' ? [origin.node] : []));
  }

  binding(binding: Binding, path: readonly Step[], frame: Frame | undefined, node: Expression): Origin[] {
    const origins = binding.definitions.flatMap((definition) =>
      this.definition(binding, definition, path, frame, node),
    );
    // What code sets a variable of the environment to may be read from another one: that is the setting's own affair.
    const isVariable = origins.some((origin) => origin.kind === 'environment');
    for (const one of [binding, ...(binding.whole ? [binding.whole] : (binding.versions ?? []))])
      for (const { target, value } of this.project.assignmentsOf(one)) {
        const names = openPathOf(target);
        const assigned = startsWith(path, names) ? this.at(value, path.slice(names.length)) : [];
        origins.push(...assigned.filter((origin) => !isVariable || origin.kind !== 'environment'));
      }
    if (path[0]?.name === ANY)
      for (const reference of binding.references) origins.push(...this.#appended(reference, path.slice(1)));
    return origins;
  }

  /** `list.push(value)`: what is added to a list after it is made. */
  #appended({ use, model }: Expression, path: readonly Step[]): Origin[] {
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
        return this.#imported(binding.model, definition, path, node);
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
      else isMissing = true;
    }
    const received = this.callSites.callbackArgument(owner, parameter);
    if (received)
      origins.push(...this.at(received.value, [...received.path.map((name) => ({ name })), ...whole], frame));
    else if (calls.length === 0) origins.push(...this.#typed(binding, parameter, owner, whole, node));
    origins.push(...decoratedDefaults(this, owner, parameter, whole));
    if (parameter.fallback && (isMissing || calls.length === 0 || !within))
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
    const type = parameter.type?.names[0] ?? handedType(this, owner, parameter);
    if (type && flowFacts(binding.model.language).environment.some((read) => read.type === type))
      return this.leaf({ kind: 'external', package: `type:${type}`, path: [], calls: [], node }, path);
    const open: Origin = { kind: 'parameter', parameter, function: owner, node };
    if (!type || path.length === 0) return [open];
    // What is handed over is one of the project's own classes: its fields have defaults.
    const classes = named(binding.model, 'bindings', (name) => name === type)
      .flatMap((one) => this.binding(one, [], undefined, node))
      .flatMap((one) => (one.kind === 'class' ? [one.node] : []));
    return [open, ...classes.flatMap((one) => this.instance(one, path))];
  }

  #imported(
    from: SourceModel,
    definition: Extract<Definition, { from: 'import' }>,
    path: readonly Step[],
    node: Expression,
  ): Origin[] {
    const step: Step = {
      name: definition.imported,
      site: definition.importedSpan ? { model: from, span: definition.importedSpan, form: 'name' } : undefined,
    };
    const whole = definition.imported === ANY ? path : [step, ...path];
    return this.#walked(from, definition.specifier, whole, node) ?? [{ kind: 'unknown', node }];
  }

  /** What lies at the path in the module; undefined when the specifier leads nowhere. */
  #walked(
    from: SourceModel,
    specifier: string,
    path: readonly Step[],
    node: Expression,
    frame?: Frame,
  ): Origin[] | undefined {
    const target = this.project.target(from, specifier);
    if (target && 'package' in target) {
      const inner = (target.path ?? []).map((name) => ({ name }));
      return this.leaf({ kind: 'external', package: target.package, path: [], calls: [], frame, node }, [
        ...inner,
        ...path,
      ]);
    }
    const [first, ...rest] = path;
    const files = filesOf(target).flatMap((file) => this.project.model(file) ?? this.project.host.data(file) ?? []);
    const origins = files.flatMap((file) => this.exported(file, path, node));
    // A name that the module does not export may be a module inside it.
    const inner = first && this.project.host.frontEndFor(from.path)?.submodule?.(specifier, first.name);
    const known = files.length > 0 ? origins : undefined;
    if (origins.length > 0 || inner === undefined) return known;
    return this.#walked(from, inner, rest, node) ?? known;
  }

  #module(node: ModuleNode, path: readonly Step[], frame?: Frame): Origin[] {
    return this.#walked(node.model, node.specifier, path, node, frame) ?? [{ kind: 'unknown', node }];
  }

  /** What a file exports at `path`, whose first step is the export's name. */
  exported(file: SourceModel, path: readonly Step[], node: Expression): Origin[] {
    // Files that re-export each other lead round in a circle.
    const key = `${file.path}\0${path.map((step) => step.name).join('\0')}`;
    if (this.#exporting.has(key)) return [];
    this.#exporting.add(key);
    const origins = this.#exportsOf(file, path, node);
    this.#exporting.delete(key);
    return origins;
  }

  #exportsOf(file: SourceModel, path: readonly Step[], node: Expression): Origin[] {
    const [first, ...rest] = path;
    const origins: Origin[] = [];
    const isAny = first?.name === ANY;
    const found =
      isAny || !first
        ? named(file, 'exports', (name) => isAny || OPEN_EXPORTS.has(name))
        : exportsNamed(file, first.name);
    for (const exported of found) {
      const isWhole = exported.name === 'module.exports';
      // `require` of a default export, `import x` of CommonJS: both spell the whole as `default`.
      const inner = isWhole ? (first?.name === 'default' ? rest : path) : rest;
      if ('value' in exported) origins.push(...this.at(exported.value, inner));
      else if ('binding' in exported) origins.push(...this.binding(exported.binding, inner, undefined, node));
      else origins.push(...this.#reexported(file, exported, path, inner, node));
    }
    return origins;
  }

  #reexported(
    file: SourceModel,
    exported: { name: string; specifier: string; imported: string },
    path: readonly Step[],
    inner: readonly Step[],
    node: Expression,
  ): Origin[] {
    const isStar = exported.name === ANY;
    if (isStar && path[0]?.name === 'default') return [];
    const imported = isStar ? (path[0]?.name ?? ANY) : exported.imported;
    return this.#imported(
      file,
      { from: 'import', specifier: exported.specifier, imported },
      isStar && path.length === 0 ? [] : inner,
      node,
    );
  }

  /** A value of a package or a global, with the rest of the path walked on it. */
  leaf(origin: Extract<Origin, { kind: 'external' | 'global' }>, path: readonly Step[]): Origin[] {
    const read = environmentRead(this, origin, path);
    if (read) return read;
    const data = path.length > 0 ? this.#dataLoaded(origin) : undefined;
    if (data) return this.exported(data, path, origin.node);
    if (origin.kind === 'external') {
      const found = optionDefault(this, this.project, origin, path) ?? this.#settingsModule(origin, path);
      if (found) return found;
    }
    // Answers are kept: a list that grows by a spread takes room for sixteen more.
    const walked = { ...origin, path: origin.path.concat(path.map((step) => step.name)) };
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

  /** What the project's own settings file exports, for an object of a framework that holds it. */
  #settingsModule(
    { package: name, path: before, node }: OriginOf<'external'>,
    path: readonly Step[],
  ): Origin[] | undefined {
    const steps: Step[] = [...before.map((one) => ({ name: one })), ...path];
    const fact = flowFacts(node.model.language).settingsModules?.find(
      (one) => one.package === name && one.path.length < steps.length && startsWith(steps, one.path),
    );
    const files = fact?.files.flatMap((file) =>
      this.project.host.named(file.slice(file.lastIndexOf('/') + 1)).filter((one) => `/${one}`.endsWith(`/${file}`)),
    );
    const found = (files ?? []).flatMap((file) => {
      const model = this.project.model(file);
      return model ? this.exported(model, steps.slice(fact?.path.length), node) : [];
    });
    return found.length > 0 ? found : undefined;
  }

  object(node: ObjectNode, path: readonly Step[], frame?: Frame): Origin[] {
    const [first, ...rest] = path;
    if (!first) return [{ kind: 'object', node, frame }];
    const origins: Origin[] = [];
    const absent: Origin[] = [];
    let isOpen = !node.entries.some((entry) => entry.spread);
    // The last entry for a key wins; a spread may or may not hold it.
    for (const entry of [...node.entries].reverse()) {
      if (entry.spread) {
        const spread = this.at(entry.value, path, frame);
        const found = spread.filter((o) => !isWithout(o, path));
        origins.push(...found);
        if (mayBeNothing(entry.value)) {
          // `...(proxy && { baseURL: proxy })`: what is missing has its place beside it.
          isOpen = true;
          continue;
        }
        absent.push(...spread.filter((o) => isWithout(o, path)));
        if (found.some(isOpaque)) isOpen = true;
        else if (found.length > 0 && found.length === spread.length) return origins;
      } else if (entry.key === first.name) {
        const given = this.#entryValue(entry.value, entry.accessor === true, rest, frame).map((o) => ownKey(o, first));
        // Whoever is handed the instance may give the field another value.
        const later = node.type
          ? this.classes.classesAt(node.type).flatMap((one) => this.classes.assignedTo(one, first.name))
          : [];
        if (later.length > MAX_GIVEN) return [...origins, ...given, { kind: 'unknown', node }];
        return [...origins, ...given, ...later.flatMap((value) => this.at(value, rest))];
      } else if (first.name === ANY || (entry.computedKey && this.#mayBe(entry.computedKey, first.name, frame))) {
        origins.push(...this.#entryValue(entry.value, entry.accessor === true, rest, frame));
      }
    }
    if (first.name === ANY) return origins;
    const ofClass = node.type ? this.#inClassOf(node, node.type, path, frame) : [];
    if (ofClass.length > 0) return [...origins, ...ofClass];
    // A file of data has no place for code.
    if (isOpen && node.model.isData) return [...origins, { kind: 'unknown', node }];
    if (isOpen) absent.push({ kind: 'absent', node, missing: path.map((step) => step.name) });
    return [...origins, ...absent];
  }

  /** What an instance written as a literal has of its class: methods, and fields by the names under which they are sent. */
  #inClassOf(node: ObjectNode, type: Expression, path: readonly Step[], frame?: Frame): Origin[] {
    const [first, ...rest] = path;
    return this.at(type, []).flatMap((origin) => {
      if (origin.kind !== 'class') return [];
      const sent = origin.node.fields.find((field) => field.sentAs === first?.name && field.name !== field.sentAs);
      if (sent) return this.object(node, [{ name: sent.name }, ...rest], frame);
      return this.#classField(origin.node, path, false, frame).filter((one) => one.kind !== 'absent');
    });
  }

  #mayBe(key: Expression, name: string, frame?: Frame): boolean {
    const strings = this.strings(key, frame);
    return strings.length === 0 || strings.some((s) => s.value === name);
  }

  #entryValue(value: Expression, isGetter: boolean, rest: readonly Step[], frame?: Frame): Origin[] {
    if (isGetter && value.kind === 'function') return value.returns.flatMap((r) => this.at(r, rest, frame));
    return this.at(value, rest, frame);
  }

  #list(items: readonly Expression[], node: Expression, path: readonly Step[], frame?: Frame): Origin[] {
    const [first, ...rest] = path;
    if (!first) return node.kind === 'list' ? [{ kind: 'list', node, frame }] : [];
    if (!isIndex(first)) return [];
    const spread = items.some((item) => item.kind === 'wrapper' && item.operator === 'spread');
    const index = Number(first.name);
    const chosen = first.name === ANY || spread ? items : items.slice(index, index + 1);
    return chosen.flatMap((item) =>
      item.kind === 'wrapper' && item.operator === 'spread'
        ? this.at(item.value, [{ name: ANY }, ...rest], frame)
        : this.at(item, rest, frame),
    );
  }

  /** Inside a class, its instance may be one of a class that extends it, with fields of its own. */
  #self(node: ClassNode, path: readonly Step[], frame?: Frame): Origin[] {
    const origins = this.instance(node, path, frame);
    const [first] = path;
    if (!first) return origins;
    const overriding = this.classes
      .heirsOf(node)
      .filter((heir) => heir.fields.some((field) => field.name === first.name));
    return [...origins, ...overriding.flatMap((heir) => this.instance(heir, path))];
  }

  /** A field of an instance of the class; with `frame`, the constructor's parameters are that call's arguments. */
  instance(node: ClassNode, path: readonly Step[], frame?: Frame): Origin[] {
    if (path.length === 0) return [{ kind: 'instance', class: node, call: frame?.call }];
    return this.#classField(node, path, false, frame);
  }

  #classField(
    node: ClassNode,
    path: readonly Step[],
    isStatic: boolean,
    frame?: Frame,
    seen = new Set<ClassNode>(),
  ): Origin[] {
    const [first, ...rest] = path;
    if (!first || seen.has(node)) return [];
    seen.add(node);
    const origins: Origin[] = [];
    for (const field of node.fields) {
      if (!field.isShared && field.isStatic !== isStatic) continue;
      if (field.name !== first.name && first.name !== ANY) continue;
      const held = field.holds ? this.classes.classesAt(field.holds) : [];
      if (field.variable && held.length === 0) origins.push(...declaredVariable(field.variable, field.fallback));
      if (!field.value) {
        // A field by itself has what the literals give it, which is many values for a name that is not known.
        const given = node.isRecord && first.name !== ANY ? this.classes.givenTo(node, field.name) : [];
        if (given.length > MAX_GIVEN) origins.push({ kind: 'unknown', node });
        else for (const value of given) origins.push(...this.at(value, rest));
        // What nobody writes as a literal is filled where it lies.
        if (given.length === 0)
          for (const one of held) origins.push(...behindPrefix(field, this.instance(one, rest, undefined)));
        continue;
      }
      const values = this.#entryValue(field.value, field.isGetter, rest, frame);
      origins.push(...(settingsField(this, node, field, defaultOf(field), path, values) ?? values));
    }
    for (const { target, value } of this.project.assignmentsOf(node)) {
      const names = openPathOf(target);
      if (startsWith(path, names)) origins.push(...this.at(value, path.slice(names.length), frame));
    }
    if (rest[0]?.name === ANY)
      for (const member of this.project.members.get(first.name))
        if (member.object.kind === 'self' && member.object.of === node)
          origins.push(...this.#appended(member, rest.slice(1)));
    for (const part of this.classes.heirsOf(node).filter(({ isPart }) => isPart))
      for (const field of part.fields)
        if (field.name === first.name && field.value) origins.push(...this.at(field.value, rest, frame));
    if (origins.length === 0 && node.isRecord && node.fields.some((field) => field.name === first.name))
      return [{ kind: 'unknown', node }];
    if (origins.length === 0 && node.superclass)
      for (const base of this.at(node.superclass, [])) {
        if (base.kind === 'class') {
          const found = this.#classField(base.node, path, isStatic, undefined, seen);
          origins.push(
            ...behindPrefix(
              node.fields.find(({ isEmbedded }) => isEmbedded),
              found,
            ),
          );
        } else if (base.kind === 'external')
          origins.push(
            ...this.leaf(
              {
                ...base,
                path: isStatic ? base.path : [...base.path, '()'],
                calls: frame ? [...base.calls, frame.call] : base.calls,
              },
              path,
            ),
          );
      }
    return origins;
  }

  #call(node: CallNode, path: readonly Step[], frame?: Frame): Origin[] {
    const received = this.#fromReceiver(node, path, frame);
    if (received.length > 0) return received;
    const targets = this.at(node.callee, [], frame);
    const handed = handedFunction(node, targets);
    const origins = handed
      ? this.at(handed.value, [], frame).flatMap((target) => this.#result(target, callOf(node, handed), path, frame))
      : targets.flatMap((target) => this.#result(target, node, path, frame));
    return origins.length > 0 ? origins : [{ kind: 'unknown', node }];
  }

  /** `value.trim()`, `list.find(…)`: methods of the language that give back their receiver, in effect. */
  #fromReceiver(node: CallNode, path: readonly Step[], frame?: Frame): Origin[] {
    const { callee } = node;
    if (callee.kind !== 'member' || callee.property === undefined) return [];
    const facts = flowFacts(node.model.language);
    if (facts.mappingMethods.includes(callee.property) && path[0] && isIndex(path[0]))
      return this.#mapped(node, path.slice(1), frame);
    if (facts.entryMethods?.includes(callee.property)) return this.#entry(node, callee.object, path, frame);
    if (facts.callingMethods?.includes(callee.property))
      return this.at(callee.object, [], frame).flatMap((target) =>
        target.kind === 'function' && target.node.decorators?.length ? this.#result(target, node, path, frame) : [],
      );
    const isElement = facts.elementMethods.includes(callee.property);
    if (!isElement && !facts.passThroughMethods.includes(callee.property)) return [];
    const origins = this.at(callee.object, isElement ? [{ name: ANY }, ...path] : path, frame);
    if (!origins.some((o) => PLAIN_VALUES.has(o.kind))) return [];
    return origins.map((o) => (o.kind === 'string' || o.kind === 'environment' ? { ...o, derived: true } : o));
  }

  /** `object.get(name, otherwise)`, for objects whose entries are known. */
  #entry(node: CallNode, object: Expression, path: readonly Step[], frame?: Frame): Origin[] {
    const [key, otherwise] = node.arguments;
    const receiver = key ? this.at(object, [], frame) : [];
    if (!key || !receiver.some(mayHoldEntries) || receiver.some(isWithoutEntries)) return [];
    const keys = this.at(key.value, [], frame);
    if (only(keys, 'string').some((text) => !/^\w+$/.test(text.node.value))) return [];
    const found = this.#entries(object, keys, path, frame);
    return [...found.filter((o) => o.kind !== 'absent'), ...(otherwise ? this.at(otherwise.value, path, frame) : [])];
  }

  /** An element of `list.map(callback)`: what the callback returns. */
  #mapped(node: CallNode, path: readonly Step[], frame?: Frame): Origin[] {
    const [callback] = node.arguments;
    const made = callback ? this.at(callback.value, [], frame) : [];
    return made.flatMap((o) => (o.kind === 'function' ? o.node.returns.flatMap((r) => this.at(r, path, frame)) : []));
  }

  /** What calling `target` gives. */
  #result(target: Origin, node: CallNode, whole: readonly Step[], frame?: Frame): Origin[] {
    // Of a function of another's it is not known how many values it gives.
    const isOpen = target.kind !== 'function' && whole[0]?.name === FIRST_RESULT;
    const path = isOpen ? whole.slice(1) : whole;
    switch (target.kind) {
      case 'function': {
        const inner = this.#enter(target.node, node, frame);
        return target.node.returns.flatMap((returned) => this.at(returned, path, inner));
      }
      case 'class': {
        if (path.length === 0) return [{ kind: 'instance', class: target.node, call: node }];
        const made = this.constructorOf(target.node);
        return this.instance(target.node, path, made && this.#enter(made, node, frame));
      }
      case 'global': {
        const facts = flowFacts(node.model.language);
        const name = target.path.join('.');
        const through = facts.passThroughFunctions[name];
        const argument = through === undefined ? undefined : node.arguments[through];
        if (argument) return this.at(argument.value, path, frame);
        if (facts.mergeFunctions.includes(name)) return this.#merged(node, path, frame);
        return this.leaf({ ...target, path: target.path.concat('()'), calls: target.calls.concat(node), frame }, path);
      }
      case 'external': {
        const partial = partialOf(target);
        const wrapped = partial?.arguments[0];
        if (partial && wrapped)
          return this.at(wrapped.value, [], target.frame).flatMap((inner) =>
            this.#result(inner, mergedCall(partial, node), path, frame),
          );
        const facts = flowFacts(node.model.language);
        const through = facts.passThroughFunctions[dottedName(target)];
        const argument = through === undefined ? undefined : node.arguments[through];
        if (argument) return this.at(argument.value, path, frame);
        return (
          resolveSchemaCall(this, target, node, path, frame) ??
          declaredDefault(this, target, node, path) ??
          this.leaf({ ...target, path: target.path.concat('()'), calls: target.calls.concat(node), frame }, path)
        );
      }
      default:
        return [];
    }
  }

  /** `Object.assign(a, b)`: the last argument that holds a key wins. What none holds has its place in one of them. */
  #merged(node: CallNode, path: readonly Step[], frame?: Frame): Origin[] {
    const origins: Origin[] = [];
    const absent: Origin[][] = [];
    for (const { value } of [...node.arguments].reverse()) {
      const all = this.at(value, path, frame);
      const found = all.filter((o) => !isWithout(o, path));
      origins.push(...found);
      if (path.length === 0) continue;
      if (found.length > 0 && found.length === all.length && !found.some(isOpaque)) return origins;
      if (found.length === 0) absent.push(all);
    }
    const own = absent.find((all) =>
      all.some((o) => o.kind === 'absent' && node.arguments.some((a) => a.value === o.node)),
    );
    return [...origins, ...(own ?? absent.flat())];
  }

  /** The constructor that `new C` runs: the class's own, or the nearest inherited one. */
  constructorOf(node: ClassNode, seen = new Set<ClassNode>()): FunctionNode | undefined {
    if (node.constructor_ || !node.superclass || seen.has(node)) return node.constructor_;
    seen.add(node);
    for (const base of this.at(node.superclass, []))
      if (base.kind === 'class') return this.constructorOf(base.node, seen);
    return undefined;
  }

  #enter(entered: FunctionNode, call: CallNode, outer?: Frame): Frame | undefined {
    const depth = (outer?.depth ?? 0) + 1;
    return depth > MAX_DEPTH ? undefined : { function: entered, call, outer, depth };
  }
}

interface Question {
  expression: Expression;
  path: readonly Step[];
  /** How many calls have been entered. */
  depth: number;
}

function isSame(one: Question, other: Question): boolean {
  if (one.expression !== other.expression || one.depth !== other.depth) return false;
  return one.path.length === other.path.length && one.path.every(({ name }, index) => name === other.path[index]?.name);
}

/** What is where it is written, with nothing to be followed: most questions are about such values. */
function ownOrigin(node: Expression, frame: Frame | undefined): Origin | undefined {
  switch (node.kind) {
    case 'string':
    case 'constant':
    case 'class':
      return { kind: node.kind, node } as Origin;
    case 'template':
    case 'object':
    case 'list':
    case 'function':
      return { kind: node.kind, node, frame } as Origin;
    default:
      return undefined;
  }
}

/** A step's name, and where it is written: an answer tells the places too. */
function keyOf(path: readonly Step[]): string {
  if (path.length === 0) return '';
  return path
    .map(({ name, site }) => (site ? `\0${name}@${site.model.path}:${site.span.start}` : `\0${name}`))
    .join('');
}

function namesIn(path: readonly Step[]): string {
  return path.length === 0 ? '' : path.map(({ name }) => `\0${name}`).join('');
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

/** The variable that a field says it is read from, and the value that it says to take where there is none. */
function declaredVariable(variable: StringNode, fallback: StringNode | undefined): Origin[] {
  const sites: Site[] = [{ model: variable.model, span: variable.inner, form: 'text' }];
  const read: Origin = { kind: 'environment', name: variable.value, sites, node: variable };
  return fallback ? [read, { kind: 'string', node: fallback }] : [read];
}

/**
 * The variables that tags of a struct name, where it lies in another one that has them behind a prefix: a part of each name is what is
 * written. One that has the prefix is found as it is, too.
 */
function behindPrefix(field: Field | undefined, origins: readonly Origin[]): Origin[] {
  const prefix = field?.prefix ?? '';
  if (prefix === '') return [...origins];
  return origins.map((one) =>
    one.kind === 'environment' && one.node.kind === 'string' && !one.name.startsWith(prefix)
      ? {
          ...one,
          name: prefix + one.name,
          sites: one.sites.map((site) => ({ ...site, before: prefix + (site.before ?? '') })),
        }
      : one,
  );
}

/** The value that a field of a class of annotated fields is declared with. */
function defaultOf({ value }: Field): Expression | undefined {
  if (value?.kind !== 'reference') return value;
  const [definition] = value.binding?.definitions ?? [];
  return definition?.from === 'parameter' ? definition.parameter.fallback : value;
}

/** A key that is written, or nothing. */
function isFixed(key: Origin): boolean {
  return key.kind === 'string' ? !key.isDefault : key.kind === 'constant' || key.kind === 'absent';
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

const NOTHING = new WeakMap<CallNode, ObjectNode>();

/** Stands for the keyword arguments of a call that gives none. */
function nothingOf(call: CallNode): ObjectNode {
  const { model, start, end } = call;
  const known = NOTHING.get(call) ?? { kind: 'object', model, start, end, entries: [], form: 'attributes' };
  NOTHING.set(call, known);
  return known;
}

function mayBeNothing(node: Expression): boolean {
  if (node.kind === 'wrapper') return mayBeNothing(node.value);
  if (node.kind === 'constant') return !node.value;
  return node.kind === 'choice' && (node.operator === 'and' || node.options.some(mayBeNothing));
}

function isNameAt(origin: Origin, { name, site }: Step): boolean {
  return origin.kind === 'environment' && origin.name === name && origin.sites.some((one) => one.span === site?.span);
}

/** Of an object of the project's, or of one that a call makes which is not followed: `new Proxy(settings, handlers).NAME`. */
function isOwnKey(origin: Origin, { name }: Step): boolean {
  if (origin.kind === 'environment') return origin.name === name && origin.isOwnKey === true;
  return origin.kind === 'global' && origin.path.at(-1) === name && origin.path.at(-2) === '()';
}

/** `{ NAME: process.env.NAME }`: who asks for the key does not spell the variable. */
function ownKey(origin: Origin, step: Step): Origin {
  const isOwn = origin.kind === 'environment' && origin.name === step.name && !isNameAt(origin, step);
  return isOwn ? { ...origin, isOwnKey: true } : origin;
}

/** Whether nothing has the first name of the path; what has it and lacks a later one takes the place of what else has it. */
function isWithout(origin: Origin, path: readonly Step[]): boolean {
  return origin.kind === 'absent' && origin.missing.length >= path.length;
}

function isOpaque(origin: Origin): boolean {
  return origin.kind === 'unknown' || origin.kind === 'parameter';
}

function isIndex(step: Step): boolean {
  return step.name === ANY || /^\d+$/.test(step.name);
}

function startsWith(path: readonly Step[], names: readonly string[]): boolean {
  return (
    names.length <= path.length &&
    names.every((name, i) => name === ANY || path[i]?.name === name || path[i]?.name === ANY)
  );
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
