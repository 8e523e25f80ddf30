import type { CallNode, Expression, FunctionNode, ListNode, Target } from '../ir.js';
import { isSpread } from '../is-spread.js';

/**
 * What gets one item of a list, where the list is taken apart as soon as it is there: `a, b = x, y`, or by all that call the
 * function which gives it: `client, model = settings()`. Undefined where the list may go anywhere as a whole.
 */
export function targetsOfItem(
  item: Expression,
  list: ListNode,
  callsOf: (from: FunctionNode) => readonly CallNode[] | undefined,
): Target[] | undefined {
  const at = list.items.indexOf(item);
  if (at === -1 || list.items.some(isSpread)) return undefined;
  const targets = takersOf(list, callsOf);
  if (!targets?.every(({ path: [first = ''] }) => /^\d+$/.test(first))) return undefined;
  const own = targets.filter(({ path }) => path[0] === String(at));
  return own.length > 0 ? own : undefined;
}

function takersOf(
  list: ListNode,
  callsOf: (from: FunctionNode) => readonly CallNode[] | undefined,
): Target[] | undefined {
  if (list.use?.as !== 'returned') return targetsOf(list);
  const calls = callsOf(list.use.from);
  if (!calls || calls.length === 0) return undefined;
  const taken = calls.map(targetsOf);
  return taken.every((one) => one !== undefined) ? taken.flat() : undefined;
}

function targetsOf({ use }: Expression): Target[] | undefined {
  if (use?.as === 'wrapped' && use.wrapper.operator === 'await') return targetsOf(use.wrapper);
  const isPlain = use?.as === 'definition' && (use.assignments ?? []).length === 0 && use.targets.length > 0;
  return isPlain ? use.targets : undefined;
}
