import type { Assignment, Expression, MemberNode, Path, Span } from '../../ir.js';
import { ANY } from '../../ir.js';
import { spanOf } from '../../spans.js';
import { grown } from '../packed/grown.js';
import { choiceNode, definitionUse, referenceNode, TEST, templateNode, WHOLE } from '../packed/nodes.js';
import { Bound } from '../packed/parts.js';
import { childOf, type SyntaxNode, textOf } from '../tree-sitter/tree.js';
import { type Context, convertAs, happening } from './convert.js';
import { convertExpression, operation } from './expressions.js';
import { operatorBetween } from './strings.js';

/** What a target gets. */
export interface Given {
  value: Expression;
  path: Path;
  targets: Bound[];
  assignments: Assignment[];
  operator?: string;
  statement?: Span;
}

/** `$a = value`, `$a['b'] = value`, `[$a, $b] = value`, `$a .= value`, `$a ??= value`. What the whole gives is what the target is then. */
export function convertAssignment(c: Context, node: SyntaxNode): Expression {
  const left = childOf(node, 'left') ?? (node.children[0] as SyntaxNode);
  const right = childOf(node, 'right') ?? (node.children.at(-1) as SyntaxNode);
  const operator = operatorBetween(c, left, right);
  if (operator === '.=') return appended(c, node, left, right);
  if (operator === '??=') return filled(c, node, left, right);
  if (operator !== '=' && operator !== '=&') {
    if (left.type === 'variable_name') define(c, left, { from: 'unknown' });
    return operation(c, node, operator, [left, right]);
  }
  const value = convertExpression(c, right);
  bindTo(c, left, value, node);
  return left.type === 'variable_name' ? read(c, left) : value;
}

/** `left = value`, where the value is converted already. */
export function bindTo(c: Context, left: SyntaxNode, value: Expression, statement?: Span, operator = '='): void {
  const given: Given = { value, path: WHOLE, targets: [], assignments: [], operator };
  if (statement) given.statement = { start: statement.start, end: statement.end };
  bindTarget(c, left, given);
  const [assignment] = given.assignments;
  if (assignment && given.targets.length === 0 && given.assignments.length === 1)
    value.use = { as: 'assignment', assignment };
  else if (given.targets.length + given.assignments.length > 0)
    value.use = definitionUse(given.targets, given.assignments);
  else value.use = TEST;
}

export function bindTarget(c: Context, target: SyntaxNode, given: Given): void {
  switch (target.type) {
    case 'variable_name': {
      const made = new Bound(given.value, given.path);
      const binding = define(c, target, made);
      if (!binding) return;
      made.binding = binding;
      given.targets.push(made);
      return;
    }
    case 'by_ref':
      if (target.children[0]) bindTarget(c, target.children[0], given);
      return;
    case 'list_literal':
    case 'array_creation_expression':
      for (const { key, part } of partsOf(c, target)) bindTarget(c, part, { ...given, path: [...given.path, key] });
      return;
    default: {
      const node = convertExpression(c, target);
      if (node.kind !== 'member') return;
      if (given.path.length === 0) given.assignments.push(assigned(c, node, given));
    }
  }
}

/** `[$a, , 'key' => $b]`: what each part takes. */
function partsOf(c: Context, list: SyntaxNode): { key: string; part: SyntaxNode }[] {
  const found: { key: string; part: SyntaxNode }[] = [];
  let from = list.start;
  let place = -1;
  let key: string | undefined;
  for (const child of list.children) {
    const between = c.text.slice(from, child.start);
    from = child.end;
    if (between.includes('=>')) {
      found.push({ key: key ?? ANY, part: child });
      key = undefined;
      continue;
    }
    place += Math.max(1, between.split(',').length - (place < 0 ? 0 : 1));
    const next = c.text.slice(child.end).trimStart();
    if (next.startsWith('=>')) {
      const named = convertAs(c, child, TEST);
      key = named.kind === 'string' ? named.value : named.kind === 'constant' ? String(named.value) : ANY;
    } else found.push({ key: String(place), part: child });
  }
  return found;
}

type Definition = Parameters<Context['scope']['define']>[3];

function define(c: Context, name: SyntaxNode, definition: Definition, happens = happening(c)) {
  return c.scope.define(textOf(c, name), spanOf(name), happens, definition);
}

export function defineUnknown(c: Context, name: SyntaxNode): void {
  define(c, name, { from: 'unknown' }, 'perhaps');
}

/** What a variable is after it was given a value. */
function read(c: Context, name: SyntaxNode): Expression {
  const written = textOf(c, name);
  const binding = c.scope.lookup(written);
  const made = referenceNode(c, name, written, binding);
  if (binding) binding.references = grown(binding.references, made);
  return made;
}

/** `$text .= $more`: the text that it was, with more behind it. In a loop nobody knows how often. */
function appended(c: Context, node: SyntaxNode, left: SyntaxNode, right: SyntaxNode): Expression {
  if (left.type !== 'variable_name' || c.loops > 0) {
    if (left.type === 'variable_name') define(c, left, { from: 'unknown' });
    return operation(c, node, '.=', [left, right]);
  }
  const made = templateNode(c, node, true);
  made.parts = [left, right].map((part) => convertAs(c, part, made));
  bindTo(c, left, made, node);
  return made;
}

function filled(c: Context, node: SyntaxNode, left: SyntaxNode, right: SyntaxNode): Expression {
  const made = choiceNode(c, node, 'nullish');
  made.options = [left, right].map((part) => convertAs(c, part, made));
  bindTo(c, left, made, node, '??=');
  return made;
}

function assigned(c: Context, target: MemberNode, { value, statement, operator = '=' }: Given): Assignment {
  const branch = c.branch ?? c.function;
  const made: Assignment = {
    target,
    value,
    isConditional: branch !== undefined,
    branch: branch && { start: branch.start, end: branch.end },
    operator,
    start: statement?.start ?? target.start,
    end: statement?.end ?? value.end,
  };
  c.model.assignments.push(made);
  return made;
}
