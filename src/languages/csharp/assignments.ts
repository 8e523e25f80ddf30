import type { Assignment, Expression, MemberNode, Span } from '../../ir.js';
import { spanOf } from '../../spans.js';
import { TEST } from '../packed/nodes.js';
import type { SyntaxNode } from '../tree-sitter/tree.js';
import { type Context, convertAs, convertTyped } from './convert.js';
import { convertExpression, operation } from './expressions.js';
import { declareNames } from './patterns.js';

/** `name = value`, `a.b = value`, `name ??= value`, `(a, b) = value`. */
export function convertAssignment(c: Context, node: SyntaxNode): Expression {
  const [left, right] = node.children;
  if (!left || !right) return operation(c, node, '=', node.children);
  const operator = c.text.slice(left.end, right.start).trim();
  if (left.type === 'tuple_expression') return unpacked(c, node, left, right);
  const target = convertExpression(c, left);
  const binding = target.kind === 'reference' ? target.binding : undefined;
  if (operator !== '=' && operator !== '??=') {
    const made = operation(c, node, operator, [right]);
    made.operands.unshift(target);
    target.use = { as: 'operand', operation: made };
    binding?.definitions.push({ from: 'unknown' });
    return made;
  }
  const value = convertTyped(c, right, typeOf(c, target), TEST);
  if (binding) {
    // It is no read of the name.
    binding.references.splice(binding.references.lastIndexOf(target as never), 1);
    binding.definitions.push({ from: 'value', value, path: [] });
    value.use = { as: 'definition', targets: [{ binding, path: [] }] };
  } else if (target.kind === 'member')
    value.use = { as: 'assignment', assignment: assign(c, target, value, operator, spanOf(node)) };
  return value;
}

/** The type that what is assigned to was declared with. */
function typeOf(c: Context, target: Expression): SyntaxNode | undefined {
  if (target.kind === 'reference') return target.binding && c.types.get(target.binding);
  if (target.kind !== 'member' || target.object.kind !== 'self' || !target.object.of) return undefined;
  return c.types.get(`${target.object.of.start}.${target.property}`);
}

function unpacked(c: Context, node: SyntaxNode, left: SyntaxNode, right: SyntaxNode): Expression {
  for (const one of left.children) {
    declareNames(c, one);
    const inner = convertAs(c, one.children.at(-1) ?? one, TEST);
    if (inner.kind === 'reference') inner.binding?.definitions.push({ from: 'unknown' });
  }
  return operation(c, node, '=', [right]);
}

function assign(c: Context, target: MemberNode, value: Expression, operator: string, { start, end }: Span): Assignment {
  const isConditional = c.branch !== undefined;
  const made: Assignment = {
    target,
    value,
    isConditional,
    ...(c.branch ? { branch: c.branch } : {}),
    operator,
    start,
    end,
  };
  c.model.assignments.push(made);
  return made;
}
