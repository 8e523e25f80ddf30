import type { Expression, FunctionNode } from '../ir.js';
import { isWithin } from '../spans.js';
import type { Frame } from './origins.js';

/** The frame of the call that entered `owner`, however deep inside it the expression stands. */
export function enclosing(frame: Frame | undefined, owner: FunctionNode): Frame | undefined {
  for (let f = frame; f; f = f.outer) if (f.function === owner) return f;
  return undefined;
}

/** Whether the node stands in the function that was entered. */
export function isOwnFrame(frame: Frame | undefined, node: Expression): boolean {
  return !frame || contains(frame.function, node);
}

/** The nearest outer frame whose function holds the node; a value written elsewhere has none. */
export function frameAround(frame: Frame | undefined, node: Expression): Frame | undefined {
  for (let f = frame?.outer; f; f = f.outer) if (contains(f.function, node)) return f;
  return undefined;
}

function contains(outer: FunctionNode, node: Expression): boolean {
  return outer.model === node.model && isWithin(node, outer);
}
