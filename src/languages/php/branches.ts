import type { Binding, Expression } from '../../ir.js';
import { ANY } from '../../ir.js';
import { spanOf } from '../../spans.js';
import { noteBranches } from '../branches.js';
import { conditionally } from '../conditionally.js';
import { choiceNode, operationNode, TEST } from '../packed/nodes.js';
import { childOf, type SyntaxNode, textOf } from '../tree-sitter/tree.js';
import { bindTarget, defineUnknown } from './assignments.js';
import { type Context, convertAs } from './convert.js';
import { convertExpression } from './expressions.js';
import { convertStatement, convertStatements } from './statements.js';

type State = ReadonlyMap<string, Binding | undefined>;

/** Statements of whose parts some may not run, or run more than once. */
export function isBranching({ type }: SyntaxNode): boolean {
  return BRANCHING.has(type);
}
const BRANCHING = new Set(['if', 'for', 'foreach', 'while', 'do', 'try', 'switch'].map((word) => `${word}_statement`));

/** Each branch begins with what names were before it; behind them a name is what one of them made it. */
export function convertBranches(c: Context, node: SyntaxNode): void {
  switch (node.type) {
    case 'if_statement':
      convertIf(c, node);
      return;
    case 'switch_statement':
      convertSwitch(c, node);
      return;
    case 'try_statement':
      convertTry(c, node);
      return;
    default:
      convertLoop(c, node);
  }
}

/** One of the parts runs, or none where `mayBeNone`. */
function branch(
  c: Context,
  parts: readonly SyntaxNode[],
  mayBeNone: boolean,
  convert: (part: SyntaxNode) => void,
): void {
  const before = c.scope.state();
  const ends: State[] = mayBeNone ? [before] : [];
  for (const part of parts) {
    c.scope.restore(before);
    convert(part);
    if (!isLeft(c, part)) ends.push(c.scope.state());
  }
  c.scope.merge(ends.length > 0 ? ends : [before]);
}

function statementsOf(part: SyntaxNode): readonly SyntaxNode[] {
  if (/^(?:compound_statement|colon_block)$/.test(part.type)) return part.children;
  const body = childOf(part, 'body');
  if (body) return statementsOf(body);
  return /_(?:clause|block)$/.test(part.type) || /^(?:case|default)_statement$/.test(part.type)
    ? part.children
    : [part];
}

/** Whether the code behind a branch is not reached through it. */
function isLeft(c: Context, part: SyntaxNode): boolean {
  const last = statementsOf(part).at(-1);
  return last !== undefined && (/^(?:return|continue|break|exit)_statement$/.test(last.type) || isThrow(c, last));
}

function isThrow(c: Context, statement: SyntaxNode): boolean {
  return statement.type === 'expression_statement' && /^(?:throw|exit|die)\b/i.test(textOf(c, statement));
}

/** Whether a branch ends in an exception, or ends the program. */
function isRaising(c: Context, part: SyntaxNode): boolean {
  const last = statementsOf(part).at(-1);
  return last !== undefined && (last.type === 'exit_statement' || isThrow(c, last));
}

function convertIf(c: Context, node: SyntaxNode): void {
  const condition = childOf(node, 'condition');
  const body = childOf(node, 'body');
  const others = node.children.filter(({ field }) => field === 'alternative');
  if (condition) convertAs(c, condition, TEST);
  const parts = [...(body ? [body] : []), ...others];
  if (condition && parts.some((part) => isRaising(c, part))) c.model.raising.push(spanOf(condition));
  const [first] = others;
  const last = others.at(-1);
  if (condition && body)
    noteBranches(c.model, spanOf(condition), spanOf(body), first && last && { start: first.start, end: last.end });
  branch(c, parts, !others.some(({ type }) => type === 'else_clause'), (part) => convertPart(c, part));
}

/** A branch of an `if`, with its condition. */
function convertPart(c: Context, part: SyntaxNode): void {
  const condition = part.type === 'else_if_clause' ? childOf(part, 'condition') : undefined;
  if (condition) {
    convertAs(c, condition, TEST);
    if (isRaising(c, part)) c.model.raising.push(spanOf(condition));
    const body = childOf(part, 'body');
    if (body) noteBranches(c.model, spanOf(condition), spanOf(body), undefined);
  }
  if (/^else(?:_if)?_clause$/.test(part.type)) {
    const body = childOf(part, 'body');
    if (body) convertStatement(c, body);
  } else convertStatement(c, part);
}

function convertLoop(c: Context, node: SyntaxNode): void {
  c.loops++;
  const body = childOf(node, 'body');
  if (node.type === 'foreach_statement') convertForeach(c, node, body);
  else for (const child of node.children) if (child !== body) convertAs(c, child, TEST);
  if (body) convertStatement(c, body);
  c.loops--;
}

/** `foreach ($list as $key => $element)`. */
function convertForeach(c: Context, node: SyntaxNode, body: SyntaxNode | undefined): void {
  const [list, target] = node.children.filter((child) => child !== body && child.type !== 'text_interpolation');
  if (!list) return;
  const value = convertExpression(c, list);
  value.use = TEST;
  if (!target) return;
  const [key, element] = target.type === 'pair' ? target.children : [undefined, target];
  if (key) defineUnknown(c, key);
  if (!element) return;
  const given = { value, path: [ANY], targets: [], assignments: [] };
  bindTarget(c, element, given);
  value.use = { as: 'definition', targets: given.targets };
}

function convertSwitch(c: Context, node: SyntaxNode): void {
  const condition = childOf(node, 'condition');
  const cases = (childOf(node, 'body')?.children ?? []).filter(({ type }) => /^(?:case|default)_statement$/.test(type));
  const outer = c.cases;
  c.cases = [];
  if (condition) {
    c.model.switches.push({ subject: convertAs(c, condition, TEST), cases: c.cases });
    if (cases.some((one) => isRaising(c, one))) c.model.raising.push(spanOf(condition));
  }
  branch(c, cases, true, (part) => {
    const value = childOf(part, 'value');
    if (value) convertCase(c, [value]);
    convertStatements(
      c,
      part.children.filter((child) => child !== value),
    );
  });
  c.cases = outer;
}

function convertCase(c: Context, values: readonly SyntaxNode[]): void {
  for (const value of values) {
    const made = operationNode(c, value, 'case');
    made.operands = [convertAs(c, value, made)];
    c.cases?.push(made);
  }
}

/** `match ($name) { 'a', 'b' => 1, default => 2 }`: one of the values. */
export function convertMatch(c: Context, node: SyntaxNode): Expression {
  const condition = childOf(node, 'condition');
  const arms = childOf(node, 'body')?.children ?? [];
  const outer = c.cases;
  c.cases = [];
  const made = choiceNode(c, node, 'conditional');
  if (condition) {
    made.test = convertAs(c, condition, TEST);
    c.model.switches.push({ subject: made.test, cases: c.cases });
  }
  conditionally(c, node, () => {
    made.options = arms.flatMap((arm) => {
      const given = childOf(arm, 'return_expression');
      convertCase(c, childOf(arm, 'conditional_expressions')?.children ?? []);
      return given ? [convertAs(c, given, made)] : [];
    });
  });
  c.cases = outer;
  return made;
}

/** A handler may begin at any point of the body. */
function convertTry(c: Context, node: SyntaxNode): void {
  const before = c.scope.state();
  const body = childOf(node, 'body');
  const handlers = node.children.filter(({ type }) => type === 'catch_clause');
  if (body && handlers.length > 0) c.model.caught.push(spanOf(body));
  if (body) convertStatement(c, body);
  const after = c.scope.state();
  const ends: State[] = body && isLeft(c, body) ? [] : [after];
  for (const handler of handlers) {
    c.scope.merge([before, after]);
    const name = childOf(handler, 'name');
    if (name) defineUnknown(c, name);
    convertStatements(c, childOf(handler, 'body')?.children ?? []);
    if (!isLeft(c, handler)) ends.push(c.scope.state());
  }
  c.scope.merge(ends.length > 0 ? ends : [after]);
  const last = node.children.find(({ type }) => type === 'finally_clause');
  if (last) convertStatements(c, childOf(last, 'body')?.children ?? []);
}
