import { isOneOf, rootOf } from '../callee-names.js';
import { flowFacts } from '../catalog/flow.js';
import type { Argument, Binding, CallNode, ClassNode, Expression, OperationNode, SourceModel } from '../ir.js';
import { ANY } from '../ir.js';
import { named } from '../names.js';
import { push } from '../push.js';
import { type Frame, isWithout, type Origin, type Step } from './origins.js';
import { openPathOf } from './project.js';
import type { Resolver } from './resolve.js';
import { startsWith } from './steps.js';

/** Something is put into an object that is there: `options.update(more, timeout=3)`, `Object.assign(options, more)`. */
export interface Merge {
  into: Expression;
  /** Where the object lies in that of which the merge is. */
  names: string[];
  from: readonly Argument[];
}

/** Whether an operation gives an object with all that both sides hold: `a | b`. */
export function isUnion({ model, operator }: OperationNode): boolean {
  return flowFacts(model.language).mergeOperators?.includes(operator) === true;
}

/** What a call merges into what, by the names of what it calls. */
export function mergeOf(call: CallNode): Merge | undefined {
  const { mergeMethods, mergeFunctions } = flowFacts(call.model.language);
  const { callee, arguments: given } = call;
  if (callee.kind !== 'member' || callee.property === undefined) return undefined;
  if (mergeMethods?.includes(callee.property)) return merge(callee.object, given);
  const [first, ...rest] = given;
  const { object, property } = callee;
  const isFunction =
    object.kind === 'reference' && !object.binding && mergeFunctions.includes(`${object.name}.${property}`);
  return isFunction && first && !first.spread ? merge(first.value, rest) : undefined;
}

function merge(into: Expression, from: readonly Argument[]): Merge {
  return { into, names: into.kind === 'member' ? openPathOf(into) : [], from };
}

/** All merges of a file, by the name or the class in which the object lies. */
export function mergesIn(model: SourceModel): Map<Binding | ClassNode, Merge[]> {
  const { mergeMethods = [], mergeFunctions } = flowFacts(model.language);
  const names = new Set([...mergeMethods, ...mergeFunctions.map((one) => one.slice(one.lastIndexOf('.') + 1))]);
  const found = new Map<Binding | ClassNode, Merge[]>();
  for (const call of named(model, 'callees', isOneOf(names))) {
    const one = mergeOf(call);
    const root = one && (one.into.kind === 'member' ? rootOf(one.into) : one.into);
    if (root?.kind === 'reference' && root.binding) push(found, root.binding, one);
    if (root?.kind === 'self' && root.of?.kind === 'class') push(found, root.of, one);
  }
  return found;
}

/** What a merge gives to what lies at the path in that of which it is. */
export function merged(resolver: Resolver, { names, from }: Merge, path: readonly Step[], frame?: Frame): Origin[] {
  const inside = path.slice(names.length);
  const [first, ...rest] = inside;
  if (!first || !startsWith(path, names)) return [];
  return from.flatMap(({ name, value }) => {
    if (name === undefined) return resolver.at(value, inside, frame).filter((origin) => !isWithout(origin, inside));
    return name === first.name || first.name === ANY ? resolver.at(value, rest, frame) : [];
  });
}
