import { lastName, terminalName } from '../callee-names.js';
import { type CallingFunction, flowFacts } from '../catalog/flow.js';
import type { Argument, CallNode, SourceModel } from '../ir.js';
import { named } from '../names.js';
import { dottedName, type Origin } from './origins.js';
import type { Resolver } from './resolve.js';

const MADE = new WeakMap<CallNode, CallNode>();

/** What a call has called, where its callee is one that calls what it is handed: `f` of `asyncio.to_thread(f, x)`. */
export function handedFunction(call: CallNode, callees: readonly Origin[]): Argument | undefined {
  const name = terminalName(call.callee);
  const fact = flowFacts(call.model.language).callingFunctions?.find(
    (one) => lastName(one.called) === name && isCalled(one, callees),
  );
  const argument = fact && call.arguments[fact.function];
  return argument && argument.name === undefined && argument.spread === undefined ? argument : undefined;
}

/** Of an object that is not known, the name of the method says it. */
function isCalled({ called, isMethod }: CallingFunction, callees: readonly Origin[]): boolean {
  if (isMethod) return !callees.some(({ kind }) => kind === 'function' || kind === 'class');
  return callees.some((one) => one.kind === 'external' && dottedName(one) === called);
}

/** The call of the function itself that such a call is: it is given what stands behind the function. */
export function callOf(call: CallNode, handed: Argument): CallNode {
  const known = MADE.get(call);
  if (known) return known;
  const { model, start, end, use, argumentsSpan } = call;
  const given = call.arguments.slice(call.arguments.indexOf(handed) + 1);
  const made: CallNode = {
    ...{ kind: 'call', model, start, end, use, argumentsSpan },
    ...{ callee: handed.value, arguments: given, isNew: false, written: call },
  };
  MADE.set(call, made);
  return made;
}

/** The calls in a file that others make for it, of functions that may have one of the names, and are given something. */
export function callsByOthers(resolver: Resolver, model: SourceModel, isWanted: (name: string) => boolean): CallNode[] {
  const names = new Set(flowFacts(model.language).callingFunctions?.map(({ called }) => lastName(called)));
  if (names.size === 0) return [];
  return named(model, 'calls', (name) => names.has(name)).flatMap((call) => {
    const mayBe = call.arguments.some(({ value }) => isWanted(terminalName(value) ?? ''));
    const handed = mayBe ? handedFunction(call, resolver.at(call.callee, [])) : undefined;
    if (!handed || !isWanted(terminalName(handed.value) ?? '')) return [];
    const made = callOf(call, handed);
    return made.arguments.length > 0 ? [made] : [];
  });
}
