import type { CallNode, Expression, ListNode, ReferenceNode } from '../../ir.js';
import { isSpread } from '../../is-spread.js';
import { startsLine } from '../../text-position.js';
import { gapBefore } from '../style.js';
import { type Insertion, insertionAt } from '../writer.js';

/**
 * Options put first into the list that a call is given, `NewClient(options...)`, so that what is added to it later goes before them:
 * the last one counts. Source: openai-go internal/requestconfig, langchaingo llms/openai/llm.go.
 */
export function insertIntoList(call: CallNode, added: readonly string[]): Insertion[] {
  const [given, ...others] = call.arguments;
  const list = given?.spread && others.length === 0 ? firstList(given.value, call) : undefined;
  if (!list) return [];
  const { text } = list.model;
  const [first] = list.items;
  // `append(list, …)`: the list itself comes first.
  if (first && isSpread(first)) return [insertionAt(first.end, added.map((one) => `, ${one}`).join(''))];
  if (!first) return [insertionAt(list.end - 1, added.join(', '))];
  const gap = startsLine(text, first.start) ? gapBefore(text, first.start) : ' ';
  return [insertionAt(first.start, added.map((one) => `${one},${gap}`).join(''))];
}

/** What the list is at first, if it is for this call alone and is not made anew in between. */
function firstList(value: Expression, call: CallNode): ListNode | undefined {
  if (value.kind === 'list') return value;
  if (value.kind !== 'reference' || !value.binding || value.binding.isTopLevel) return undefined;
  const { definitions, references, kind } = value.binding;
  if (kind !== 'variable' || !references.every((one) => isOfList(one, call))) return undefined;
  const made = definitions.flatMap((one) => (one.from === 'value' && one.value.kind === 'list' ? [one.value] : []));
  const isEmpty = definitions.every(
    (one) => one.from === 'unknown' || (one.from === 'value' && (one.value.kind === 'list' || isMake(one.value))),
  );
  const [first, ...later] = made.sort((one, other) => one.start - other.start);
  if (!isEmpty || !first || first.isConditional || !later.every(isAddedTo(value))) return undefined;
  return first;
}

/** Whether a list is added to there, or given to the call: nobody else has it. */
function isOfList(reference: ReferenceNode, call: CallNode): boolean {
  const { use } = reference;
  if (use?.as === 'argument') return use.call === call;
  return use?.as === 'wrapped' && isSpread(use.wrapper) && use.wrapper.use?.as === 'item';
}

/** `make([]Option, 0, 4)`: an empty list. */
function isMake(node: Expression): boolean {
  return (
    node.kind === 'call' && node.callee.kind !== 'member' && /^make\(/.test(node.model.text.slice(node.start, node.end))
  );
}

/** Whether another list is the one that the reference means, with more in it. */
function isAddedTo({ binding }: ReferenceNode): (list: ListNode) => boolean {
  return ({ items: [first] }) =>
    first?.kind === 'wrapper' && first.value.kind === 'reference' && first.value.binding === binding;
}
