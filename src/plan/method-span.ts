import type { CallNode, Expression, Span } from '../ir.js';

/** Where the last `count` names of a callee stand: `completions.create`. */
export function methodSpan({ callee }: CallNode, count: number): Span | undefined {
  let node: Expression = callee;
  for (let left = count; node.kind === 'member'; node = node.object) {
    if (node.key || node.property === undefined || callee.kind !== 'member') return undefined;
    if (--left === 0) return { start: node.propertySpan.start, end: callee.propertySpan.end };
  }
  return undefined;
}
