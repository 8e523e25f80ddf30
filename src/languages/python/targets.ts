import type { Assignment, Expression, MemberNode, Path, Span, Target, TypeUse } from '../../ir.js';
import { isSpread } from '../../is-spread.js';
import { spanOf } from '../../spans.js';
import { Bound } from '../packed/parts.js';
import { type SyntaxNode, textOf } from '../tree-sitter/tree.js';
import { type Context, happening } from './convert.js';
import { convertExpression } from './expressions.js';

/** What a target gets, and where assignments to `a.b` are noted. */
interface Given {
  value: Expression;
  path: Path;
  assignments: Assignment[];
  /** The whole statement, where there is one. */
  statement?: Span;
  type?: TypeUse;
}

/** `target = value`: each name in the target gets its part of the value as a definition. */
export function bindTarget(c: Context, target: SyntaxNode, bound: Given): Target[] {
  switch (target.type) {
    case 'identifier': {
      const { value, path, type } = bound;
      const made = new Bound(value, path);
      const binding = c.scope.define(textOf(c, target), spanOf(target), happening(c), made);
      if (!binding) return [];
      made.binding = binding;
      if (type && path.length === 0) {
        binding.type = type;
        if (binding.whole) binding.whole.type = type;
      }
      return [made];
    }
    case 'pattern_list':
    case 'tuple_pattern':
    case 'list_pattern':
    case 'tuple':
    case 'list':
      return target.children.flatMap((part, index) =>
        bindTarget(c, part, {
          ...bound,
          path: [...bound.path, part.type === 'list_splat_pattern' ? '*' : String(index)],
        }),
      );
    case 'list_splat_pattern':
    case 'parenthesized_expression':
    case 'as_pattern_target':
      return target.children.flatMap((part) => bindTarget(c, part, bound));
    case 'attribute':
    case 'subscript': {
      const node = convertExpression(c, target);
      if (node.kind !== 'member') return [];
      if (bound.path.length === 0) bound.assignments.push(assigned(c, node, bound));
      else assignItem(c, node, bound);
      return [];
    }
    default:
      return [];
  }
}

/** `self.a, self.b = x, y`: each gets the one that is written for it. */
function assignItem(c: Context, target: MemberNode, { value: list, path }: Given): void {
  const [index = '', ...inner] = path;
  const isWritten = list.kind === 'list' && inner.length === 0 && !list.items.some(isSpread);
  const value = isWritten ? list.items[Number(index)] : undefined;
  if (value) value.use = { as: 'assignment', assignment: assigned(c, target, { value, path: [], assignments: [] }) };
}

function assigned(c: Context, target: MemberNode, { value, statement }: Given): Assignment {
  const branch = c.branch ?? c.function;
  const made: Assignment = {
    target,
    value,
    isConditional: branch !== undefined,
    branch: branch && { start: branch.start, end: branch.end },
    operator: '=',
    start: statement?.start ?? target.start,
    end: statement?.end ?? value.end,
  };
  c.model.assignments.push(made);
  return made;
}
