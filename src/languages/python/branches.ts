import type { Binding } from '../../ir.js';
import { ANY } from '../../ir.js';
import { spanOf } from '../../spans.js';
import { mayAskForValue } from '../branches.js';
import { definitionUse, TEST } from '../packed/nodes.js';
import { childOf, type SyntaxNode } from '../tree-sitter/tree.js';
import { type Context, convertAs } from './convert.js';
import { convertExpression } from './expressions.js';
import { convertAsPattern, convertCase, convertStatements } from './statements.js';
import { bindTarget } from './targets.js';

type State = ReadonlyMap<string, Binding | undefined>;

/** Statements of whose parts some may not run, or run more than once. */
export function isBranching({ type }: SyntaxNode): boolean {
  return BRANCHING.has(type);
}
const BRANCHING = new Set(['if', 'for', 'while', 'try', 'match'].map((word) => `${word}_statement`));

/** Each branch begins with what names were before it; behind them a name is what one of them made it. */
export function convertBranches(c: Context, node: SyntaxNode): void {
  switch (node.type) {
    case 'for_statement':
    case 'while_statement':
      convertLoop(c, node);
      return;
    case 'try_statement':
      convertTry(c, node);
      return;
    case 'match_statement': {
      const subject = childOf(node, 'subject');
      const cases = node.children.flatMap((child) => (child.type === 'block' ? child.children : []));
      const outer = c.cases;
      c.cases = [];
      if (subject) {
        c.model.switches.push({ subject: convertAs(c, subject, TEST), cases: c.cases });
        if (cases.some(isRaising)) c.model.raising.push(spanOf(subject));
      }
      branch(c, cases, true);
      c.cases = outer;
      return;
    }
    default: {
      const condition = childOf(node, 'condition');
      if (condition) convertPart(c, condition);
      noteRaising(c, node);
      noteBranches(c, node);
      const parts = node.children.filter((child) => child !== condition);
      branch(c, parts, !parts.some((part) => part.type === 'else_clause'));
    }
  }
}

/** One of the parts runs, or none where `mayBeNone`. */
function branch(c: Context, parts: readonly SyntaxNode[], mayBeNone: boolean): void {
  const before = c.scope.state();
  const ends: State[] = mayBeNone ? [before] : [];
  for (const part of parts) {
    c.scope.restore(before);
    convertPart(c, part);
    if (!isLeft(part)) ends.push(c.scope.state());
  }
  c.scope.merge(ends.length > 0 ? ends : [before]);
}

/** Whether the code behind a branch is not reached through it. */
function isLeft(part: SyntaxNode): boolean {
  const block = part.type === 'block' ? part : part.children.find((child) => child.type === 'block');
  return /^(?:return|raise|continue|break)_statement$/.test(block?.children.at(-1)?.type ?? '');
}

/** Whether a branch ends in an exception. */
function isRaising(part: SyntaxNode): boolean {
  const block = part.type === 'block' ? part : part.children.find((child) => child.type === 'block');
  return block?.children.at(-1)?.type === 'raise_statement';
}

/** Conditions of an `if` and its `elif`s on which it depends whether an exception is raised. */
function noteRaising(c: Context, node: SyntaxNode): void {
  const otherwise = node.children.some((child) => child.type === 'else_clause' && isRaising(child));
  for (const part of [node, ...node.children.filter((child) => child.type === 'elif_clause')]) {
    const condition = childOf(part, 'condition');
    if (condition && (otherwise || isRaising(part))) c.model.raising.push(spanOf(condition));
  }
}

/** What of an `if` runs where its condition holds, and what where it does not; the same of each `elif`. */
function noteBranches(c: Context, node: SyntaxNode): void {
  const clauses = node.children.filter(({ type }) => type === 'elif_clause' || type === 'else_clause');
  [node, ...clauses].forEach((part, index) => {
    const condition = childOf(part, 'condition');
    if (!condition || !mayAskForValue(c.model.text.slice(condition.start, condition.end))) return;
    const testSpan = spanOf(condition);
    for (const block of part.children.filter(({ type }) => type === 'block'))
      c.model.branches.push({ ...spanOf(block), testSpan, holds: true });
    for (const other of clauses.slice(index)) c.model.branches.push({ ...spanOf(other), testSpan, holds: false });
  });
}

function convertLoop(c: Context, node: SyntaxNode): void {
  const right = childOf(node, 'right');
  const left = childOf(node, 'left');
  const condition = childOf(node, 'condition');
  c.loops++;
  if (right && left) {
    const value = convertExpression(c, right);
    value.use = definitionUse(bindTarget(c, left, { value, path: [ANY], assignments: [] }));
  }
  if (condition) convertPart(c, condition);
  for (const child of node.children)
    if (child !== right && child !== left && child !== condition) convertPart(c, child);
  c.loops--;
}

/** A handler may begin at any point of the body. */
function convertTry(c: Context, node: SyntaxNode): void {
  const before = c.scope.state();
  const ends: State[] = [];
  const isHandler = ({ type }: SyntaxNode) => type === 'except_clause' || type === 'except_group_clause';
  const last = node.children.find((child) => child.type === 'finally_clause');
  const straight = node.children.filter((child) => !isHandler(child) && child !== last);
  const [body] = straight;
  if (body && node.children.some(isHandler)) c.model.caught.push(spanOf(body));
  for (const part of straight) convertPart(c, part);
  const after = c.scope.state();
  if (!straight.some(isLeft)) ends.push(after);
  for (const handler of node.children.filter(isHandler)) {
    c.scope.merge([before, after]);
    convertPart(c, handler);
    if (!isLeft(handler)) ends.push(c.scope.state());
  }
  c.scope.merge(ends.length > 0 ? ends : [after]);
  if (last) convertPart(c, last);
}

/** A clause of such a statement, or what it tests. */
export function convertPart(c: Context, node: SyntaxNode): void {
  switch (node.type) {
    case 'block':
      convertStatements(c, node.children);
      return;
    case 'elif_clause':
    case 'else_clause':
    case 'finally_clause':
    case 'except_group_clause':
    case 'except_clause':
      for (const child of node.children) convertPart(c, child);
      return;
    case 'as_pattern':
      convertAsPattern(c, node, false);
      return;
    case 'case_clause':
      convertCase(c, node);
      return;
    default:
      convertAs(c, node, TEST);
  }
}
