import { ANY, type OperationNode } from '../../ir.js';
import { spanOf } from '../../spans.js';
import { inScope } from '../block-scope.js';
import { noteBranches } from '../branches.js';
import { conditionally } from '../conditionally.js';
import { TEST } from '../packed/nodes.js';
import { childOf, type SyntaxNode, textOf } from '../tree-sitter/tree.js';
import { type Context, convertAs, convertTyped } from './convert.js';
import { convertExpression, operation } from './expressions.js';
import { convertFunction } from './functions.js';
import { declareNames } from './patterns.js';
import { typeUse } from './types.js';

/** The names of functions in a block are known in all of it. */
export function convertStatements(c: Context, statements: readonly SyntaxNode[]): void {
  for (const one of statements) {
    const name = one.type === 'local_function_statement' ? childOf(one, 'name') : undefined;
    if (name) c.scope.declare(textOf(c, name), 'function', name);
  }
  for (const statement of statements) convertStatement(c, statement);
}

export function convertBlock(c: Context, block: SyntaxNode): void {
  inScope(c, () => convertStatements(c, block.children));
}

function convertStatement(c: Context, node: SyntaxNode): void {
  switch (node.type) {
    case 'expression_statement':
      for (const child of node.children) convertExpression(c, child);
      return;
    case 'local_declaration_statement':
      for (const child of node.children)
        if (child.type === 'variable_declaration') declareVariables(c, child, isConstant(c, node));
      return;
    case 'variable_declaration':
      declareVariables(c, node, false);
      return;
    case 'local_function_statement':
      convertLocalFunction(c, node);
      return;
    case 'global_statement':
    case 'labeled_statement':
    case 'checked_statement':
    case 'unsafe_statement':
    case 'fixed_statement':
    case 'preproc_if':
    case 'preproc_else':
    case 'preproc_elif':
      convertStatements(c, node.children);
      return;
    case 'return_statement':
      if (node.children[0]) convertReturn(c, node.children[0]);
      return;
    case 'yield_statement':
      if (node.children[0]) convertYield(c, node.children[0]);
      return;
    case 'block':
      convertBlock(c, node);
      return;
    case 'if_statement':
      convertIf(c, node);
      return;
    case 'switch_statement':
      convertSwitch(c, node);
      return;
    case 'foreach_statement':
      convertForeach(c, node);
      return;
    case 'for_statement':
    case 'while_statement':
    case 'do_statement':
      inScope(c, () => convertLoop(c, node));
      return;
    case 'using_statement':
    case 'lock_statement':
      inScope(c, () => convertStatements(c, node.children));
      return;
    case 'try_statement':
      convertTry(c, node);
      return;
    default:
      for (const child of node.children) convertAs(c, child, TEST);
      if (node.children.length === 0 || !/_statement$/.test(node.type)) convertLeaf(c, node);
  }
}

/** What stands where a statement may, and is an expression. */
function convertLeaf(c: Context, node: SyntaxNode): void {
  if (node.type === 'identifier') convertAs(c, node, TEST);
}

function isConstant(c: Context, node: SyntaxNode): boolean {
  return node.children.some((child) => child.type === 'modifier' && textOf(c, child) === 'const');
}

function declareVariables(c: Context, node: SyntaxNode, isFixed: boolean): void {
  const written = childOf(node, 'type');
  const isTyped = written !== undefined && written.type !== 'implicit_type';
  const type = typeUse(c, written);
  for (const one of node.children) {
    if (one.type !== 'variable_declarator') continue;
    const name = childOf(one, 'name') ?? one.children[0];
    const value = one.children.length > 1 ? one.children.at(-1) : undefined;
    if (name?.type === 'tuple_pattern') {
      if (value) convertAs(c, value, TEST);
      for (const part of name.children)
        c.scope.declare(textOf(c, part), 'variable', part).definitions.push({ from: 'unknown' });
      continue;
    }
    if (!name) continue;
    // What is given is looked up before the name is known.
    const given = value && convertTyped(c, value, isTyped ? written : undefined, TEST);
    const binding = c.scope.declare(textOf(c, name), isFixed ? 'constant' : 'variable', name);
    if (type) binding.type = type;
    if (isTyped) c.types.set(binding, written);
    if (!given) continue;
    binding.definitions.push({ from: 'value', value: given, path: [] });
    given.use = { as: 'definition', targets: [{ binding, path: [] }] };
  }
}

function convertLocalFunction(c: Context, node: SyntaxNode): void {
  const made = convertFunction(c, node);
  const binding = made.name === undefined ? undefined : c.scope.own(made.name);
  if (!binding) return;
  binding.definitions.push({ from: 'value', value: made, path: [] });
  made.use = { as: 'definition', targets: [{ binding, path: [] }] };
}

function convertReturn(c: Context, node: SyntaxNode): void {
  const from = c.function;
  const value = convertTyped(c, node, c.target, from ? { as: 'returned', from } : TEST);
  from?.returns.push(value);
}

function convertYield(c: Context, node: SyntaxNode): void {
  const from = c.function;
  const value = convertAs(c, node, from ? { as: 'yielded', from } : TEST);
  if (from) from.yields = [...(from.yields ?? []), value];
}

function convertIf(c: Context, node: SyntaxNode): void {
  const condition = childOf(node, 'condition');
  if (condition) convertAs(c, condition, TEST);
  const [held, other] = ['consequence', 'alternative'].map((field) => childOf(node, field));
  if (condition && [held, other].some((one) => one && isFailing(one))) c.model.raising.push(spanOf(condition));
  if (condition && held) noteBranches(c.model, spanOf(condition), spanOf(held), other && spanOf(other));
  for (const branch of [held, other])
    if (branch) conditionally(c, branch, () => inScope(c, () => convertStatement(c, branch)));
}

/** Whether a branch ends by an exception. */
function isFailing(branch: SyntaxNode): boolean {
  const last = branch.type === 'block' ? branch.children.at(-1) : branch;
  return last?.type === 'throw_statement';
}

function convertSwitch(c: Context, node: SyntaxNode): void {
  const value = childOf(node, 'value');
  const subject = value && convertAs(c, value, TEST);
  const cases: OperationNode[] = [];
  if (subject) c.model.switches.push({ subject, cases });
  for (const section of childOf(node, 'body')?.children ?? []) {
    const patterns = section.children.filter(({ type }) => /_pattern$|^case_/.test(type));
    const statements = section.children.filter((child) => !patterns.includes(child));
    if (patterns.length === 0 && subject && statements.at(-1)?.type === 'throw_statement')
      c.model.raising.push({ start: subject.start, end: subject.end });
    conditionally(c, section, () =>
      inScope(c, () => {
        for (const pattern of patterns) {
          declareNames(c, pattern);
          const written = pattern.type === 'constant_pattern' ? (pattern.children[0] ?? pattern) : pattern;
          cases.push(operation(c, pattern, 'case', [written]));
        }
        convertStatements(c, statements);
      }),
    );
  }
}

/** `foreach (var element in list)`. */
function convertForeach(c: Context, node: SyntaxNode): void {
  inScope(c, () => {
    const right = childOf(node, 'right');
    const left = childOf(node, 'left');
    const value = right && convertAs(c, right, TEST);
    const type = typeUse(c, childOf(node, 'type'));
    if (left?.type === 'identifier' && value) {
      const binding = c.scope.declare(textOf(c, left), 'variable', left);
      if (type) binding.type = type;
      binding.definitions.push({ from: 'value', value, path: [ANY] });
      value.use = { as: 'definition', targets: [{ binding, path: [ANY] }] };
    } else
      for (const part of left?.children ?? [])
        if (part.type === 'identifier')
          c.scope.declare(textOf(c, part), 'variable', part).definitions.push({ from: 'unknown' });
    const body = childOf(node, 'body');
    if (body) conditionally(c, node, () => convertStatement(c, body));
  });
}

function convertLoop(c: Context, node: SyntaxNode): void {
  const body = childOf(node, 'body') ?? node.children.find(({ type }) => type === 'block');
  for (const child of node.children) {
    if (child === body) continue;
    if (child.type === 'variable_declaration') declareVariables(c, child, false);
    else convertAs(c, child, TEST);
  }
  if (body) conditionally(c, node, () => convertStatement(c, body));
}

function convertTry(c: Context, node: SyntaxNode): void {
  const isCaught = node.children.some(({ type }) => type === 'catch_clause');
  for (const child of node.children) {
    if (child.type === 'block') {
      if (isCaught) c.model.caught.push(spanOf(child));
      convertBlock(c, child);
    } else
      conditionally(c, child, () =>
        inScope(c, () => {
          for (const part of child.children) {
            const name = part.type === 'catch_declaration' ? childOf(part, 'name') : undefined;
            if (part.type === 'catch_declaration') typeUse(c, childOf(part, 'type'));
            if (name) c.scope.declare(textOf(c, name), 'variable', name).definitions.push({ from: 'unknown' });
            else if (part.type === 'block') convertBlock(c, part);
            else for (const inner of part.children) if (part.type === 'catch_filter_clause') convertAs(c, inner, TEST);
          }
        }),
      );
  }
}
