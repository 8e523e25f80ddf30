import { ANY, type OperationNode } from '../../ir.js';
import { spanOf } from '../../spans.js';
import { inScope } from '../block-scope.js';
import { noteBranches } from '../branches.js';
import { conditionally } from '../conditionally.js';
import { TEST } from '../packed/nodes.js';
import { childOf, type SyntaxNode, textOf } from '../tree-sitter/tree.js';
import { bindNames } from './assignments.js';
import { type Context, convertAs } from './convert.js';
import { convertDeclaration } from './declarations.js';
import { convertExpression, operation } from './expressions.js';
import { convertReturn } from './functions.js';

export function convertStatements(c: Context, statements: readonly SyntaxNode[]): void {
  for (const statement of statements) convertStatement(c, statement);
}

export function statementsOf(block: SyntaxNode | undefined): readonly SyntaxNode[] {
  return (block?.children ?? []).flatMap((child) => (child.type === 'statement_list' ? child.children : [child]));
}

function convertStatement(c: Context, node: SyntaxNode): void {
  switch (node.type) {
    case 'expression_statement':
      for (const child of node.children) convertExpression(c, child);
      return;
    case 'short_var_declaration':
      bindNames(c, listed(node, 'left'), listed(node, 'right'), { kind: 'variable' }, spanOf(node));
      return;
    case 'assignment_statement':
      convertAssignment(c, node);
      return;
    case 'const_declaration':
    case 'var_declaration':
    case 'type_declaration':
      convertDeclaration(c, node);
      return;
    case 'return_statement':
      convertReturn(c, node);
      return;
    case 'block':
      inScope(c, () => convertStatements(c, statementsOf(node)));
      return;
    case 'if_statement':
      convertIf(c, node);
      return;
    case 'for_statement':
      convertFor(c, node);
      return;
    case 'expression_switch_statement':
    case 'type_switch_statement':
      convertSwitch(c, node);
      return;
    case 'select_statement':
      for (const one of node.children) inScope(c, () => convertClause(c, one));
      return;
    case 'labeled_statement':
      convertStatements(c, node.children.slice(1));
      return;
    default:
      for (const child of node.children) convertAs(c, child, TEST);
  }
}

function listed(node: SyntaxNode, field: string): readonly SyntaxNode[] {
  const found = childOf(node, field);
  return found?.type === 'expression_list' ? found.children : found ? [found] : [];
}

function convertAssignment(c: Context, node: SyntaxNode): void {
  const [left, right] = node.children;
  const operator = left && right ? c.text.slice(left.end, right.start).trim() : '=';
  if (operator !== '=' && left?.children[0] && right?.children[0]) {
    const made = operation(c, node, '+=', [left.children[0], right.children[0]]);
    const [target] = made.operands;
    if (target?.kind === 'reference') target.binding?.definitions.push({ from: 'unknown' });
    return;
  }
  bindNames(c, listed(node, 'left'), listed(node, 'right'), undefined, spanOf(node));
}

function convertIf(c: Context, node: SyntaxNode): void {
  inScope(c, () => {
    const [initializer, condition] = ['initializer', 'condition'].map((field) => childOf(node, field));
    if (initializer) convertStatement(c, initializer);
    if (condition) convertAs(c, condition, TEST);
    const branches = ['consequence', 'alternative'].flatMap((field) => childOf(node, field) ?? []);
    if (condition && branches.some((branch) => isFailing(c, branch))) c.model.raising.push(spanOf(condition));
    const [held, other] = branches;
    if (condition && held) noteBranches(c.model, spanOf(condition), spanOf(held), other && spanOf(other));
    for (const branch of branches) conditionally(c, branch, () => convertStatement(c, branch));
  });
}

/** Whether a branch ends the program, or gives an error to the caller. */
function isFailing(c: Context, branch: SyntaxNode): boolean {
  const last = branch.type === 'block' ? statementsOf(branch).at(-1) : undefined;
  if (!last) return false;
  const text = textOf(c, last);
  if (last.type === 'expression_statement') return /^(?:panic|os\.Exit|\w+\.(?:Fatal|Panic)\w*)\(/.test(text);
  const isCall = text.endsWith(')') && /\b(?:errors|fmt)\.\w+\(/.test(text);
  return last.type === 'return_statement' && (isCall || /\b(?:err|Err\w*)$/.test(text));
}

function convertFor(c: Context, node: SyntaxNode): void {
  inScope(c, () => {
    const clause = node.children.find(({ field }) => field !== 'body');
    if (clause?.type === 'range_clause') convertRange(c, clause);
    else if (clause?.type === 'for_clause') convertStatements(c, clause.children);
    else if (clause) convertAs(c, clause, TEST);
    conditionally(c, node, () => convertStatements(c, statementsOf(childOf(node, 'body'))));
  });
}

/** `for index, element := range list`. */
function convertRange(c: Context, clause: SyntaxNode): void {
  const right = childOf(clause, 'right');
  if (!right) return;
  const value = convertExpression(c, right);
  const [key, element] = listed(clause, 'left');
  const isNew = key !== undefined && c.text.slice(key.start, right.start).includes(':=');
  const bindingOf = (name: SyntaxNode | undefined) => {
    if (name?.type !== 'identifier' || textOf(c, name) === '_') return undefined;
    return isNew ? c.scope.declare(textOf(c, name), 'variable', spanOf(name)) : c.scope.lookup(textOf(c, name));
  };
  bindingOf(key)?.definitions.push({ from: 'unknown' });
  const binding = bindingOf(element);
  if (!binding) {
    value.use = TEST;
    return;
  }
  binding.definitions.push({ from: 'value', value, path: [ANY] });
  value.use = { as: 'definition', targets: [{ binding, path: [ANY] }] };
}

function convertSwitch(c: Context, node: SyntaxNode): void {
  inScope(c, () => {
    const initializer = childOf(node, 'initializer');
    if (initializer) convertStatement(c, initializer);
    const value = childOf(node, 'value');
    const subject = value && convertAs(c, value, TEST);
    const cases: OperationNode[] = [];
    if (subject) c.model.switches.push({ subject, cases });
    const clauses = node.children.filter(({ type }) => /_case$/.test(type));
    if (subject && clauses.some((one) => one.type === 'default_case' && endsFailing(c, one)))
      c.model.raising.push({ start: subject.start, end: subject.end });
    for (const clause of clauses)
      inScope(c, () => {
        for (const name of listed(node, 'alias')) declareAlias(c, name);
        for (const one of clause.type === 'expression_case' ? listed(clause, 'value') : [])
          cases.push(operation(c, one, 'case', [one]));
        convertClause(c, clause);
      });
  });
}

function endsFailing(c: Context, clause: SyntaxNode): boolean {
  return isFailing(c, { ...clause, type: 'block' });
}

/** `switch value := value.(type)`: the name has another type in each case. */
function declareAlias(c: Context, name: SyntaxNode): void {
  if (name.type === 'identifier')
    c.scope.declare(textOf(c, name), 'variable', spanOf(name)).definitions.push({ from: 'unknown' });
}

/** What a case waits for, then its statements. */
function convertClause(c: Context, clause: SyntaxNode): void {
  conditionally(c, clause, () => {
    for (const child of clause.children) {
      if (child.type === 'statement_list') convertStatements(c, child.children);
      else if (child.type === 'receive_statement') convertReceive(c, child);
      else if (child.field === 'communication') convertStatement(c, child);
    }
  });
}

function convertReceive(c: Context, node: SyntaxNode): void {
  const right = childOf(node, 'right');
  if (right) convertAs(c, right, TEST);
  for (const name of listed(node, 'left')) declareAlias(c, name);
}
