import { flowFacts } from '../catalog/flow.js';
import { isTestPath } from '../discover/file-kinds.js';
import type { Entry, Expression, SourceModel, Span, StringNode } from '../ir.js';
import type { Linked } from '../link/link.js';
import { only, type Step } from '../link/origins.js';
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

  /** Whether a text that is called as a variable asks for another thing of that name. */
  areAsked(text: StringNode): boolean {
    const { value: name, model, inner } = text;
    const object = askedIn(text);
    if (!object) return false;
    const { resolver } = this.linked;
    const held = only(resolver.at(object, []), 'object').flatMap(({ node }) => node.entries.filter(isCalled(name)));
    if (held.length > 0) return !held.some((entry) => this.#follows(entry));
    const step: Step = { name, site: { model, span: inner, form: 'text' } };
    const reads = only(resolver.at(object, [step]), 'environment').filter((read) => read.name === name);
    if (reads.length > 0) return !reads.some(({ sites }) => sites.some(({ span }) => span === inner));
    return this.#isOwnOnly(name);
  }

  /** Of what is not known: whether something of the program's has the name, and nothing has it as a text. */
  #isOwnOnly(name: string): boolean {
    const known = this.#known.get(name) ?? this.#isSpelledAsName(name);
    this.#known.set(name, known);
    return known;
  }

  #isSpelledAsName(name: string): boolean {
    const { project } = this.linked;
    const entries = project.objects.get(name).flatMap(({ entries }) => entries.filter(isCalled(name)));
    if (entries.some((entry) => this.#follows(entry))) return false;
    if (project.members.get(name).some((one) => one.key !== undefined && project.assignmentTo(one))) return false;
    const isLeft = (model: SourceModel, span: Span | undefined) =>
      span !== undefined && !isTestPath(model.path) && !this.isRenamed(model, span);
    return (
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

function isCalled(name: string): (entry: Entry) => boolean {
  return ({ key, spread }) => key === name && !spread;
}

/** What a text is looked for in: `object['NAME']`, `object.get('NAME')`, `'NAME' in object`, `hasattr(object, 'NAME')`. */
function askedIn(text: StringNode): Expression | undefined {
  const { use, model } = text;
  const facts = flowFacts(model.language);
  if (use?.as === 'key') return use.of.kind === 'member' ? use.of.object : undefined;
  if (use?.as === 'operand' && use.operation.operator === 'in') return use.operation.operands[1];
  if (use?.as !== 'argument') return undefined;
  const { callee, arguments: given } = use.call;
  const place = given.indexOf(use.argument);
  if (callee.kind === 'member' && place === 0 && facts.entryMethods?.includes(callee.property ?? ''))
    return callee.object;
  if (callee.kind === 'reference' && place === 1 && facts.attributeFunctions?.includes(callee.name))
    return given[0]?.value;
  return undefined;
}
