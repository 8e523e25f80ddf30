import { flowFacts } from '../catalog/flow.js';
import { isTestPath } from '../discover/file-kinds.js';
import type { Argument, CallNode, Entry, Expression, MemberNode, SourceModel, Span, StringNode } from '../ir.js';
import { ANY } from '../ir.js';
import { filesOf } from '../languages/front-end.js';
import type { Linked } from '../link/link.js';
import { only, type Site, type Step } from '../link/origins.js';
import { named } from '../names.js';

/**
 * Names of the program's own that are spelled as a variable is, and not as a text: a field of a class, a constant of a module, a
 * key. They stay when the variable gets another name, and so does a text that asks for one: `config['NAME']`, `getattr(settings, 'NAME')`.
 */
export class OwnNames {
  readonly #known = new Map<string, boolean>();

  constructor(
    private readonly linked: Linked,
    /** Whether what is spelled there gets the variable's new name. */
    private readonly isRenamed: (model: SourceModel, span: Span) => boolean,
  ) {}

  /** Whether a text that names a variable, and nothing else, asks for another thing of that name. */
  areAsked(text: StringNode): boolean {
    const { value: name, use } = text;
    if (name.includes('.')) return this.#isPathToOne(text);
    if (use?.as === 'key' && use.of.kind === 'object') return this.linked.resolver.stores.isHeld(use.of);
    const object = askedIn(text);
    // Nothing that has attributes is the environment.
    if (object) return this.#isOwnIn(object, text) ?? (isNamedBy(text, 'attributeFunctions') || this.#isOwnOnly(name));
    const later = /^\w+$/.test(name) ? this.#askedLater(text) : [];
    return later.length > 0 && later.every((one) => this.#isOwnIn(one, text) === true);
  }

  /** Whether what has the name in an object keeps it; undefined where that is not known. */
  #isOwnIn(object: Expression, { value: name, model, inner }: StringNode): boolean | undefined {
    const { resolver } = this.linked;
    const held = only(resolver.at(object, []), 'object').flatMap(({ node }) => node.entries.filter(isCalled(name)));
    if (held.length > 0) return !held.some((entry) => this.#follows(entry));
    const step: Step = { name, site: { model, span: inner, form: 'text' } };
    const found = isNamespace(object)
      ? resolver.modules.exported(object.model, [step], object)
      : resolver.at(object, [step]);
    const reads = only(found, 'environment').filter((read) => read.name === name);
    return reads.length > 0 ? !reads.some(({ sites }) => isAt(sites, model, inner.start)) : undefined;
  }

  /** `for name in ["NAME"]: config[name]` */
  #askedLater(text: StringNode): Expression[] {
    return this.linked.flow.trace(text).reaches.flatMap((reach) => {
      // What a callback is given of a list is the text.
      if (reach.kind === 'exported' || reach.path.some((name) => name !== ANY)) return [];
      if (reach.kind === 'handed') return ownerIn(reach.call, reach.argument) ?? [];
      const use = reach.kind === 'examined' ? reach.node.use : undefined;
      if (use?.as === 'operand' && use.operation.operator === 'in') return use.operation.operands[1] ?? [];
      return use?.as === 'key' && use.of.kind === 'member' ? [use.of.object] : [];
    });
  }

  /** `patch('settings.NAME')`: what a module of the project has. */
  #isPathToOne(text: StringNode): boolean {
    const { value, model, inner } = text;
    const { project, resolver } = this.linked;
    const names = /^\w+(?:\.\w+)+$/.test(value) ? value.split('.') : [];
    const last = names.at(-1) ?? '';
    const start = inner.end - last.length;
    for (let count = names.length - 1; count > 0; count--) {
      const files = filesOf(project.target(model, names.slice(0, count).join('.')));
      if (files.length === 0) continue;
      const step: Step = { name: last, site: { model, span: { start, end: inner.end }, form: 'text' } };
      const path = [...names.slice(count, -1).map((name) => ({ name })), step];
      const found = files
        .flatMap((file) => project.model(file) ?? [])
        .flatMap((one) => resolver.modules.exported(one, path, text));
      return !only(found, 'environment').some(({ sites }) => isAt(sites, model, start));
    }
    return names.length > 1 && isNamedBy(text, 'attributeFunctions');
  }

  /** Of what is not known: whether something of the program's has the name, and nothing has it as a text. */
  #isOwnOnly(name: string): boolean {
    const known = this.#known.get(name);
    if (known !== undefined) return known;
    this.#known.set(name, false);
    const isOwn = this.#isSpelledAsName(name);
    this.#known.set(name, isOwn);
    return isOwn;
  }

  #isSpelledAsName(name: string): boolean {
    const { project } = this.linked;
    const entries = project.objects.get(name).flatMap(({ entries }) => entries.filter(isCalled(name)));
    if (entries.some((entry) => this.#follows(entry))) return false;
    const assigned = project.members.get(name).filter((one) => one.key?.kind === 'string' && project.assignmentTo(one));
    const isKept = ({ key }: MemberNode) =>
      key?.kind === 'string' && (this.isRenamed(key.model, key.inner) || this.areAsked(key));
    if (!assigned.every(isKept)) return false;
    const isLeft = (model: SourceModel, span: Span | undefined) =>
      span !== undefined && !isTestPath(model.path) && !this.isRenamed(model, span);
    return (
      assigned.length > 0 ||
      entries.some(({ value: { model }, keySpan }) => isLeft(model, keySpan)) ||
      project.classes
        .get(name)
        .some(({ model, fields }) => fields.some((field) => field.name === name && isLeft(model, field.nameSpan)))
    );
  }

  /** A key that gets the new name, being a variable's or a text. */
  #follows({ value: { model }, keySpan, key }: Entry): boolean {
    if (!keySpan) return true;
    return (
      this.isRenamed(model, keySpan) ||
      named(model, 'strings', (value) => value === key).some(({ inner }) => inner.start === keySpan.start)
    );
  }
}

function isAt(sites: readonly Site[], model: SourceModel, start: number): boolean {
  return sites.some((site) => site.model === model && site.span.start === start);
}

function isCalled(name: string): (entry: Entry) => boolean {
  return ({ key, spread }) => key === name && !spread;
}

/** What a text is looked for in: `object['NAME']`, `object.get('NAME')`, `'NAME' in object`, `hasattr(object, 'NAME')`. */
function askedIn(text: StringNode): Expression | undefined {
  const { use } = text;
  if (use?.as === 'key') return use.of.kind === 'member' ? use.of.object : undefined;
  if (use?.as === 'operand' && use.operation.operator === 'in') return use.operation.operands[1];
  return use?.as === 'argument' ? ownerIn(use.call, use.argument) : undefined;
}

/** `object.get(name)`, `hasattr(object, name)` */
function ownerIn(call: CallNode, argument: Argument): Expression | undefined {
  const owner = entryOwner(call, argument);
  if (owner) return owner;
  const [first, second] = call.arguments;
  const isNamed = isOfKind(call, 'attributeFunctions') || isOfKind(call, 'keyFunctions');
  return argument === second && isNamed ? first?.value : undefined;
}

/** `globals()`: what has the names of the file as its keys. */
function isNamespace(object: Expression): boolean {
  return object.kind === 'call' && object.arguments.length === 0 && isOfKind(object, 'namespaceFunctions');
}

/** `object.get(name)` */
function entryOwner({ callee, arguments: [first] }: CallNode, argument: Argument): Expression | undefined {
  if (callee.kind !== 'member' || argument !== first) return undefined;
  return flowFacts(callee.model.language).entryMethods?.includes(callee.property ?? '') ? callee.object : undefined;
}

type NamedFunctions = 'attributeFunctions' | 'keyFunctions' | 'namespaceFunctions';

/** Whether a function of the kind gets the text. */
function isNamedBy({ use }: StringNode, kind: NamedFunctions): boolean {
  return use?.as === 'argument' && isOfKind(use.call, kind);
}

/** A function of the kind, as its call is written: `patch.object`. */
function isOfKind({ callee: { start, end }, model }: CallNode, kind: NamedFunctions): boolean {
  const called = `.${model.text.slice(start, end)}`;
  return flowFacts(model.language)[kind]?.some((name) => called.endsWith(`.${name}`)) === true;
}
