import { flowFacts } from '../../catalog/flow.js';
import type { CallNode, Expression, ListNode, ObjectNode } from '../../ir.js';
import { ANY } from '../../ir.js';
import { only, type Step } from '../../link/origins.js';
import type { Conversion } from './conversion.js';
import { isSentOnly, type SentOnly } from './sent-only.js';

/** The lists that an expression may be, and all objects in them; undefined where one of those is not known. */
export function elementsOf(
  conversion: Conversion,
  value: Expression,
  sent: SentOnly,
): { lists: ListNode[]; objects: ObjectNode[] } | undefined {
  const { linked } = conversion;
  // What a call gives may be made of a list, and be none.
  if (value.kind === 'call') return undefined;
  const origins = linked.resolver.at(value, []);
  const lists = only(origins, 'list').map(({ node }) => node);
  if (lists.length === 0 || lists.length < origins.length) return undefined;
  const additions = lists.flatMap((list) => additionsTo(conversion, list));
  const items = [{ value, steps: [{ name: ANY }] }, ...additions.flatMap(addedBy)].flatMap((one) =>
    linked.resolver.at(one.value, one.steps),
  );
  const objects = [...new Set(only(items, 'object').map(({ node }) => node))];
  if (only(items, 'object').length < items.length) return undefined;
  const isInPlace = (node: Expression) => node.start >= value.start && node.end <= value.end;
  const elsewhere = [...lists, ...objects].filter((node) => node.model !== value.model || !isInPlace(node));
  const calls = new Set([...sent.calls, ...additions]);
  return elsewhere.every((node) => isSentOnly(conversion, node, { ...sent, calls })) ? { lists, objects } : undefined;
}

/** The calls that add to a list, wherever it goes. */
function additionsTo({ linked }: Conversion, list: ListNode): CallNode[] {
  const { appendMethods } = flowFacts(list.model.language);
  return linked.flow
    .trace(list)
    .reaches.flatMap((reach) =>
      reach.kind === 'called' && appendMethods.includes(reach.path.at(-1) ?? '') ? [reach.call] : [],
    );
}

/** What such a call adds; a number is the place where. */
function addedBy(call: CallNode): { value: Expression; steps: Step[] }[] {
  return call.arguments
    .filter(({ value }) => !(value.kind === 'constant' && typeof value.value === 'number'))
    .map(({ value, spread }) => ({ value, steps: spread ? [{ name: ANY }] : [] }));
}
