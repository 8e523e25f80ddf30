import { flowFacts } from '../catalog/flow.js';
import { isTestPath } from '../discover/file-kinds.js';
import type { CallNode, Expression } from '../ir.js';
import type { Linked } from '../link/link.js';
import { only } from '../link/origins.js';
import type { Resolver } from '../link/resolve.js';
import { roleOf } from './setting-values.js';
import { understoodPackages } from './understood-packages.js';

interface Read {
  name: string;
  /** The expression that gives the value. */
  at?: Expression;
  /** Its name is nobody's: what is known to ask with it is a unit, whosever it is. */
  isNeutral?: true;
}

export interface HandedOn<R> {
  reads: R[];
  /** What is given a key, by packages that nobody knows. */
  calls: CallNode[];
}

/**
 * Reads that hand a key to what nobody knows: a package that is in no catalog, or a request that could not be followed. Such a
 * thing asks OpenAI with it for all that is known, and with the gateway's key would do so too. What it is given beside the key
 * (an address, a model) goes with it. A read that is used, by a unit, may be handed on as well.
 */
export function keysHandedOn<R extends Read>(
  linked: Linked,
  reads: readonly R[],
  isUsed: (read: R) => boolean,
): HandedOn<R> {
  const known = new Map<R, CallOutside[]>();
  const callsOf = (read: R): CallOutside[] => {
    const calls = known.get(read) ?? (read.at ? callsOutside(linked, read.at, read.isNeutral || isUsed(read)) : []);
    known.set(read, calls);
    return calls;
  };
  const isKey = (read: R) => roleOf(read, undefined) === 'apiKey';
  const keys = reads.filter(isKey).map((read) => ({ read, calls: callsOf(read) }));
  const handedOn = keys.filter(
    ({ read, calls }) => calls.length > 0 || (read.at && !isUsed(read) && isSentAsKey(read.at)),
  );
  const given = handedOn.flatMap(({ calls }) => calls);
  const withKeys = new Set(given.map(({ call }) => call));
  const isBeside = (read: R) => withKeys.size > 0 && callsOf(read).some(({ call }) => withKeys.has(call));
  const found = new Set(handedOn.map(({ read }) => read));
  return {
    reads: reads.filter((read) => found.has(read) || isBeside(read)),
    calls: [...new Set(given.flatMap(({ call, isStrange }) => (isStrange ? call : [])))],
  };
}

export interface CallOutside {
  call: CallNode;
  /** Nobody knows what the package asks. */
  isStrange: boolean;
}

/** Calls of packages that get the value. What checks it against a schema gives it back to the program. */
export function callsOutside(
  { textFlow, resolver, project }: Linked,
  read: Expression,
  isUsed: boolean,
): CallOutside[] {
  const { schemas, environmentSchemas } = flowFacts(read.model.language);
  const checking = new Set([...schemas, ...environmentSchemas].map((one) => one.package));
  const isUnderstood = understoodPackages(project, read.model);
  return textFlow.reaches(read).flatMap((reach): CallOutside[] => {
    if (reach.kind !== 'handed' || isTestPath(reach.call.model.path)) return [];
    const { call } = reach;
    const called = only(resolver.briefly(call.callee), 'external').map((one) => one.package);
    const packages = [...called, ...packagesExtended(call.callee, resolver)].filter((name) => !checking.has(name));
    const isStrange = packages.some((name) => !isUnderstood(name));
    // What is known to ask with a key that is used is a unit, or asks nobody.
    return isStrange || (!isUsed && called.some((name) => !checking.has(name))) ? [{ call, isStrange }] : [];
  });
}

/** The packages whose class a callee extends: it has no constructor of its own, or `super(…)` calls theirs. */
function packagesExtended(callee: Expression, resolver: Resolver, depth = 0): string[] {
  const classes = callee.kind === 'super' ? [callee.class] : only(resolver.briefly(callee), 'class').map((o) => o.node);
  return classes.flatMap((one) => {
    const { superclass } = one ?? {};
    if (!superclass || depth > MAX_CLASSES) return [];
    const packages = only(resolver.briefly(superclass), 'external').map((origin) => origin.package);
    return [...packages, ...packagesExtended(superclass, resolver, depth + 1)];
  });
}

const MAX_CLASSES = 8;

const KEY_HEADER = /^(?:authorization|(?:[\w-]+-)?api-key)$/i;

/** `{ Authorization: `Bearer ${key}` }`, `headers.Authorization = …`, `headers.set('Authorization', …)`. */
function isSentAsKey({ use }: Expression): boolean {
  switch (use?.as) {
    case 'part':
      return isSentAsKey(use.template);
    case 'option':
      return isSentAsKey(use.choice);
    case 'wrapped':
      return isSentAsKey(use.wrapper);
    case 'entry':
      return KEY_HEADER.test(use.entry.key ?? '');
    case 'assignment':
      return KEY_HEADER.test(use.assignment.target.property ?? '');
    case 'definition':
      return use.assignments?.some(({ target }) => KEY_HEADER.test(target.property ?? '')) ?? false;
    case 'argument': {
      const [name] = use.call.arguments;
      return name?.value.kind === 'string' && KEY_HEADER.test(name.value.value);
    }
    default:
      return false;
  }
}
