import type { Expression, FunctionNode } from '../ir.js';

/** What a function gives to a framework that calls it: what is yielded is there until that is done with it. */
export function resultsOf({ returns, yields = [] }: FunctionNode): Expression[] {
  return [...returns, ...yields];
}
