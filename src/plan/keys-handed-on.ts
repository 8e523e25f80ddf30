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
  const callsOf = (read: R) => (read.at ? callsOutside(linked, read.at, isUsed(read)) : []);
  const isKey = (read: R) => roleOf(read, undefined) === 'apiKey';
  const keys = reads.filter(isKey).map((read) => ({ read, calls: callsOf(read) }));
  const handedOn = keys.filter(
    ({ read, calls }) => calls.length > 0 || (read.at && !isUsed(read) && isSentAsKey(read.at)),
  );
  const withKeys = new Set(handedOn.flatMap(({ calls }) => calls));
  const isBeside = (read: R) => withKeys.size > 0 && callsOf(read).some((call) => withKeys.has(call));
  const found = new Set(handedOn.map(({ read }) => read));
  return { reads: reads.filter((read) => found.has(read) || isBeside(read)), calls: [...withKeys] };
}

/** Calls of packages that get the value. What checks it against a schema gives it back to the program. */
function callsOutside({ textFlow, resolver, project }: Linked, read: Expression, isUsed: boolean): CallNode[] {
  const { schemas, environmentSchemas } = flowFacts(read.model.language);
  const checking = new Set([...schemas, ...environmentSchemas].map((one) => one.package));
  const isUnderstood = understoodPackages(project, read.model);
  const isStrange = (name: string) => !checking.has(name) && !isUnderstood(name);
  return textFlow.reaches(read).flatMap((reach) => {
    if (reach.kind !== 'handed' || isTestPath(reach.call.model.path)) return [];
    const { callee } = reach.call;
    const packages = only(resolver.briefly(callee), 'external').map((one) => one.package);
    const isHandedOn =
      packages.some((name) => (isUsed ? isStrange(name) : !checking.has(name))) ||
      packagesExtended(callee, resolver).some(isStrange);
    return isHandedOn ? [reach.call] : [];
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
