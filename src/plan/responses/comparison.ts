import type { MemberNode, OperationNode, StringNode } from '../../ir.js';

/** A comparison of a value with one word. */
export interface Comparison {
  operation: OperationNode;
  literal: StringNode;
  isEqual: boolean;
}

const EQUAL = new Set(['===', '==']);
const UNEQUAL = new Set(['!==', '!=']);

/** The comparison of what a member reads with a word. */
export function comparisonOf({ use }: MemberNode, word: string): Comparison | undefined {
  if (use?.as !== 'operand' || use.operation.operands.length !== 2) return undefined;
  const { operation } = use;
  const literal = operation.operands.find((one): one is StringNode => one.kind === 'string');
  const isEqual = EQUAL.has(operation.operator);
  return literal?.value === word && (isEqual || UNEQUAL.has(operation.operator))
    ? { operation, literal, isEqual }
    : undefined;
}
