import { ANY, type ChoiceNode, type Expression, type OperationNode } from '../../ir.js';
import { spanOf } from '../../spans.js';
import { noteBranches } from '../branches.js';
import { conditionally } from '../conditionally.js';
import { TEST } from '../packed/nodes.js';
import { add } from '../tree-sitter/add-node.js';
import { childOf, childrenOf, type SyntaxNode, textOf } from '../tree-sitter/tree.js';
import { bindTargets } from './assignments.js';
import { type Context, convertAs } from './convert.js';
import { constant, convertExpression, operation } from './expressions.js';

const BLOCKS = new Set([
  'body_statement',
  'block_body',
  'then',
  'else',
  'do',
  'begin',
  'parenthesized_statements',
  'ensure',
]);
const HANDLERS = new Set(['rescue', 'else', 'ensure']);

/** Statements one after another: what the last one gives is what all of them give. */
export function convertStatements(c: Context, statements: readonly SyntaxNode[]): Expression | undefined {
  const plain = statements.filter(({ type }) => type !== 'empty_statement' && !HANDLERS.has(type));
  const handlers = statements.filter(({ type }) => HANDLERS.has(type));
  let last: Expression | undefined;
  const [first] = plain;
  if (first && handlers.some(({ type }) => type === 'rescue'))
    c.model.caught.push({ start: first.start, end: plain.at(-1)?.end ?? first.end });
  for (const one of plain) last = convertExpression(c, one);
  if (plain.length > 0 && isJump(plain.at(-1) as SyntaxNode)) last = undefined;
  if (handlers.length === 0) return last;
  const others = handlers.flatMap((one) => convertHandler(c, one) ?? []);
  return chosen(c, { start: statements[0]?.start ?? 0, end: statements.at(-1)?.end ?? 0 }, [
    ...(last ? [last] : []),
    ...others,
  ]);
}

function convertHandler(c: Context, node: SyntaxNode): Expression | undefined {
  if (node.type === 'ensure') {
    convertStatements(c, node.children);
    return undefined;
  }
  return conditionally(c, node, () => {
    if (node.type === 'else') return convertStatements(c, node.children);
    for (const one of childOf(node, 'exceptions')?.children ?? []) convertAs(c, one, TEST);
    const variable = childOf(node, 'variable')?.children[0];
    if (variable?.type === 'identifier')
      c.scope.variable(textOf(c, variable), variable).definitions.push({ from: 'unknown' });
    return convertStatements(c, childOf(node, 'body')?.children ?? []);
  });
}

/** What leaves the place, and so gives nothing there. */
function isJump({ type, children }: SyntaxNode): boolean {
  if (type === 'if_modifier' || type === 'unless_modifier') return children[0] !== undefined && isJump(children[0]);
  return type === 'return' || type === 'next' || type === 'break' || type === 'redo' || type === 'retry';
}

/** What stands in a block of statements, or the one that stands there without any. */
export function bodyOf(node: SyntaxNode | undefined): readonly SyntaxNode[] {
  if (!node) return [];
  return BLOCKS.has(node.type) ? node.children : [node];
}

export function convertBody(c: Context, node: SyntaxNode | undefined): Expression | undefined {
  return convertStatements(c, bodyOf(node));
}

/** One of several values; undefined where there is none. */
export function chosen(
  c: Context,
  span: { start: number; end: number },
  options: readonly Expression[],
  operator: ChoiceNode['operator'] = 'conditional',
): Expression | undefined {
  const [only] = options;
  if (options.length < 2) return only;
  const made = add<ChoiceNode>(c, { kind: 'choice', ...spanOf(span), operator, options: [...options] });
  for (const option of options) option.use = { as: 'option', choice: made };
  return made;
}

/** `if`, `unless`, `elsif`, `a ? b : c`, and the forms behind a statement. */
export function convertIf(c: Context, node: SyntaxNode): Expression {
  const condition = childOf(node, 'condition');
  const held = childOf(node, 'consequence') ?? childOf(node, 'body');
  const other = childOf(node, 'alternative');
  const test = condition && convertAs(c, condition, TEST);
  const isNegated = node.type.startsWith('unless');
  if (condition && held)
    isNegated
      ? noteNegated(c, condition, held, other)
      : noteBranches(c.model, spanOf(condition), spanOf(held), other && spanOf(other));
  if (condition && [held, other].some((branch) => branch && isFailing(c, branch)))
    c.model.raising.push(spanOf(condition));
  const options = [held, other].flatMap((branch) => {
    const value = branch && conditionally(c, branch, () => convertBranch(c, branch));
    return value ? [value] : [];
  });
  const made = chosen(c, node, options);
  if (made?.kind === 'choice' && test && made.start === node.start) made.test = test;
  return made ?? constant(c, node, undefined);
}

function noteNegated(c: Context, condition: SyntaxNode, held: SyntaxNode, other: SyntaxNode | undefined): void {
  const before = c.model.branches.length;
  noteBranches(c.model, spanOf(condition), spanOf(held), other && spanOf(other));
  for (const branch of c.model.branches.slice(before)) Object.assign(branch, { holds: !branch.holds });
}

function convertBranch(c: Context, branch: SyntaxNode): Expression | undefined {
  if (branch.type === 'elsif') return convertIf(c, branch);
  return convertBody(c, branch);
}

/** Whether a branch ends by raising an exception, or ends the program. */
function isFailing(c: Context, branch: SyntaxNode): boolean {
  const last = bodyOf(branch).at(-1);
  return last !== undefined && /^(?:raise|fail|abort|exit!?)\b/.test(c.text.slice(last.start, last.start + 8));
}

export function convertCase(c: Context, node: SyntaxNode): Expression {
  const value = childOf(node, 'value');
  const subject = value && convertAs(c, value, TEST);
  const cases: OperationNode[] = [];
  if (subject) c.model.switches.push({ subject, cases });
  const options: Expression[] = [];
  for (const clause of node.children) {
    if (!/^(?:when|in_clause|else)$/.test(clause.type)) continue;
    if (subject && clause.type === 'else' && isFailing(c, clause)) c.model.raising.push(spanOf(subject));
    const made = conditionally(c, clause, () => {
      for (const pattern of childrenOf(clause, 'pattern'))
        cases.push(operation(c, pattern, 'case', pattern.type === 'pattern' ? pattern.children : [pattern]));
      return clause.type === 'else' ? convertStatements(c, clause.children) : convertBody(c, childOf(clause, 'body'));
    });
    if (made) options.push(made);
  }
  return chosen(c, node, options) ?? constant(c, node, undefined);
}

export function convertLoop(c: Context, node: SyntaxNode): Expression {
  const condition = childOf(node, 'condition');
  if (condition) convertAs(c, condition, TEST);
  const pattern = childOf(node, 'pattern');
  const value = childOf(node, 'value');
  const list = value && convertExpression(c, value.type === 'in' ? (value.children[0] ?? value) : value);
  if (list && pattern) bindTargets(c, pattern, list, [ANY]);
  const body = childOf(node, 'body');
  if (body) conditionally(c, node, () => convertBody(c, body));
  return constant(c, node, undefined);
}

/** `x rescue y` */
export function convertRescued(c: Context, node: SyntaxNode): Expression {
  const [body, handler] = ['body', 'handler'].map((field) => childOf(node, field));
  if (body) c.model.caught.push(spanOf(body));
  const options = [body, handler].flatMap((one) => (one ? [convertExpression(c, one)] : []));
  return chosen(c, node, options) ?? constant(c, node, undefined);
}
