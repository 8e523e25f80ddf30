import type { Assignment, ChoiceNode, Expression, MemberNode, Path, Target } from '../../ir.js';
import { ANY } from '../../ir.js';
import { spanOf } from '../../spans.js';
import { add } from '../tree-sitter/add-node.js';
import { childOf, type SyntaxNode, textOf } from '../tree-sitter/tree.js';
import { type Context, reference } from './convert.js';
import { bindingOfVariable, convertExpression, operation } from './expressions.js';

/** `a = b`: what it gives is what the name holds from then on. */
export function convertAssignment(c: Context, node: SyntaxNode): Expression {
  const left = childOf(node, 'left');
  const right = childOf(node, 'right');
  if (!left || !right) return operation(c, node, '=', node.children);
  if (left.type === 'left_assignment_list') return convertSeveral(c, node, left, right);
  return assigned(c, node, left, convertExpression(c, right), '=');
}

/** `a ||= b`, `a += b` */
export function convertOperatorAssignment(c: Context, node: SyntaxNode): Expression {
  const left = childOf(node, 'left');
  const right = childOf(node, 'right');
  if (!left || !right) return operation(c, node, '=', node.children);
  const operator = c.text.slice(left.end, right.start).trim();
  const value = convertExpression(c, right);
  if (operator === '||=') return assigned(c, node, left, value, operator);
  if (operator === '&&=') return assigned(c, node, left, value, '=');
  const made = assigned(c, node, left, undefined, '=');
  const sum = operation(c, node, '+=', []);
  sum.operands = [made, value];
  for (const one of sum.operands) one.use = { as: 'operand', operation: sum };
  return sum;
}

/** Gives a value to what stands on the left; without one, it is not known which. */
function assigned(
  c: Context,
  node: SyntaxNode,
  left: SyntaxNode,
  value: Expression | undefined,
  operator: string,
): Expression {
  const binding = bindingOfVariable(c, left);
  if (binding) {
    binding.definitions.push(value ? { from: 'value', value, path: [] } : { from: 'unknown' });
    if (value) value.use = { as: 'definition', targets: [{ binding, path: [] }] };
    return reference(c, left, textOf(c, left), binding);
  }
  const target = convertExpression(c, left);
  if (target.kind !== 'member') {
    // A variable of another file, or what only looks like something to assign to.
    return value ?? target;
  }
  if (value) value.use = { as: 'assignment', assignment: assign(c, node, target, value, operator) };
  return target;
}

function assign(c: Context, node: SyntaxNode, target: MemberNode, value: Expression, operator: string): Assignment {
  const made: Assignment = {
    target,
    value,
    isConditional: c.branch !== undefined,
    ...(c.branch ? { branch: c.branch } : {}),
    operator,
    ...spanOf(node),
  };
  c.model.assignments.push(made);
  return made;
}

/** `a, b = 1, 2`, `a, b = pair` */
function convertSeveral(c: Context, node: SyntaxNode, left: SyntaxNode, right: SyntaxNode): Expression {
  const values = right.type === 'right_assignment_list' ? right.children : [];
  const isEach =
    values.length === left.children.length && !left.children.some(({ type }) => type === 'rest_assignment');
  if (isEach) {
    const converted = values.map((one) => convertExpression(c, one));
    left.children.forEach((one, index) => {
      assigned(c, node, one, converted[index], '=');
    });
    return operation(c, node, '=', []);
  }
  const value = convertExpression(c, right);
  bindTargets(c, left, value, []);
  return value;
}

/** The names in a pattern get what lies in the value. */
export function bindTargets(c: Context, pattern: SyntaxNode, value: Expression, path: Path): void {
  const targets = targetsIn(c, pattern, value, path);
  if (targets.length > 0) value.use = { as: 'definition', targets };
}

function targetsIn(c: Context, pattern: SyntaxNode, value: Expression, path: Path): Target[] {
  if (/^(?:left_assignment_list|destructured_left_assignment|destructured_parameter)$/.test(pattern.type))
    return pattern.children.flatMap((one, index) =>
      targetsIn(c, one, value, [...path, one.type === 'rest_assignment' ? ANY : String(index)]),
    );
  const name = pattern.type === 'rest_assignment' ? pattern.children[0] : pattern;
  const binding = name && bindingOfVariable(c, name);
  if (!binding) {
    if (name && name.type !== 'splat_parameter') convertExpression(c, name);
    return [];
  }
  binding.definitions.push({ from: 'value', value, path });
  return [{ binding, path }];
}

/** `a || b` */
export function either(
  c: Context,
  node: SyntaxNode,
  operator: ChoiceNode['operator'],
  parts: readonly SyntaxNode[],
): ChoiceNode {
  const made = add<ChoiceNode>(c, { kind: 'choice', ...spanOf(node), operator, options: [] });
  made.options = parts.map((one) => {
    const option = convertExpression(c, one);
    option.use = { as: 'option', choice: made };
    return option;
  });
  return made;
}
