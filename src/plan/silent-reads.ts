import type { Expression } from '../ir.js';
import { type OriginOf, only } from '../link/origins.js';
import { isWithin } from '../spans.js';
import type { Unit } from './types.js';

/**
 * Reads of the key that give nothing where the variable is not set, and that go to the client as they are. An SDK which
 * reads the environment by itself then takes OpenAI's key, and would send it to the gateway.
 */
export function silentReads({ apiKey, sdk }: Unit): { name: string; read: Expression }[] {
  if (!sdk || sdk.environment.apiKey.length === 0) return [];
  return only(apiKey.origins, 'environment').flatMap((origin) => {
    const read = origin.mayBeNothing && !origin.isStored ? readOf(origin, apiKey.value) : undefined;
    return read && goesOn(read, apiKey.value) ? [{ name: origin.name, read }] : [];
  });
}

/** The whole of a read: a call, or what is walked from the environment on, with a sign that says that it is there. */
function readOf({ node }: OriginOf<'environment'>, value: Expression | undefined): Expression | undefined {
  if (node.kind === 'call') return node;
  const [definition] = value?.kind === 'reference' ? (value.binding?.definitions ?? []) : [];
  const given = definition ? 'value' in definition && definition.value : value;
  if (!given) return undefined;
  const walked = given.kind === 'wrapper' && given.operator === 'cast' ? given.value : given;
  const isRead = walked.kind === 'member' && walked.model === node.model && isWithin(node, walked);
  return isRead ? given : undefined;
}

/** The read is the client's argument, or is named and then only handed to calls: nobody asks whether it is there. */
function goesOn(read: Expression, value: Expression | undefined): boolean {
  if (read === value) return true;
  if (read.use?.as !== 'definition' || read.use.assignments?.length) return false;
  const references = read.use.targets.flatMap(({ binding }) => (binding.whole ?? binding).references);
  return references.length > 0 && references.every(isHandedOn);
}

function isHandedOn({ use }: Expression): boolean {
  return use?.as === 'argument' || (use?.as === 'entry' && isHandedOn(use.object));
}
