import { flowFacts, saidOf } from '../catalog/flow.js';
import type { Argument, CallNode, MemberNode, Path } from '../ir.js';
import { ANY } from '../ir.js';
import { type Origin, walkedName } from './origins.js';
import type { Resolver } from './resolve.js';

/** Where a value lies in what a call gives, … */
export interface Given {
  call: CallNode;
  inside: Path;
  /** … or may lie: the call may give something else as well. */
  isPerhaps?: true;
}

/**
 * What a language's own methods give of a value that lies `inside` their receiver: `clients.get("fast")`, `clients.items()`,
 * `create.bind(client)`. Undefined where the method is not one of them, or gives something else.
 */
export function givenByMethod(
  resolver: Resolver,
  { property = '', use, model }: MemberNode,
  inside: Path,
): Given | undefined {
  const facts = flowFacts(model.language);
  if (use?.as !== 'callee' || saidOf(facts.callbackMethods, property)) return undefined;
  const { call } = use;
  const [first, ...rest] = inside;
  // With more arguments it is another function.
  if (first === undefined)
    return facts.bindMethods?.includes(property) && call.arguments.length <= 1 ? { call, inside } : undefined;
  const [key] = call.arguments;
  if (facts.entryMethods?.includes(property) && key) {
    const names = resolver.strings(key.value).map(({ value }) => value);
    if (names.length === 0 || names.includes(first)) return { call, inside: rest };
    return first === ANY ? { call, inside: rest, isPerhaps: true } : undefined;
  }
  const pair = saidOf(facts.pairMethods, property);
  if (pair !== undefined) return { call, inside: inPair(pair, rest) };
  if (facts.elementMethods.includes(property)) return { call, inside: rest };
  return facts.passThroughMethods.includes(property) ? { call, inside } : undefined;
}

/** The same of functions, for a value that lies inside one of their arguments: `enumerate(clients)`. */
export function givenByFunction(
  call: CallNode,
  argument: Argument,
  callees: readonly Origin[],
  [first, ...rest]: Path,
): Given | undefined {
  const { pairFunctions } = flowFacts(call.model.language);
  if (!pairFunctions || first === undefined) return undefined;
  for (const callee of callees) {
    const pair =
      callee.kind === 'external' || callee.kind === 'global' ? saidOf(pairFunctions, walkedName(callee)) : undefined;
    if (pair !== undefined)
      return { call, inside: inPair(pair === ANY ? String(call.arguments.indexOf(argument)) : pair, rest) };
  }
  return undefined;
}

function inPair(place: string, rest: Path): Path {
  return [ANY, ...(place === '' ? [] : [place]), ...rest];
}

/** Whether a call binds a method of a package to nothing but what it is a method of: `client.ask.bind(client)`. */
export function bindsOwn(callees: readonly Origin[], call: CallNode): boolean {
  const methods = flowFacts(call.model.language).bindMethods ?? [];
  const isBinding = (one: Origin) => one.kind === 'external' && methods.includes(one.path.at(-1) ?? '');
  return call.arguments.length === 1 && callees.length > 0 && callees.every(isBinding);
}
