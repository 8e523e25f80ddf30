import type { Assignment, Binding, Expression, MemberNode, Span, TypeUse } from '../../ir.js';
import { spanOf } from '../../spans.js';
import { childOf, type SyntaxNode, textOf } from '../tree-sitter/tree.js';
import { type Context, convertAs } from './convert.js';
import { convertExpression, operation } from './expressions.js';
import { operatorOf } from './strings.js';

/** Declares a name of a block, with its value. */
export function bind(c: Context, name: SyntaxNode, value: Expression | undefined, type: TypeUse | undefined): Binding {
  const binding = c.scope.declareAnew(textOf(c, name), 'variable', name, false);
  if (type && type.names.length > 0) binding.type = type;
  if (value) give(binding, value, []);
  return binding;
}

/** Gives a name a value, or what lies in one. */
export function give(binding: Binding, value: Expression, path: readonly string[]): void {
  binding.definitions.push({ from: 'value', value, path: [...path] });
  value.use = { as: 'definition', targets: [{ binding, path: [...path] }] };
}

/** `name = value`, which is the value itself. */
export function convertAssignment(c: Context, node: SyntaxNode): Expression {
  const [left, right] = ['left', 'right'].map((field) => childOf(node, field)) as [SyntaxNode, SyntaxNode];
  if (operatorOf(c, node) !== '' && c.text.slice(left.end, right.start).trim() !== '=')
    return added(c, node, left, right);
  const value = convertExpression(c, right);
  const local = left.type === 'identifier' ? c.scope.lookup(textOf(c, left)) : undefined;
  if (local && !local.isTopLevel) {
    give(local, value, []);
    return value;
  }
  const target = convertExpression(c, left);
  if (target.kind === 'member') value.use = { as: 'assignment', assignment: assign(c, target, value, node) };
  return value;
}

/** `text += more`: it is not told what that makes. */
function added(c: Context, node: SyntaxNode, left: SyntaxNode, right: SyntaxNode): Expression {
  const made = operation(c, node, '+=', [left, right]);
  const [target] = made.operands;
  if (target?.kind === 'reference') target.binding?.definitions.push({ from: 'unknown' });
  else if (target?.kind === 'member') assign(c, convertAs(c, left, { as: 'test' }) as MemberNode, made, node);
  return made;
}

export function assign(c: Context, target: MemberNode, value: Expression, statement: Span): Assignment {
  const made: Assignment = {
    target,
    value,
    isConditional: c.branch !== undefined,
    branch: c.branch,
    operator: '=',
    ...spanOf(statement),
  };
  c.model.assignments.push(made);
  return made;
}
