import { terminalName } from '../callee-names.js';
import { flowFacts } from '../catalog/flow.js';
import { type Lookup, lookupFor, packagesWithAnswers } from '../catalog/lookups.js';
import { tokenizerFor } from '../catalog/tokenizers.js';
import { isTestPath } from '../discover/file-kinds.js';
import type { CallNode, ConfigModel, Expression, ListNode, ObjectNode, SourceModel, Span, StringNode } from '../ir.js';
import type { Reach } from '../link/flow.js';
import type { Linked } from '../link/link.js';
import { type OriginOf, only } from '../link/origins.js';
import { placeIn } from '../link/place-in.js';
import { isWithin } from '../spans.js';
import { positionIn } from '../text-position.js';
import { isCutOff } from './cut-off.js';
import { entriesNamed } from './entries-named.js';
import { isSame, RAISES, type Subject, UNKNOWN, type Value, valuesFor } from './evaluate.js';
import { note } from './finding.js';
import { modelOutcome } from './model-map.js';
import { modelMoves, modelOrigins } from './moved-uses.js';
import { entryFor } from './table-entries.js';
import type { Finding, PlanOptions, Unit } from './types.js';
import { understoodPackages } from './understood-packages.js';

/** Code that reads an id which is rewritten, and does something else for the new one. */
export interface ModelReader {
  model: SourceModel;
  span: Span;
  /** The code would raise an exception, or no longer come to what the unit does. */
  breaks: boolean;
  /** What is the case and what to do. */
  sentence: string;
  /** What makes it do the same, where that is only to be written down. */
  remedy?: Remedy;
}

export type Remedy =
  | { kind: 'member'; list: ListNode; text: string }
  | { kind: 'entry'; object: ObjectNode; text: string };

/** Readers of the ids that a unit's move rewrites, and the texts that they compare with and that are judged so. */
export interface Readers {
  readers: ModelReader[];
  judged: ReadonlySet<StringNode>;
}

const MAX_HOPS = 3;
/** What arguments are called that take a model, and what is called with one. */
const TAKES_MODELS = /model|llm|engine|chat|coder|agent|complet/i;

const KNOWN = new WeakMap<Unit, { generation: number; readers: Readers }>();

/** Asked for more than once; a file that is read on the way may hold more readers. */
export function readersOf(unit: Unit, linked: Linked, options: PlanOptions): Readers {
  const known = KNOWN.get(unit);
  if (known?.generation === linked.project.generation) return known.readers;
  const readers = findReaders(unit, linked, options);
  KNOWN.set(unit, { generation: linked.project.generation, readers });
  return readers;
}

function findReaders(unit: Unit, linked: Linked, options: PlanOptions): Readers {
  const readers: ModelReader[] = [];
  const judged = new Set<StringNode>();
  const moved = new Map<StringNode, string>();
  for (const { node, outcome } of modelMoves(unit, options))
    if (outcome.to !== outcome.from) moved.set(node, outcome.to);
  const { language } = unit.model;
  // Where nothing looks a model up by an answer, answers are not followed.
  const answers = linked.project.mayImport(language, packagesWithAnswers(language)) ? answeringCalls(unit) : [];
  for (const [node, to] of moved) {
    const walk = new ReaderWalk(unit, linked, options, { node }, node.value, to, moved, judged);
    walk.follow(node, 0);
    // The default of a variable of the environment goes where the variable goes.
    for (const read of modelOrigins(unit))
      if (read.kind === 'environment' && read.node.model === node.model && isWithin(node, read.node))
        walk.follow(read.node, 0);
    for (const call of answers) walk.followAnswer(call);
    readers.push(...walk.readers);
  }
  return { readers, judged };
}

/** The calls that give an answer of a model. */
function answeringCalls({ call, shape, uses }: Unit): CallNode[] {
  return call && shape?.always === 'chat' && shape.made === 'call' ? [call] : uses.map((use) => use.call);
}

class ReaderWalk {
  readonly readers: ModelReader[] = [];
  readonly #seen = new Set<Expression>();
  readonly #before: Subject;
  readonly #after: Subject;

  constructor(
    readonly unit: Unit,
    readonly linked: Linked,
    readonly options: PlanOptions,
    /** The literal, or the variable of the environment, that holds the id. */
    asked: Pick<Subject, 'node' | 'variable'>,
    readonly from: string,
    readonly to: string,
    moved: ReadonlyMap<StringNode, string>,
    readonly judged: Set<StringNode>,
  ) {
    this.#before = { ...asked, text: from, textOf: (one) => one.value };
    this.#after = { ...asked, text: to, textOf: (one) => moved.get(one) ?? one.value };
  }

  /** All that is done with the value of an expression. */
  follow(expression: Expression, hops: number): void {
    if (hops > MAX_HOPS) return;
    for (const reach of this.linked.flow.reaches(expression)) {
      const at = readAt(reach, this.#before.variable);
      if (!at || isTestPath(at.model.path) || this.#seen.has(at)) continue;
      this.#seen.add(at);
      if (reach.kind === 'handed' && (this.#tokenizer(reach.call, at) || this.#lookup(reach.call, at))) continue;
      if (reach.kind === 'handed' && this.#stranger(reach)) continue;
      this.#climb(at, hops);
    }
  }

  /** What looks up the model that an answer names. */
  followAnswer(answer: Expression): void {
    for (const reach of this.linked.flow.reaches(answer))
      if (reach.kind === 'handed' && reach.path.length === 0) this.#lookup(reach.call, reach.argument.value);
  }

  /** From where the value is read to the outermost expression that can be worked out from it. */
  #climb(start: Expression, hops: number): void {
    let node = start;
    let [before, after] = this.#both(start);
    if (before.includes(UNKNOWN) || after.includes(UNKNOWN)) return;
    for (let parent = parentOf(node); parent; parent = parentOf(node)) {
      const [was, is] = this.#both(parent);
      if (was.includes(UNKNOWN) || is.includes(UNKNOWN)) break;
      [node, before, after] = [parent, was, is];
    }
    const cases = node.model.switches.find(({ subject }) => subject === node)?.cases;
    if (cases) {
      this.#switched(
        node,
        cases.flatMap(({ operands }) => operands),
        before,
        after,
      );
      return;
    }
    if (node === start) return;
    for (const one of node.model.expressions) if (one.kind === 'string' && isWithin(one, node)) this.judged.add(one);
    if (before.every((value, index) => isSame(value, after[index]))) return;
    const isForm = (value: Value) => typeof value === 'string' || Array.isArray(value);
    // The text in another form is no answer yet.
    if (before.every(isForm) && after.every(isForm) && node.kind === 'call' && !this.#containerOf(node, start))
      this.follow(node, hops + 1);
    else this.#differs(node, start, before, after);
  }

  #both(node: Expression): [Value[], Value[]] {
    return [valuesFor(this.linked, node, this.#before), valuesFor(this.linked, node, this.#after)];
  }

  #switched(
    subject: Expression,
    operands: readonly Expression[],
    before: readonly Value[],
    after: readonly Value[],
  ): void {
    const fitting = ([value]: readonly Value[]) =>
      operands.findIndex((one) => one.kind === 'string' && this.#after.textOf(one) === value);
    for (const one of operands) if (one.kind === 'string') this.judged.add(one);
    const [was, is] = [fitting(before), fitting(after)];
    const old = operands.findIndex((one) => one.kind === 'string' && one.value === before[0]);
    const found = old === -1 ? was : old;
    if (found === is || found === -1) return;
    const at = operands[found] ?? subject;
    const gone = `A case is meant for “${this.from}”, and “${this.to}” has ${is === -1 ? 'none' : 'another'}.`;
    this.#add(at, this.#isRaising(subject), `${gone} Let “${this.to}” in here as well.`);
  }

  #differs(node: Expression, asked: Expression, before: readonly Value[], after: readonly Value[]): void {
    const container = this.#containerOf(node, asked);
    const raises =
      (after.includes(RAISES) && !before.includes(RAISES)) || (after.includes(undefined) && isTakenApart(node));
    const fails = (raises && !this.#isCaught(node)) || this.#isRaising(node);
    const breaks = fails || isCutOff(this.unit, this.linked, node, before, after);
    if (container) {
      // An entry of its own says what is meant.
      if (container.at.kind === 'object' && container.at.entries.some(({ key }) => key === this.to)) return;
      const name = `${container.name} (${container.at.model.path}:${positionIn(container.at.model, container.at.start).line})`;
      const lacks = `${name} has “${this.from}” and lacks “${this.to}”`;
      const follows = fails ? 'so that an exception is raised' : 'so that something else is taken';
      const sentence = `${lacks}, ${follows}. Add it there, with what is true of it.`;
      this.#add(node, breaks, sentence, this.#remedyFor(container.at, breaks));
      return;
    }
    const code = snippet(node);
    const holds =
      before.every((value) => typeof value === 'boolean') && after.every((value) => typeof value === 'boolean');
    const said =
      holds && before.length === 1
        ? `is ${before[0]} for “${this.from}” and ${after[0]} for “${this.to}”`
        : `gives something else for “${this.to}” than for “${this.from}”`;
    const rewritten = this.#rewritten(node, code);
    const todo = rewritten && before[0] === true ? `Ask for \`${rewritten}\` as well.` : 'Say what is meant now.';
    this.#add(node, breaks, `\`${code}\` ${said}. ${todo}`);
  }

  /** The list or the table in which the id is looked up, where it is written as one: not that of which it is the default. */
  #containerOf(node: Expression, asked: Expression): { name: string; at: ListNode | ObjectNode } | undefined {
    let found: Expression | undefined;
    for (const one of [...within(node)].reverse()) {
      if (one.kind === 'member' && one.key && !/^\d+$/.test(one.property ?? '')) found ??= one.object;
      else if (one.kind === 'operation' && one.operator === 'in') found ??= one.operands[1];
      else if (one.kind === 'call' && one.callee.kind === 'member') {
        const facts = flowFacts(one.model.language);
        const name = one.callee.property ?? '';
        const isDefault = one.arguments.slice(1).some(({ value }) => isWithin(asked, value));
        const isLookup = facts.lookupMethods?.includes(name) || facts.membershipMethods?.includes(name);
        if (isLookup && !isDefault) found ??= one.callee.object;
      }
    }
    if (!found) return undefined;
    for (const origin of this.linked.resolver.at(found, [])) {
      if (origin.kind === 'list' || origin.kind === 'object') return { name: snippet(found), at: origin.node };
      if (origin.kind !== 'global') continue;
      const given = origin.calls.at(-1)?.arguments[0]?.value;
      const [inner] = given ? this.linked.resolver.at(given, []) : [];
      if (inner?.kind === 'list' || inner?.kind === 'object') return { name: snippet(found), at: inner.node };
    }
    return undefined;
  }

  /** A list of what is allowed takes one more; a table whose figures are known, the new model's own. */
  #remedyFor(at: ListNode | ObjectNode, breaks: boolean): Remedy | undefined {
    if (at.kind === 'object')
      return entryFor(at, this.to, this.options.profile) ? { kind: 'entry', object: at, text: this.to } : undefined;
    const isPlain = at.items.length > 0 && at.items.every(({ kind }) => kind === 'string');
    return breaks && isPlain ? { kind: 'member', list: at, text: this.to } : undefined;
  }

  /** Which encoding a tokenizer should go by is for the owner to say: it counts for another model from now on. */
  #tokenizer(call: CallNode, at: Expression): boolean {
    const tokenizer = this.#factOf(call, tokenizerFor);
    if (!tokenizer) return false;
    const given = [tokenizer.model].flat().flatMap((place) => placeIn(call, place) ?? [])[0];
    if (given?.value !== at) return true;
    const raises = tokenizer.unknown === 'raises' && !this.#isCaught(call);
    const follows = raises ? 'and raises an exception' : 'and counts by another one';
    const sentence = `\`${snippet(call)}\` chooses a tokenizer by “${this.to}”, which it does not know, ${follows}. Name an encoding, or “${this.from}”, there.`;
    this.#add(at, false, sentence);
    return true;
  }

  /** What a package knows of a model: nothing of one that is the gateway's. */
  #lookup(call: CallNode, at: Expression): boolean {
    const lookup = this.#factOf(call, lookupFor);
    if (!lookup) return false;
    const places = [lookup.model, lookup.answer ?? []].flat();
    const isGiven = places.some((place) => placeIn(call, place)?.value === at);
    // What is asked for has a name that stays.
    if (isGiven && !(lookup.finds === 'key' && this.options.env === 'keep'))
      this.#add(call, false, this.#found(call, lookup));
    return true;
  }

  /** A package in no catalog that takes a model, and may ask OpenAI for it: it does so where the id says which service is meant. */
  #stranger({ call, argument }: Extract<Reach, { kind: 'handed' }>): boolean {
    const { project, resolver } = this.linked;
    if (!TAKES_MODELS.test(argument.name ?? terminalName(call.callee) ?? '')) return false;
    const isUnderstood = understoodPackages(project, call.model);
    const isGiven = ({ path }: OriginOf<'external'>) => path.at(-1) === '()';
    // What a call gave may be a function that it was handed: the client's, or the stranger's.
    const callees = only(resolver.briefly(call.callee), 'external').flatMap((one) =>
      isGiven(one)
        ? (one.calls.at(-1)?.arguments ?? []).flatMap(({ value }) => only(resolver.briefly(value), 'external'))
        : [one],
    );
    const stranger = callees.find((one) => !isUnderstood(one.package) && !isGiven(one))?.package;
    if (stranger === undefined) return false;
    const isOfClient = (one: Expression) =>
      only(resolver.briefly(one), 'external').some(
        (origin) => isUnderstood(origin.package) && origin.path.includes('()'),
      );
    if (call.arguments.some((one) => one !== argument && isOfClient(one.value))) return false;
    const breaks = /^\w+[/:]/.test(this.from);
    const sentence = `\`${snippet(call)}\` is given the model as well, and it is not known whom ${stranger} asks for it. Where that is OpenAI, give it one of its own.`;
    this.#add(call, breaks, sentence);
    return true;
  }

  #found(call: CallNode, { finds }: Lookup): string {
    const code = `\`${snippet(call)}\``;
    if (finds === 'key')
      return `${code} looks for the variable of OpenAI’s key, and the client has another from now on. Look for that one there.`;
    const answer = finds === 'raises' && !this.#isCaught(call) ? 'raises an exception' : 'finds nothing';
    return `${code} looks up “${this.to}”, which it does not know, and ${answer}. Say there what holds for it.`;
  }

  /** What the catalog says of the function that is called. */
  #factOf<T>(call: CallNode, factFor: (language: string, name: string, path: string) => T | undefined): T | undefined {
    const callees = this.linked.resolver.at(call.callee, []);
    return callees.flatMap((o) =>
      o.kind === 'external' ? (factFor(call.model.language, o.package, o.path.join('.')) ?? []) : [],
    )[0];
  }

  #rewritten(node: Expression, code: string): string | undefined {
    const [literal, ...more] = [...within(node)].filter((one): one is StringNode => one.kind === 'string');
    if (!literal || more.length > 0) return undefined;
    const family = /^[a-z]+/i.exec(this.to)?.[0] ?? this.to;
    const text = literal.value === this.from ? this.to : literal.value.endsWith('-') ? `${family}-` : family;
    return code.replace(literal.value, () => text);
  }

  #isRaising(node: Expression): boolean {
    return !this.#isCaught(node) && node.model.raising.some((span) => isWithin(node, span));
  }

  #isCaught(node: Expression): boolean {
    return node.model.caught.some((span) => isWithin(node, span));
  }

  #add(node: Expression, breaks: boolean, sentence: string, remedy?: Remedy): void {
    this.readers.push({ model: node.model, span: node, breaks, sentence, remedy });
  }
}

/** Where a value is looked at, or handed to what the repository does not hold. */
function readAt(reach: Reach, variable: string | undefined): Expression | undefined {
  if (reach.kind === 'examined') return reach.node;
  if (reach.kind === 'handed') return reach.argument.value;
  if (reach.kind !== 'called' || reach.call.callee.kind !== 'member') return undefined;
  // A variable is followed from what holds the environment.
  const from = variable === undefined ? 0 : reach.path.indexOf(variable) + 1;
  return reach.path.length - from === 1 ? reach.call.callee.object : undefined;
}

/** `const { a } = value`: nothing can be taken from what is nothing. */
function isTakenApart({ use }: Expression): boolean {
  return use?.as === 'definition' && use.targets.some(({ path }) => path.length > 0);
}

/** The expression of which one is part, as far as that can be worked out. */
function parentOf({ use }: Expression): Expression | undefined {
  switch (use?.as) {
    case 'operand':
      return use.operation;
    case 'callee':
    case 'argument':
      return use.call;
    case 'object':
      return use.member.use?.as === 'callee' ? use.member.use.call : use.member;
    case 'key':
      return use.of.kind === 'member' ? use.of : undefined;
    case 'option':
      return use.choice;
    case 'wrapped':
      return use.wrapper;
    default:
      return undefined;
  }
}

/** An expression and all in it, from the outside in. */
function within(node: Expression): Expression[] {
  return node.model.expressions.filter((one) => isWithin(one, node)).sort((a, b) => a.start - b.start || b.end - a.end);
}

/** Source on one line, for a sentence. No word is cut: of a part of a key nobody could tell what it is. */
function snippet({ model, start, end }: Expression): string {
  const text = model.text.slice(start, end).replace(/\s+/g, ' ');
  return text.length > 60 ? `${text.slice(0, 57).replace(/(?<=^|[\s"'`(),])[^\s"'`(),]*$/, '')}…` : text;
}

/**
 * The same for ids that a file sets a variable of the environment to, from which the unit's calls take their model. Where no file does,
 * the variable may hold what it is compared with.
 */
function variableReaders(
  unit: Unit,
  linked: Linked,
  options: PlanOptions,
  configs: readonly ConfigModel[],
): ModelReader[] {
  const reads = modelOrigins(unit).filter((origin) => origin.kind === 'environment');
  return reads.flatMap(({ name, node }) => {
    const set = entriesNamed(configs, name).filter(
      ({ config, entry }) => !isTestPath(config.path) && !entry.isCommented && entry.kind === 'variable',
    );
    const values = set.length > 0 ? set.map(({ entry }) => entry.value) : comparedIds(node, linked);
    return [...new Set(values)].flatMap((from) => {
      const outcome = modelOutcome(from, options, unit.modelForm);
      if (outcome.kind !== 'map' || outcome.to === from) return [];
      const walk = new ReaderWalk(
        unit,
        linked,
        options,
        { node, variable: name },
        from,
        outcome.to,
        new Map(),
        new Set(),
      );
      walk.follow(node, 0);
      return walk.readers;
    });
  });
}

/** The texts with which a value is compared, or among which it is looked for. */
function comparedIds(node: Expression, { flow }: Linked): string[] {
  const texts = flow.reaches(node).flatMap((reach) => {
    const read = reach.kind === 'examined' && !isTestPath(reach.node.model.path) ? reach.node : undefined;
    const { use } = read ?? {};
    const operands = use?.as === 'operand' ? use.operation.operands : [];
    const cases = read?.model.switches.find(({ subject }) => subject === read)?.cases ?? [];
    return [...operands, ...cases.flatMap((one) => one.operands)].flatMap((one) =>
      one.kind === 'list' ? one.items : [one],
    );
  });
  return texts.flatMap((one) => (one.kind === 'string' ? [one.value] : [])).slice(0, MAX_COMPARED);
}

const MAX_COMPARED = 20;

/** Readers that do something else from now on, and for whose owner it is to say what is meant. */
export function readerFindings(
  unit: Unit,
  linked: Linked,
  options: PlanOptions,
  configs: readonly ConfigModel[],
): Finding[] {
  const written = readersOf(unit, linked, options).readers.filter(({ remedy }) => !remedy);
  const places = new Set(written.map(({ span }) => span.start));
  const read = variableReaders(unit, linked, options, configs).filter(({ span }) => !places.has(span.start));
  return [...written, ...read].map(({ model, span, sentence }) =>
    note('model', model.path, span, 'review', 'reader-changes', sentence, unit.id),
  );
}
