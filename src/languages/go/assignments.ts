import type { Assignment, Binding, Expression, MemberNode, Span, Target, TypeUse } from '../../ir.js';
import { FIRST_RESULT } from '../../ir.js';
import { spanOf } from '../../spans.js';
import { type SyntaxNode, textOf } from '../tree-sitter/tree.js';
import type { Context } from './convert.js';
import { convertExpression } from './expressions.js';
import { emptyInstance } from './literals.js';

/** How new names come about; absent where values are assigned to what is there. */
interface Declared {
  kind: Binding['kind'];
  type?: TypeUse | undefined;
  /** The type as it is written. */
  of?: SyntaxNode | undefined;
}

/** Names, or what else can be assigned to, and the values that they get: one each, or all from one call. */
export function bindNames(
  c: Context,
  targets: readonly SyntaxNode[],
  values: readonly SyntaxNode[],
  declared?: Declared,
  statement?: Span,
): void {
  const [only] = values;
  if (targets.length > 1 && values.length === 1 && only) {
    const value = convertExpression(c, only);
    const isCall = value.kind === 'call';
    const found = targets.map((target, position) => {
      // Besides calls, what gives two values gives one and whether it is there.
      if (position > 0 && !isCall) return bindUnknown(c, target, declared);
      const path = isCall ? [position === 0 ? FIRST_RESULT : `#${position}`] : [];
      return bind(c, target, value, path, declared, statement);
    });
    setUse(value, found);
    return;
  }
  // All values are there before the first name gets one.
  const converted = values.map((value) => convertExpression(c, value));
  for (const [position, target] of targets.entries()) {
    const value = converted[position];
    if (value) setUse(value, [bind(c, target, value, [], declared, statement)]);
    else bindUnknown(c, target, declared, values.length === 0);
  }
}

type Bound = Target | Assignment | undefined;

function setUse(value: Expression, bound: readonly Bound[]): void {
  const targets = bound.flatMap((one) => (one && 'binding' in one ? [one] : []));
  const assignments = bound.flatMap((one) => (one && 'operator' in one ? [one] : []));
  const [assignment] = assignments;
  if (targets.length === 0 && assignment && assignments.length === 1) value.use = { as: 'assignment', assignment };
  else if (targets.length + assignments.length > 0) value.use = { as: 'definition', targets, assignments };
}

function bind(
  c: Context,
  target: SyntaxNode,
  value: Expression,
  path: readonly string[],
  declared: Declared | undefined,
  statement: Span | undefined,
): Bound {
  const bare = target.type === 'parenthesized_expression' ? (target.children[0] ?? target) : target;
  // `*name = value` gives the variable that the pointer leads to its value.
  if (bare.type === 'unary_expression' && bare.children[0])
    return bind(c, bare.children[0], value, path, declared, statement);
  if (bare.type === 'identifier') {
    const binding = bindingFor(c, bare, declared);
    if (!binding) return undefined;
    binding.definitions.push({ from: 'value', value, path: [...path] });
    if (declared?.type) binding.type = declared.type;
    return { binding, path: [...path] };
  }
  const member = convertExpression(c, bare);
  return member.kind === 'member' && path.length === 0 ? assign(c, member, value, statement) : undefined;
}

function bindingFor(c: Context, name: SyntaxNode, declared: Declared | undefined): Binding | undefined {
  const text = textOf(c, name);
  if (text === '_') return undefined;
  if (declared) return c.scope.declare(text, declared.kind, spanOf(name));
  const known = c.scope.lookup(text);
  if (known) return known;
  // A variable of another file of the package: it is read there.
  convertExpression(c, name);
  return undefined;
}

function bindUnknown(c: Context, target: SyntaxNode, declared: Declared | undefined, isEmpty = false): undefined {
  if (target.type !== 'identifier') {
    convertExpression(c, target);
    return undefined;
  }
  const binding = bindingFor(c, target, declared);
  if (!binding) return undefined;
  if (declared?.type) binding.type = declared.type;
  const empty = declared?.of && emptyInstance(c, declared.of);
  if (empty) setUse(empty, [{ binding, path: [] }]);
  if (empty) binding.definitions.push({ from: 'value', value: empty, path: [] });
  else if (isEmpty && !binding.isTopLevel) c.unset.push(binding);
  else binding.definitions.push({ from: 'unknown' });
  return undefined;
}

/** A variable that is declared without a value may be filled by whoever gets its address; another has what it is assigned. */
export function settleUnset({ unset, addressed }: Context): void {
  for (const binding of unset)
    if (addressed.has(binding) || binding.definitions.length === 0) binding.definitions.push({ from: 'unknown' });
}

export function assign(c: Context, target: MemberNode, value: Expression, statement?: Span): Assignment {
  const made: Assignment = {
    target,
    value,
    isConditional: c.branch !== undefined,
    branch: c.branch,
    operator: '=',
    start: statement?.start ?? target.start,
    end: statement?.end ?? value.end,
  };
  c.model.assignments.push(made);
  return made;
}
