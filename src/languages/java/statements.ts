import { ANY, type ChoiceNode, type Expression, type OperationNode } from '../../ir.js';
import { spanOf } from '../../spans.js';
import { inScope } from '../block-scope.js';
import { noteBranches } from '../branches.js';
import { conditionally } from '../conditionally.js';
import { TEST } from '../packed/nodes.js';
import { add } from '../tree-sitter/add-node.js';
import { childOf, childOfType, childrenOf, type SyntaxNode } from '../tree-sitter/tree.js';
import { bind, give } from './assignments.js';
import { type Context, convertAs } from './convert.js';
import { convertInnerType, isType } from './declarations.js';
import { calling, convertExpression, operation } from './expressions.js';
import { noteFilled } from './filled.js';
import { holdBuilder } from './held-builders.js';
import { referenceTo } from './names.js';
import { typeUse } from './types.js';

export function convertStatements(c: Context, statements: readonly SyntaxNode[]): void {
  for (const statement of statements) convertStatement(c, statement);
}

export function convertStatement(c: Context, node: SyntaxNode): void {
  switch (node.type) {
    case 'expression_statement':
      for (const child of node.children) {
        if (child.type === 'switch_expression') convertSwitch(c, child);
        else noteFilled(c, convertExpression(c, child));
      }
      return;
    case 'local_variable_declaration':
      convertLocal(c, node);
      return;
    case 'return_statement':
    case 'yield_statement':
      convertReturn(c, node);
      return;
    case 'block':
    case 'constructor_body':
      inScope(c, () => convertStatements(c, node.children));
      return;
    case 'if_statement':
      convertIf(c, node);
      return;
    case 'for_statement':
    case 'while_statement':
    case 'do_statement':
    case 'synchronized_statement':
      convertLoop(c, node);
      return;
    case 'enhanced_for_statement':
      convertEach(c, node);
      return;
    case 'switch_expression':
      convertSwitch(c, node);
      return;
    case 'try_statement':
    case 'try_with_resources_statement':
      convertTry(c, node);
      return;
    case 'explicit_constructor_invocation':
      convertConstructorCall(c, node);
      return;
    case 'labeled_statement':
      convertStatements(c, node.children.slice(1));
      return;
    default:
      if (isType(node)) convertInnerType(c, node);
      else for (const child of node.children) if (!/label$|^identifier$/.test(child.type)) convertAs(c, child, TEST);
  }
}

function convertLocal(c: Context, node: SyntaxNode): void {
  const type = typeUse(c, childOf(node, 'type'));
  for (const declared of childrenOf(node, 'declarator')) {
    const name = childOf(declared, 'name');
    const value = childOf(declared, 'value');
    const made = value && convertExpression(c, value);
    if (!name) continue;
    const binding = bind(c, name, made, type);
    if (made) holdBuilder(c, binding, made);
  }
}

function convertReturn(c: Context, node: SyntaxNode): void {
  const from = c.function;
  for (const child of node.children) {
    const value = convertAs(c, child, from ? { as: 'returned', from } : TEST);
    from?.returns.push(value);
  }
}

function convertIf(c: Context, node: SyntaxNode): void {
  inScope(c, () => {
    const condition = childOf(node, 'condition');
    if (condition) convertAs(c, condition, TEST);
    const branches = ['consequence', 'alternative'].flatMap((field) => childOf(node, field) ?? []);
    if (condition && branches.some(isFailing)) c.model.raising.push(spanOf(condition));
    const [held, other] = branches;
    if (condition && held) noteBranches(c.model, spanOf(condition), spanOf(held), other && spanOf(other));
    for (const branch of branches) conditionally(c, branch, () => inScope(c, () => convertStatement(c, branch)));
  });
}

function isFailing(branch: SyntaxNode): boolean {
  const last = branch.type === 'block' ? branch.children.at(-1) : branch;
  return last?.type === 'throw_statement';
}

function convertLoop(c: Context, node: SyntaxNode): void {
  inScope(c, () => {
    const body = childOf(node, 'body');
    for (const child of node.children) {
      if (child === body) continue;
      if (child.type === 'local_variable_declaration') convertLocal(c, child);
      else convertAs(c, child, TEST);
    }
    if (!body) return;
    if (node.type === 'synchronized_statement') convertStatement(c, body);
    else conditionally(c, body, () => convertStatement(c, body));
  });
}

/** `for (Type element : list)`. */
function convertEach(c: Context, node: SyntaxNode): void {
  inScope(c, () => {
    const [name, value, body] = ['name', 'value', 'body'].map((field) => childOf(node, field));
    const type = typeUse(c, childOf(node, 'type'));
    const list = value && convertExpression(c, value);
    const binding = name && bind(c, name, undefined, type);
    if (binding && list) give(binding, list, [ANY]);
    if (body) conditionally(c, body, () => convertStatement(c, body));
  });
}

function convertTry(c: Context, node: SyntaxNode): void {
  inScope(c, () => {
    for (const resource of childOfType(node, 'resource_specification')?.children ?? []) {
      const [name, value] = ['name', 'value'].map((field) => childOf(resource, field));
      const type = typeUse(c, childOf(resource, 'type'));
      if (name && value) bind(c, name, convertExpression(c, value), type);
      else for (const child of resource.children) convertAs(c, child, TEST);
    }
    const body = childOf(node, 'body');
    if (body && node.children.some(({ type }) => type === 'catch_clause')) c.model.caught.push(spanOf(body));
    if (body) convertStatement(c, body);
    for (const clause of node.children)
      if (clause.type === 'catch_clause' || clause.type === 'finally_clause') convertClause(c, clause);
  });
}

function convertClause(c: Context, clause: SyntaxNode): void {
  const run = () =>
    inScope(c, () => {
      const caught = childOfType(clause, 'catch_formal_parameter');
      const name = caught && childOf(caught, 'name');
      if (name)
        bind(c, name, undefined, typeUse(c, childOfType(caught, 'catch_type'))).definitions.push({ from: 'unknown' });
      const body = clause.children.find(({ type }) => type === 'block');
      if (body) convertStatements(c, body.children);
    });
  if (clause.type === 'catch_clause') conditionally(c, clause, run);
  else run();
}

/** `this(…)` makes the instance as another constructor does; `super(…)` as the class's that it extends. */
function convertConstructorCall(c: Context, node: SyntaxNode): void {
  const { around } = c;
  const listed = childOf(node, 'arguments');
  const isOwn = childOf(node, 'constructor')?.type === 'this';
  const at = { start: node.start, end: node.start };
  const callee = (): Expression => {
    if (isOwn && around?.binding) return referenceTo(c, at, around.binding);
    return add(c, { kind: 'super' as const, ...at, class: around?.node } as Expression);
  };
  calling(c, node, callee, listed, isOwn);
}

/** The value of a `switch`, where it has one. */
export function convertSwitch(c: Context, node: SyntaxNode): ChoiceNode | undefined {
  const condition = childOf(node, 'condition');
  const subject = condition && convertAs(c, condition, TEST);
  const cases: OperationNode[] = [];
  if (subject) c.model.switches.push({ subject, cases });
  const groups = childOf(node, 'body')?.children ?? [];
  const choice = add<ChoiceNode>(c, { kind: 'choice', ...spanOf(node), operator: 'conditional', options: [] });
  if (subject) choice.test = subject;
  const outer = c.function;
  inScope(c, () => {
    for (const group of groups) {
      const label = childOfType(group, 'switch_label');
      if (label?.children.length === 0 && endsFailing(group) && subject) c.model.raising.push(spanOf(subject));
      for (const one of label?.children ?? [])
        if (/_literal$|^identifier$|^field_access$/.test(one.type)) cases.push(operation(c, one, 'case', [one]));
      conditionally(c, group, () => convertGroup(c, group, choice));
    }
  });
  c.function = outer;
  return choice;
}

function endsFailing(group: SyntaxNode): boolean {
  const last = group.children.at(-1);
  return last !== undefined && isFailing(last);
}

/** `case x -> value;`, or the statements of a case. */
function convertGroup(c: Context, group: SyntaxNode, choice: ChoiceNode): void {
  for (const child of group.children) {
    if (child.type === 'switch_label') continue;
    const [value] = child.children;
    if (group.type !== 'switch_rule') convertStatement(c, child);
    else if (child.type === 'expression_statement' && value) {
      const option = convertAs(c, value, { as: 'option', choice });
      choice.options.push(option);
    } else if (child.type === 'block') inScope(c, () => convertYielding(c, child, choice));
    else convertStatement(c, child);
  }
}

/** What a block of a `switch` yields is one of its values. */
function convertYielding(c: Context, block: SyntaxNode, choice: ChoiceNode): void {
  for (const statement of block.children) {
    const [value] = statement.children;
    if (statement.type === 'yield_statement' && value)
      choice.options.push(convertAs(c, value, { as: 'option', choice }));
    else convertStatement(c, statement);
  }
}
