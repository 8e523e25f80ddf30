import type { Assignment, Import, Layout } from '../../ir.js';
import { ANY } from '../../ir.js';
import { spanOf } from '../../spans.js';
import { conditionally } from '../conditionally.js';
import { grown } from '../packed/grown.js';
import { definitionUse, moduleNode, operationNode, TEST, WHOLE } from '../packed/nodes.js';
import { Bound } from '../packed/parts.js';
import { childOf, type SyntaxNode, textOf } from '../tree-sitter/tree.js';
import { noteDefinition } from '../versioned-scope.js';
import { convertBranches, convertPart, isBranching } from './branches.js';
import { type Context, convertAs, happening } from './convert.js';
import { convertExpression, operation } from './expressions.js';
import { addField, addMethod, convertClass, convertFunction } from './functions.js';
import { capturesOf } from './names-bound.js';
import { bindTarget } from './targets.js';
import { collectType, typeUse } from './types.js';

export function convertStatements(c: Context, statements: readonly SyntaxNode[]): void {
  for (const statement of statements) convertStatement(c, statement);
}

function convertStatement(c: Context, node: SyntaxNode): void {
  if (isBranching(node)) {
    conditionally(c, node, () => convertBranches(c, node));
    return;
  }
  switch (node.type) {
    case 'expression_statement':
      for (const child of node.children)
        if (child.type === 'assignment') convertAssignment(c, child);
        else if (child.type === 'augmented_assignment') convertAugmented(c, child);
        else convertExpression(c, child);
      return;
    case 'import_statement':
      convertImport(c, node);
      return;
    case 'import_from_statement':
      convertImportFrom(c, node);
      return;
    case 'function_definition':
    case 'class_definition':
      convertDefinition(c, node, []);
      return;
    case 'decorated_definition':
      convertDefinition(
        c,
        childOf(node, 'definition') as SyntaxNode,
        node.children.filter((child) => child.type === 'decorator'),
      );
      return;
    case 'return_statement':
      for (const child of node.children) {
        const value = convertExpression(c, child);
        if (!c.function) continue;
        value.use = { as: 'returned', from: c.function };
        c.function.returns = grown(c.function.returns, value);
      }
      return;
    case 'case_clause':
      convertCase(c, node);
      return;
    case 'with_statement':
      convertWith(c, node);
      return;
    case 'type_alias_statement': {
      const [left, right] = node.children;
      if (left && right) collectType(c, right, [], textOf(c, left));
      return;
    }
    case 'global_statement':
    case 'nonlocal_statement':
    case 'future_import_statement':
    case 'pass_statement':
      return;
    default:
      if (node.type === 'assert_statement') c.model.raising.push(spanOf(node));
      for (const child of node.children) if (child.type !== 'block') convertAs(c, child, TEST);
  }
}

function convertDefinition(c: Context, node: SyntaxNode, decorators: readonly SyntaxNode[]): void {
  const name = childOf(node, 'name') as SyntaxNode;
  const isClass = node.type === 'class_definition';
  // A class is named inside its own body.
  const binding = c.scope.bind(textOf(c, name), spanOf(name), happening(c));
  const value = isClass ? convertClass(c, node, decorators) : convertFunction(c, node, decorators);
  if (binding) {
    const made = new Bound(value, WHOLE);
    made.binding = binding;
    noteDefinition(binding, made);
    value.use = made;
  }
  if (c.scope.kind !== 'class') return;
  if (value.kind === 'function') addMethod(c, value, name, decorators);
  else addField(c, name, value);
}

/** `a = b = value`; `name: Type = value`. */
function convertAssignment(c: Context, node: SyntaxNode): void {
  const lefts: { left: SyntaxNode; type?: SyntaxNode }[] = [];
  let right: SyntaxNode | undefined = node;
  while (right?.type === 'assignment') {
    const left = childOf(right, 'left');
    if (left) lefts.push({ left, type: childOf(right, 'type') });
    right = childOf(right, 'right');
  }
  const [only] = lefts;
  const type = typeUse(c, only?.type);
  const isField = c.scope.kind === 'class' && only?.left.type === 'identifier' && lefts.length === 1;
  if (!right) {
    if (only && isField) addField(c, only.left, undefined, type);
    return;
  }
  const isAlias = only?.left.type === 'identifier' && /^(?:typing\.)?Literal\b/.test(textOf(c, right));
  if (only && isAlias) {
    collectType(c, right, [], textOf(c, only.left));
    return;
  }
  const value = convertExpression(c, right);
  const assignments: Assignment[] = [];
  const bound = { value, path: WHOLE, assignments, statement: node, type };
  const targets =
    only && lefts.length === 1
      ? bindTarget(c, only.left, bound)
      : lefts.flatMap(({ left }) => bindTarget(c, left, bound));
  const [assignment] = assignments;
  if (only && isField) addField(c, only.left, value, type);
  else if (assignment && targets.length === 0 && assignments.length === 1) value.use = { as: 'assignment', assignment };
  else value.use = definitionUse(targets, assignments);
}

function convertAugmented(c: Context, node: SyntaxNode): void {
  const [left, right] = node.children as [SyntaxNode, SyntaxNode];
  if (left.type === 'identifier') c.scope.define(textOf(c, left), spanOf(left), 'repeatedly', { from: 'unknown' });
  operation(c, node, '+=', [left, right]);
}

/** `case "gpt-4" | "gpt-4o":` compares with each; names that it captures are not followed. */
export function convertCase(c: Context, node: SyntaxNode): void {
  for (const child of node.children) {
    if (child.type !== 'case_pattern') {
      convertPart(c, child);
      continue;
    }
    for (const name of capturesOf(child)) c.scope.define(textOf(c, name), spanOf(name), 'perhaps', { from: 'unknown' });
    const made = operationNode(c, child, 'case');
    made.operands = stringsIn(child).map((text) => convertAs(c, text, made));
    c.cases?.push(made);
  }
}

function stringsIn(node: SyntaxNode): SyntaxNode[] {
  return node.type === 'string' ? [node] : node.children.flatMap(stringsIn);
}

/** A context manager gives itself, in effect. */
function convertWith(c: Context, node: SyntaxNode): void {
  c.model.contexts.push(spanOf(node));
  for (const clause of node.children) {
    if (clause.type === 'block') convertStatements(c, clause.children);
    for (const item of clause.type === 'with_clause' ? clause.children : []) {
      const value = item.children[0];
      if (value?.type === 'as_pattern') convertAsPattern(c, value, true);
      else if (value?.type === 'tuple') for (const part of value.children) convertItem(c, part);
      else if (value) convertExpression(c, value);
    }
  }
}

function convertItem(c: Context, node: SyntaxNode): void {
  if (node.type === 'as_pattern') convertAsPattern(c, node, true);
  else convertExpression(c, node);
}

/** `value as name`: in `with` the name is the value, in `except` it is an error of that class. */
export function convertAsPattern(c: Context, node: SyntaxNode, isValue: boolean): void {
  const alias = childOf(node, 'alias');
  const [inner] = node.children;
  if (!inner || !alias) return;
  const value = convertExpression(c, inner);
  if (isValue) {
    const assignments: Assignment[] = [];
    const targets = bindTarget(c, alias, { value, path: WHOLE, assignments });
    value.use = definitionUse(targets, assignments);
    return;
  }
  value.use = TEST;
  for (const name of alias.children) c.scope.define(textOf(c, name), spanOf(name), 'perhaps', { from: 'unknown' });
}

/** `import a.b.c` binds `a`; `import a.b as c` binds the module itself. */
function convertImport(c: Context, node: SyntaxNode): void {
  for (const child of node.children) {
    const isAliased = child.type === 'aliased_import';
    const module = isAliased ? child.children[0] : child;
    const local = isAliased ? child.children[1] : child.children[0];
    if (!module || !local) continue;
    const specifier = textOf(c, isAliased ? module : local);
    c.scope.define(textOf(c, local), spanOf(local), happening(c), { from: 'import', specifier, imported: ANY });
    // `import a.b.c` also loads the module `a.b.c`, so that its importers are known.
    if (!isAliased && module.children.length > 1) moduleNode(c, module, textOf(c, module));
  }
}

function convertImportFrom(c: Context, node: SyntaxNode): void {
  const module = childOf(node, 'module_name');
  if (!module) return;
  const specifier = textOf(c, module).replace(/\s/g, '');
  for (const child of node.children) {
    if (child.type === 'wildcard_import') {
      c.stars.push(specifier);
      if (c.scope.kind === 'module') c.model.exports.push({ name: ANY, specifier, imported: ANY });
    }
    if (child.field !== 'name') continue;
    const isAliased = child.type === 'aliased_import';
    const named = isAliased ? child.children[0] : child;
    const local = isAliased ? child.children[1] : child.children[0];
    if (!named || !local) continue;
    c.scope.define(textOf(c, local), spanOf(local), happening(c), {
      from: 'import',
      specifier,
      imported: textOf(c, named),
      importedSpan: spanOf(named),
    });
  }
}

/** Where imports stand, and where a first statement of one's own may go. */
export function layoutOf(root: SyntaxNode, text: string): Layout {
  const layout: Layout = { imports: [], firstStatement: root.end };
  let isHead = true;
  for (const node of root.children) {
    const isDocstring = isHead && node.type === 'expression_statement' && node.children[0]?.type === 'string';
    isHead = false;
    if (node.type === 'import_statement' || node.type === 'import_from_statement')
      layout.imports.push(importOf(node, text));
    else if (node.type === 'future_import_statement') layout.imports.push(importOf(node, text));
    else if (!isDocstring && layout.firstStatement === root.end) layout.firstStatement = node.start;
  }
  return layout;
}

function importOf(node: SyntaxNode, text: string): Import {
  const textAt = (one: SyntaxNode | undefined) => (one ? text.slice(one.start, one.end) : '');
  const isFrom = node.type !== 'import_statement';
  const module = isFrom ? node.children.find((child) => child.field === 'module_name') : undefined;
  const specifier = node.type === 'future_import_statement' ? '__future__' : textAt(module);
  const names = node.children
    .filter((child) => child.field === 'name')
    .map((child) => {
      const isAliased = child.type === 'aliased_import';
      const imported = textAt(isAliased ? child.children[0] : child);
      const local = isAliased ? textAt(child.children[1]) : isFrom ? imported : (imported.split('.')[0] ?? '');
      return { start: child.start, end: child.end, imported, local };
    });
  return { start: node.start, end: node.end, specifier, names };
}
