import { terminalName } from '../callee-names.js';
import { flowFacts } from '../catalog/flow.js';
import type { StringNode } from '../ir.js';

const COMPARES = new Set(['==', '===', '!=', '!==', 'case', 'in']);

/** Whether a text is only held against another one, which it does not change. */
export function isCompared({ use, model }: StringNode): boolean {
  if (use?.as === 'operand') return COMPARES.has(use.operation.operator);
  if (use?.as !== 'argument') return false;
  return flowFacts(model.language).comparingMethods?.includes(terminalName(use.call.callee) ?? '') ?? false;
}
