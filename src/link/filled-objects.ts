import { functionAround } from '../function-around.js';
import type { Assignment } from '../ir.js';
import { ANY } from '../ir.js';
import type { Origin } from './origins.js';
import { openPathOf } from './project.js';

/** `const options = {}; options.model = "gpt-4o";`: what an object lacks as it is written, and is given there in any case. */
export function isFilledBy({ target, start, isConditional, operator }: Assignment, origin: Origin): boolean {
  if (origin.kind !== 'absent' || isConditional || operator !== '=' || openPathOf(target).includes(ANY)) return false;
  const { node } = origin;
  const { model } = target;
  const isBefore = node.kind === 'object' && node.model === model && node.end <= start;
  return isBefore && functionAround(model, node) === functionAround(model, target);
}
