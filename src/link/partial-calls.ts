import { flowFacts } from '../catalog/flow.js';
import type { CallNode } from '../ir.js';
import { dottedName, type Origin } from './origins.js';

const MERGED = new WeakMap<CallNode, WeakMap<CallNode, CallNode>>();

/** The call that made a function with some of its arguments given (`partial(f, model="x")`), if the callee is one. */
export function partialOf(callee: Origin): CallNode | undefined {
  if (callee.kind !== 'external' || callee.path.at(-1) !== '()') return undefined;
  const call = callee.calls.at(-1);
  return call && isPartial(call, { package: callee.package, path: callee.path.slice(0, -1) }) ? call : undefined;
}

/** Whether calling what is named gives its first argument with some arguments given. */
export function isPartial(call: CallNode, callee: { package: string; path: readonly string[] }): boolean {
  return flowFacts(call.model.language).partialFunctions?.includes(dottedName(callee)) ?? false;
}

/**
 * A call of such a function, as the call of the function itself that it is. What the later call names wins. Without a
 * later call: what is given so far.
 */
export function mergedCall(partial: CallNode, later?: CallNode): CallNode {
  const known = MERGED.get(partial) ?? new WeakMap<CallNode, CallNode>();
  MERGED.set(partial, known);
  const merged = known.get(later ?? partial);
  if (merged) return merged;
  const [wrapped, ...given] = partial.arguments;
  const more = later?.arguments ?? [];
  const isPositional = ({ name, spread }: (typeof given)[number]) => name === undefined && spread !== 'mapping';
  // Not by a spread, which leaves out what a node works out when it is asked.
  const { model, start, end, use, isNew, argumentsSpan, callee } = later ?? partial;
  const all = [
    ...given.filter(isPositional),
    ...more.filter(isPositional),
    ...more.filter((one) => !isPositional(one)),
    ...given.filter((one) => !isPositional(one)),
  ];
  const last = all.at(-1);
  const made: CallNode = {
    ...{ kind: 'call', model, start, end, use, isNew, argumentsSpan },
    callee: wrapped?.value ?? callee,
    arguments: all,
    written: later && (!last || more.includes(last)) ? later : partial,
  };
  known.set(later ?? partial, made);
  return made;
}
