import type { Expression, WrapperNode } from './ir.js';

/** `...value`, `*value`: an item of a list that stands for all that the value holds. */
export function isSpread(item: Expression): item is WrapperNode {
  return item.kind === 'wrapper' && item.operator === 'spread';
}
