import type { FunctionNode, SourceModel, Span } from './ir.js';
import { isWithin } from './spans.js';

/** The innermost function that a piece of a file is part of. */
export function functionAround({ expressions }: SourceModel, span: Span): FunctionNode | undefined {
  return expressions.filter((one): one is FunctionNode => one.kind === 'function' && isWithin(span, one)).at(-1);
}
