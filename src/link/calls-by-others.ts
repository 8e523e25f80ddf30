import { lastName, terminalName } from '../callee-names.js';
import { type CallingFunction, flowFacts, saidOf } from '../catalog/flow.js';
import type { Argument, CallNode, Expression, SourceModel } from '../ir.js';
import { named } from '../names.js';
import { push } from '../push.js';
import { type Origin, walkedName } from './origins.js';
import { givenAt } from './place-in.js';
import type { Resolver } from './resolve.js';

const MADE = new WeakMap<CallNode, CallNode>();
const MADE_BY_METHOD = new WeakMap<CallNode, CallNode>();
/** By language and last name: it is asked for each call. */
const FACTS = new Map<string, Map<string, CallingFunction[]>>();

function factsOf(language: string): ReadonlyMap<string, CallingFunction[]> {
  const known = FACTS.get(language);
  if (known) return known;
  const made = new Map<string, CallingFunction[]>();
  for (const fact of flowFacts(language).callingFunctions ?? []) push(made, lastName(fact.called), fact);
  FACTS.set(language, made);
  return made;
}

/** Those by whose last name a callee goes. */
function factsFor({ callee, model }: CallNode): readonly CallingFunction[] {
  return factsOf(model.language).get(terminalName(callee) ?? '') ?? [];
}

/** The last names of what calls functions that it is handed. */
export function callingNames(language: string): ReadonlySet<string> {
  return new Set(factsOf(language).keys());
}

/** What a call has called, where its callee is one that calls what it is handed: `f(x)` of `asyncio.to_thread(f, x)`. */
export function callByOther(call: CallNode, callees: readonly Origin[]): CallNode | undefined {
  const fact = factsFor(call).find((one) => isCalled(one, callees));
  return fact && madeBy(call, fact);
}

/** At a glance: what a call may have called. */
export function mayBeCalledBy(call: CallNode): Expression[] {
  return factsFor(call).flatMap((fact) => givenAt(call, fact.function)?.value ?? []);
}

/** Of an object that is not known, the name of the method says it. */
function isCalled({ called, isMethod }: CallingFunction, callees: readonly Origin[]): boolean {
  if (isMethod) return !callees.some(({ kind }) => kind === 'function' || kind === 'class');
  return callees.some((one) => (one.kind === 'external' || one.kind === 'global') && walkedName(one) === called);
}

function madeBy(call: CallNode, fact: CallingFunction): CallNode | undefined {
  const known = MADE.get(call);
  if (known) return known;
  const handed = givenAt(call, fact.function);
  if (!handed || handed.steps.length > 0) return undefined;
  const made = calledWith(call, handed.value, argumentsFor(call, handed.value, fact));
  if (fact.isEach) made.isEach = true;
  MADE.set(call, made);
  return made;
}

function argumentsFor(call: CallNode, handed: Expression, { isEach, list, mapping }: CallingFunction): Argument[] {
  if (!list) {
    const behind = call.arguments.slice(call.arguments.findIndex(({ value }) => value === handed) + 1);
    return isEach ? behind.flatMap((one) => (one.name === undefined ? [elementOf(one.value)] : [])) : behind;
  }
  const spread = (places: CallingFunction['list'], form: 'list' | 'mapping'): Argument[] => {
    const value = places && givenAt(call, places)?.value;
    return value ? [{ value, spread: form, start: value.start, end: value.end }] : [];
  };
  return [...spread(list, 'list'), ...spread(mapping, 'mapping')];
}

function elementOf(value: Expression): Argument {
  return { value, start: value.start, end: value.end, isElement: true };
}

function calledWith(call: CallNode, callee: Expression, given: Argument[]): CallNode {
  const { model, start, end, use, argumentsSpan } = call;
  return {
    ...{ kind: 'call', model, start, end, use, argumentsSpan },
    ...{ callee, arguments: given, isNew: false, written: call },
  };
}

/** `list.map(ask)`: the call of a function with a name that a method of its receiver makes. */
export function callByMethod(call: CallNode): CallNode | undefined {
  const { callee, arguments: given } = call;
  const handed = given[0]?.value;
  if (callee.kind !== 'member' || (handed?.kind !== 'reference' && handed?.kind !== 'member')) return undefined;
  const takes = saidOf(flowFacts(call.model.language).callbackMethods, callee.property ?? '');
  if (!takes) return undefined;
  const known = MADE_BY_METHOD.get(call);
  if (known) return known;
  const { object } = callee;
  const { start, end } = object;
  const made = calledWith(call, handed, [takes === 'element' ? elementOf(object) : { value: object, start, end }]);
  MADE_BY_METHOD.set(call, made);
  return made;
}

/** The calls in a file that others make for it, of functions that may have one of the names, and are given something. */
export function callsByOthers(resolver: Resolver, model: SourceModel, isWanted: (name: string) => boolean): CallNode[] {
  const names = callingNames(model.language);
  if (names.size === 0) return [];
  return named(model, 'calls', (name) => names.has(name)).flatMap((call) => {
    if (!mayBeCalledBy(call).some((value) => isWanted(terminalName(value) ?? ''))) return [];
    const made = callByOther(call, resolver.at(call.callee, []));
    return made && made.arguments.length > 0 && isWanted(terminalName(made.callee) ?? '') ? [made] : [];
  });
}
