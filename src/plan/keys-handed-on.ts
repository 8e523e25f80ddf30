import { flowFacts } from '../catalog/flow.js';
import { isTestPath } from '../discover/file-kinds.js';
import type { CallNode, Expression } from '../ir.js';
import type { Linked } from '../link/link.js';
import { only } from '../link/origins.js';
import { roleOf } from './setting-values.js';

interface Read {
  name: string;
  /** The expression that gives the value. */
  at?: Expression;
}

/**
 * Reads that hand a key to what nobody knows: a package that is in no catalog, or a request that could not be followed. Such a
 * thing asks OpenAI with it for all that is known, and with the gateway's key would do so too. What it is given beside the key
 * (an address, a model) goes with it.
 */
export function keysHandedOn<R extends Read>(linked: Linked, reads: readonly R[]): R[] {
  const callsOf = ({ at }: R) => (at ? callsOutside(linked, at) : []);
  const isKey = (read: R) => roleOf(read, undefined) === 'apiKey';
  const keys = reads.filter(isKey).map((read) => ({ read, calls: callsOf(read) }));
  const handedOn = keys.filter(({ read, calls }) => calls.length > 0 || (read.at && isSentAsKey(read.at)));
  const withKeys = new Set(handedOn.flatMap(({ calls }) => calls));
  const isBeside = (read: R) => withKeys.size > 0 && callsOf(read).some((call) => withKeys.has(call));
  const found = new Set(handedOn.map(({ read }) => read));
  return reads.filter((read) => found.has(read) || isBeside(read));
}

/** Calls of packages that get the value. What checks it against a schema gives it back to the program. */
function callsOutside({ textFlow, resolver }: Linked, read: Expression): CallNode[] {
  const { schemas, environmentSchemas } = flowFacts(read.model.language);
  const checking = new Set([...schemas, ...environmentSchemas].map((one) => one.package));
  return textFlow.reaches(read).flatMap((reach) => {
    if (reach.kind !== 'handed' || isTestPath(reach.call.model.path)) return [];
    const packages = only(resolver.briefly(reach.call.callee), 'external').map((callee) => callee.package);
    return packages.some((name) => !checking.has(name)) ? [reach.call] : [];
  });
}

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
