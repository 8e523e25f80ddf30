import { flowFacts, type PatternTest, type TextMethod } from '../catalog/flow.js';
import type { CallNode, ChoiceNode, Expression, MemberNode, OperationNode, Span, StringNode } from '../ir.js';
import type { Linked } from '../link/link.js';
import { dottedName, type Origin } from '../link/origins.js';
import { foundByForeign } from './foreign-pattern.js';

/** An exception takes the place of a value. */
export const RAISES = Symbol('raises');
/** What cannot be worked out. */
export const UNKNOWN = Symbol('unknown');

/** Something that is there, of which no more is known than where it is written. */
export class Found {
  constructor(readonly node: Expression) {}
}

export type Value =
  | string
  | number
  | boolean
  | null
  | undefined
  | RegExp
  | readonly string[]
  | Found
  | typeof RAISES
  | typeof UNKNOWN;

/** The text that is asked about, and what it is taken to be. */
export interface Subject {
  node: Expression;
  /** It is what a variable of the environment holds. */
  variable?: string;
  text: string;
  /** What else has another text then. */
  textOf(node: StringNode): string;
}

const MAX_DEPTH = 12;
const MAX_ALTERNATIVES = 16;

/** What an expression gives for a text: one value for each of the texts that it may be compared with. */
export function valuesFor(linked: Linked, expression: Expression, subject: Subject): Value[] {
  const first = new Evaluation(linked, subject, 0);
  const values: Value[] = [first.of(expression)];
  for (let index = 1; index < Math.min(first.alternatives, MAX_ALTERNATIVES); index++)
    values.push(new Evaluation(linked, subject, index).of(expression));
  return values;
}

class Evaluation {
  /** The most texts that some part of the expression may be. */
  alternatives = 1;
  #depth = 0;

  constructor(
    readonly linked: Linked,
    readonly subject: Subject,
    /** Which of several texts is meant. */
    readonly index: number,
  ) {}

  of(node: Expression): Value {
    if (this.#depth > MAX_DEPTH) return UNKNOWN;
    this.#depth++;
    const value = this.#of(node);
    this.#depth--;
    return value;
  }

  #of(node: Expression): Value {
    switch (node.kind) {
      case 'string':
        return node === this.subject.node ? this.subject.text : this.subject.textOf(node);
      case 'constant':
        return node.pattern ? writtenPattern(node, node.pattern) : node.value;
      case 'wrapper':
        return node.operator === 'cast' || node.operator === 'await' ? this.of(node.value) : UNKNOWN;
      case 'choice':
        return this.#choice(node);
      case 'operation':
        return this.#operation(node);
      case 'call':
        return this.#call(node);
      case 'member':
        return this.#isSubject(node) ? this.subject.text : this.#member(node);
      case 'reference':
        return this.#reference(node);
      default:
        return UNKNOWN;
    }
  }

  #isSubject(node: Expression): boolean {
    const { node: meant, variable } = this.subject;
    return this.linked.resolver
      .at(node, [])
      .some((o) =>
        o.kind === 'environment'
          ? o.name === variable && !o.derived
          : o.kind === 'string' && o.node === meant && !o.derived,
      );
  }

  #reference(node: Expression & { kind: 'reference' }): Value {
    if (this.#isSubject(node)) return this.subject.text;
    const [definition, ...more] = node.binding?.definitions ?? [];
    const isDerived = this.linked.resolver.at(node, []).some((o) => 'derived' in o && o.derived);
    if (isDerived && definition?.from === 'value' && definition.path.length === 0 && more.length === 0)
      return this.of(definition.value);
    return isDerived ? UNKNOWN : this.#resolved(node);
  }

  /** A text or a constant that stands elsewhere. */
  #resolved(node: Expression): Value {
    const origins = this.linked.resolver.at(node, []).filter((origin) => origin.kind !== 'absent');
    const texts = origins.flatMap((origin) => (origin.kind === 'string' && !origin.derived ? [origin.node] : []));
    if (texts.length === origins.length && texts.length > 0) return this.#oneOf(texts);
    const [only] = origins;
    if (origins.length !== 1 || !only) return UNKNOWN;
    if (only.kind === 'constant') return this.of(only.node);
    if (only.kind === 'external' && only.calls[0] && isMaker(dottedName(only), only.node))
      return this.of(only.calls[0]);
    return UNKNOWN;
  }

  #oneOf(texts: readonly StringNode[]): Value {
    this.alternatives = Math.max(this.alternatives, texts.length);
    const text = texts[this.index % texts.length];
    return text ? this.of(text) : UNKNOWN;
  }

  #choice({ operator, test, options }: ChoiceNode): Value {
    const [first, second] = options;
    if (operator === 'conditional') {
      const holds = test ? this.of(test) : UNKNOWN;
      if (holds === UNKNOWN || holds === RAISES) return holds;
      const chosen = isTrue(holds) ? first : second;
      return chosen ? this.#valueOrFound(chosen) : UNKNOWN;
    }
    const left = operator === 'and' ? test : first;
    const right = operator === 'and' ? first : second;
    const value = left ? this.of(left) : UNKNOWN;
    if (value === UNKNOWN || value === RAISES || !right) return value;
    const goesOn =
      operator === 'and' ? isTrue(value) : operator === 'or' ? !isTrue(value) : value === undefined || value === null;
    return goesOn ? this.#valueOrFound(right) : value;
  }

  #valueOrFound(node: Expression): Value {
    const value = this.of(node);
    return value === UNKNOWN ? new Found(node) : value;
  }

  #operation({ operator, operands, model }: OperationNode): Value {
    const [left, right] = operands;
    if (!left) return UNKNOWN;
    if (!right) {
      const value = this.of(left);
      return /^(?:!|not|not_operator)$/.test(operator) && value !== UNKNOWN && value !== RAISES
        ? !isTrue(value)
        : UNKNOWN;
    }
    if (operands.length > 2) return UNKNOWN;
    if (operator === 'in') return this.#holds(right, this.of(left), model.language);
    const isNegated = operator.startsWith('!');
    if (!/^[=!]==?$/.test(operator)) return UNKNOWN;
    const a = this.of(left);
    const b = this.of(right);
    if (a === RAISES || b === RAISES) return RAISES;
    return isPlain(a) && isPlain(b) ? (a === b) !== isNegated : UNKNOWN;
  }

  /** Whether a text, a list or a table holds the text. */
  #holds(container: Expression, value: Value, language: string): Value {
    if (typeof value !== 'string') return value === RAISES ? RAISES : UNKNOWN;
    const keys = this.#keysOf(container);
    if (keys) return keys === UNKNOWN ? UNKNOWN : keys.includes(value);
    const text = this.of(container);
    return typeof text === 'string' && flowFacts(language).inSearchesText ? text.includes(value) : UNKNOWN;
  }

  /** The elements of a list, or the keys of a table; undefined for what is neither. */
  #keysOf(node: Expression): readonly string[] | typeof UNKNOWN | undefined {
    const all: string[] = [];
    const origins = this.linked.resolver.at(node, []);
    if (origins.length === 0) return undefined;
    for (const origin of origins) {
      if (origin.kind === 'object') {
        for (const { key } of origin.node.entries) {
          if (key === undefined) return UNKNOWN;
          all.push(key);
        }
      } else if (origin.kind === 'list') {
        const items = this.#textsIn(node);
        if (!items) return UNKNOWN;
        all.push(...items);
      } else if (origin.kind === 'global' && origin.path.at(-1) === '()') {
        const kind = flowFacts(node.model.language).containers?.[origin.path.slice(0, -1).join('.')];
        const given = origin.calls.at(-1)?.arguments[0]?.value;
        if (!kind || !given) return undefined;
        const held = kind === 'pairs' ? this.#pairsIn(given)?.map(([name]) => name) : this.#keysOf(given);
        if (!held || held === UNKNOWN) return UNKNOWN;
        all.push(...held);
      } else return undefined;
    }
    return all;
  }

  /** The texts that a list holds, if it holds nothing else. */
  #textsIn(list: Expression): string[] | undefined {
    const items = this.linked.resolver.resolve(list, ['*']);
    if (!items.every((item) => item.kind === 'string')) return undefined;
    return items.flatMap((item) => (item.kind === 'string' ? [this.subject.textOf(item.node)] : []));
  }

  /** `[["a", 1], ["b", 2]]`. */
  #pairsIn(node: Expression): [string, Expression][] | undefined {
    const [origin, ...more] = this.linked.resolver.at(node, []);
    if (origin?.kind !== 'list' || more.length > 0) return undefined;
    const pairs = origin.node.items.map((item) => (item.kind === 'list' ? item.items : []));
    const found = pairs.flatMap(([key, value]): [string, Expression][] =>
      key?.kind === 'string' && value ? [[key.value, value]] : [],
    );
    return found.length === pairs.length ? found : undefined;
  }

  #member(node: MemberNode): Value {
    const key = node.key ? this.of(node.key) : node.property;
    if (key === RAISES) return RAISES;
    const object = this.of(node.object);
    if (object === RAISES) return RAISES;
    if (object === UNKNOWN && node.key && typeof key === 'string') {
      const value = this.#entry(node.object, key);
      if (value !== UNKNOWN)
        return value === undefined && flowFacts(node.model.language).missingKeyRaises ? RAISES : value;
    }
    if (object === undefined || object === null) return node.isOptional ? undefined : RAISES;
    const name = typeof key === 'number' ? String(key) : key;
    if (Array.isArray(object)) return /^\d+$/.test(String(name)) ? object[Number(name)] : UNKNOWN;
    if (object instanceof Found && typeof name === 'string') return this.#inside(object.node, name);
    return object === UNKNOWN ? this.#resolved(node) : UNKNOWN;
  }

  #entry(object: Expression, key: string): Value {
    const origins = this.linked.resolver.at(object, []);
    const [only] = origins;
    if (only?.kind === 'global' && origins.length === 1) {
      const made = flowFacts(object.model.language).containers?.[only.path.slice(0, -1).join('.')];
      const given = only.calls.at(-1)?.arguments[0]?.value;
      const pairs = made === 'pairs' && given ? this.#pairsIn(given) : undefined;
      if (!pairs) return UNKNOWN;
      const pair = pairs.find(([name]) => name === key);
      return pair && this.#valueOrFound(pair[1]);
    }
    if (origins.length === 0 || !origins.every(({ kind }) => kind === 'object')) return UNKNOWN;
    return this.#inside(object, key);
  }

  #inside(object: Expression, name: string): Value {
    const found = this.linked.resolver.resolve(object, [name]);
    const given = found.filter((origin) => origin.kind !== 'absent' && !isMissingInData(origin));
    if (given.length === 0) return found.length > 0 ? undefined : UNKNOWN;
    const [first] = given;
    if (!first || !('node' in first) || first.kind === 'unknown' || first.kind === 'parameter')
      return first?.kind === 'unknown' && first.node.use?.as === 'entry' ? new Found(first.node) : UNKNOWN;
    if (given.length > 1) return new Found(first.node);
    return first.kind === 'constant' || first.kind === 'string' ? this.of(first.node) : new Found(first.node);
  }

  #call(node: CallNode): Value {
    const { callee, model } = node;
    const facts = flowFacts(model.language);
    const [first, second] = node.arguments;
    if (callee.kind === 'member' && callee.property !== undefined) {
      const receiver = this.of(callee.object);
      if (receiver === RAISES) return RAISES;
      const method = own(facts.textMethods, callee.property);
      if (typeof receiver === 'string' && method) return this.#text(receiver, method, first?.value);
      const test = own(facts.patternMethods, callee.property);
      if (receiver instanceof RegExp && test && first) return this.#fits(receiver, test, this.of(first.value));
      if (first && facts.membershipMethods?.includes(callee.property) && this.#keysOf(callee.object))
        return this.#holds(callee.object, this.of(first.value), model.language);
      if (first && facts.lookupMethods?.includes(callee.property)) {
        const key = this.of(first.value);
        const value = typeof key === 'string' ? this.#entry(callee.object, key) : UNKNOWN;
        return value === undefined && second ? this.#valueOrFound(second.value) : value;
      }
      if (callee.property === 'keys' && node.arguments.length === 0) return UNKNOWN;
    }
    return this.#isSubject(node) && callee.kind !== 'member' ? this.subject.text : this.#function(node);
  }

  #function(node: CallNode): Value {
    const facts = flowFacts(node.model.language);
    const [first, second] = node.arguments;
    const [origin] = this.linked.resolver.at(node.callee, []);
    if (origin?.kind !== 'external' || !first) return UNKNOWN;
    const name = dottedName(origin);
    if (facts.patternMakers?.includes(name)) {
      const source = this.of(first.value);
      return typeof source === 'string' ? patternOf(source, '') : UNKNOWN;
    }
    const method = own(facts.textFunctions, name);
    if (method) {
      const text = this.of(first.value);
      return typeof text === 'string' ? this.#text(text, method, second?.value) : UNKNOWN;
    }
    if (second && facts.membershipFunctions?.includes(name))
      return this.#holds(second.value, this.of(first.value), node.model.language);
    const test = facts.patternFunctions?.[name];
    if (!test || !second) return UNKNOWN;
    const source = this.of(first.value);
    const pattern = typeof source === 'string' ? patternOf(source, '') : source;
    return pattern instanceof RegExp ? this.#fits(pattern, test, this.of(second.value)) : UNKNOWN;
  }

  #fits(pattern: RegExp, test: PatternTest, text: Value): Value {
    if (typeof text !== 'string' || text.length > 200) return UNKNOWN;
    const found = foundByForeign(pattern, text);
    if (!found) return found === null ? false : UNKNOWN;
    return test === 'finds' || (found.index === 0 && (test === 'begins' || found[0].length === text.length));
  }

  #text(text: string, method: TextMethod, argument: Expression | undefined): Value {
    if (method === 'lower') return text.toLowerCase();
    if (method === 'upper') return text.toUpperCase();
    if (method === 'same') return text;
    if (!argument) return UNKNOWN;
    const listed = argument.kind === 'list' || argument.kind === 'reference' ? this.#keysOf(argument) : undefined;
    const asked = Array.isArray(listed) ? listed : [this.of(argument)];
    if (method === 'matches') return asked[0] instanceof RegExp ? this.#fits(asked[0], 'finds', text) : UNKNOWN;
    const texts = asked.filter((one): one is string => typeof one === 'string');
    const [only] = texts;
    if (texts.length < asked.length || only === undefined) return UNKNOWN;
    switch (method) {
      case 'begins':
        return texts.some((one) => text.startsWith(one));
      case 'ends':
        return texts.some((one) => text.endsWith(one));
      case 'holds':
        return texts.some((one) => text.includes(one));
      case 'split':
        return text.split(only);
      case 'place':
        return text.includes(only) ? text.indexOf(only) : false;
      default:
        return text.indexOf(only);
    }
  }
}

function isMaker(name: string, { model }: Expression): boolean {
  return flowFacts(model.language).patternMakers?.some((maker) => name.startsWith(maker)) ?? false;
}

/** `/source/flags`. */
function writtenPattern({ model, end }: Expression, source: Span): RegExp | typeof UNKNOWN {
  return patternOf(model.text.slice(source.start, source.end), model.text.slice(source.end + 1, end));
}

/** A regular expression, if it is short and means the same here. */
function patternOf(source: string, flags: string): RegExp | typeof UNKNOWN {
  const isBlind = source.startsWith('(?i)');
  const plain = isBlind ? source.slice(4) : source;
  if (plain.length > 200 || /\(\?[^:=!]|\\[AZz]/.test(plain)) return UNKNOWN;
  try {
    return new RegExp(plain, isBlind ? `${flags}i` : flags);
  } catch {
    return UNKNOWN;
  }
}

function own<T>(facts: Readonly<Record<string, T>> | undefined, name: string): T | undefined {
  return facts && Object.hasOwn(facts, name) ? facts[name] : undefined;
}

function isPlain(value: Value): boolean {
  return value === null || ['string', 'number', 'boolean', 'undefined'].includes(typeof value);
}

export function isTrue(value: Value): boolean {
  return value instanceof Found || Boolean(value);
}

/** Whether two values are the same as far as the code that reads them is concerned. */
export function isSame(a: Value, b: Value): boolean {
  if (a instanceof Found && b instanceof Found) return a.node === b.node;
  if (Array.isArray(a) && Array.isArray(b)) return a.join('\0') === b.join('\0');
  return a === b;
}

/** What a file of data does not hold is no place to write to, but it is known to be missing. */
function isMissingInData(origin: Origin): boolean {
  return origin.kind === 'unknown' && origin.node.kind === 'object' && origin.node.model.isData === true;
}
