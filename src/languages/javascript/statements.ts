import { ANY, type Export, type Import, type Layout, type OperationNode } from '../../ir.js';
import { spanOf } from '../../spans.js';
import { noteBranches } from '../branches.js';
import { conditionally } from '../conditionally.js';
import { grown } from '../packed/grown.js';
import { PlacedPair } from '../packed/node-classes.js';
import { objectNode, TEST } from '../packed/nodes.js';
import { type Context, convertAs, inScope } from './convert.js';
import { assignment, convertExpression, operation } from './expressions.js';
import { convertClass, convertFunction, defineName, keyName } from './functions.js';
import { bindUnknown, defineFrom } from './patterns.js';
import { type AstNode, namesOf, noteDefinition, Scope } from './scope.js';
import { declareMembers, declareType, typeUse } from './types.js';

export function convertStatements(c: Context, statements: readonly AstNode[]): void {
  for (const statement of statements) convertStatement(c, statement);
}

function convertStatement(c: Context, node: AstNode): void {
  if (!node) return;
  switch (node.type) {
    case 'ExpressionStatement':
      if (node.expression.type === 'AssignmentExpression') assignment(c, node.expression, false);
      else convertExpression(c, node.expression);
      return;
    case 'VariableDeclaration':
      for (const declarator of node.declarations) {
        if (declarator.init) defineFrom(c, declarator.id, convertExpression(c, declarator.init));
        else
          for (const binding of bindUnknown(c, declarator.id))
            binding.type ??= typeUse(c, declarator.id.typeAnnotation);
      }
      return;
    case 'FunctionDeclaration': {
      const made = convertFunction(c, node);
      if (node.id) define(c, node.id.name, made);
      return;
    }
    case 'ClassDeclaration': {
      const made = convertClass(c, node);
      if (node.id) define(c, node.id.name, made);
      return;
    }
    case 'ReturnStatement':
      if (node.argument && c.function)
        c.function.returns = grown(
          c.function.returns,
          convertAs(c, node.argument, { as: 'returned', from: c.function }),
        );
      else if (node.argument) convertExpression(c, node.argument);
      return;
    case 'IfStatement':
      convertAs(c, node.test, TEST);
      if (isThrowing(node.consequent) || isThrowing(node.alternate)) c.model.raising.push(spanOf(node.test));
      noteBranches(
        c.model,
        spanOf(node.test),
        spanOf(node.consequent),
        node.alternate ? spanOf(node.alternate) : undefined,
      );
      for (const branch of [node.consequent, node.alternate])
        if (branch) conditionally(c, branch, () => convertStatement(c, branch));
      return;
    case 'BlockStatement':
      inScope(c, node.body, () => convertStatements(c, node.body));
      return;
    case 'ForStatement':
    case 'WhileStatement':
    case 'DoWhileStatement':
      inScope(c, node.init?.type === 'VariableDeclaration' ? [node.init] : [], () => {
        if (node.init?.type === 'VariableDeclaration') convertStatement(c, node.init);
        else if (node.init) convertExpression(c, node.init);
        if (node.test) convertAs(c, node.test, TEST);
        if (node.update) convertExpression(c, node.update);
        conditionally(c, node.body, () => convertStatement(c, node.body));
      });
      return;
    case 'ForOfStatement':
    case 'ForInStatement':
      convertForOf(c, node);
      return;
    case 'SwitchStatement':
      convertSwitch(c, node);
      return;
    case 'TryStatement':
      if (node.handler) c.model.caught.push(spanOf(node.block));
      convertStatement(c, node.block);
      if (node.handler) {
        const outer = c.scope;
        c.scope = new Scope(c.model, outer);
        const names = node.handler.param ? declareCatch(c, node.handler.param) : [];
        for (const binding of names) noteDefinition(binding, { from: 'unknown' });
        conditionally(c, node.handler, () => convertStatement(c, node.handler.body));
        c.scope = outer;
      }
      convertStatement(c, node.finalizer);
      return;
    case 'ThrowStatement':
      convertExpression(c, node.argument);
      return;
    case 'LabeledStatement':
      convertStatement(c, node.body);
      return;
    case 'WithStatement':
      convertExpression(c, node.object);
      convertStatement(c, node.body);
      return;
    case 'ImportDeclaration':
      convertImport(c, node);
      return;
    case 'ExportNamedDeclaration':
      convertExportNamed(c, node);
      return;
    case 'ExportAllDeclaration':
      c.model.exports.push({
        name: node.exported ? exportedName(node.exported) : '*',
        specifier: node.source.value,
        imported: '*',
      });
      return;
    case 'ExportDefaultDeclaration':
      convertExportDefault(c, node.declaration);
      return;
    case 'TSExportAssignment': {
      const value = convertAs(c, node.expression, { as: 'exported', name: 'module.exports' });
      c.model.exports.push({ name: 'module.exports', value });
      return;
    }
    case 'TSImportEqualsDeclaration':
      if (node.moduleReference.type === 'TSExternalModuleReference')
        noteDefinition(c.scope.lookup(node.id.name), {
          from: 'import',
          specifier: node.moduleReference.expression.value,
          imported: '*',
        });
      return;
    case 'TSEnumDeclaration':
      convertEnum(c, node);
      return;
    case 'TSTypeAliasDeclaration':
      declareType(c, node.id.name, node.typeAnnotation, node.id.name);
      return;
    case 'TSInterfaceDeclaration':
      declareType(c, node.id.name, node.body, '');
      return;
    case 'TSModuleDeclaration':
      if (node.id.type === 'Literal') declareMembers(c, node.id.value, node.body?.body ?? []);
      if (node.body?.body) inScope(c, node.body.body, () => convertStatements(c, node.body.body));
      return;
  }
}

function define(c: Context, name: string, value: ReturnType<typeof convertFunction> | ReturnType<typeof convertClass>) {
  const binding = c.scope.lookup(name);
  if (!binding) return;
  value.use = defineName(binding, value);
}

function declareCatch(c: Context, pattern: AstNode) {
  if (pattern.type !== 'Identifier') return [];
  return [c.scope.declare(pattern.name, 'variable', pattern)];
}

function convertForOf(c: Context, node: AstNode): void {
  const value = convertExpression(c, node.right);
  inScope(c, node.left.type === 'VariableDeclaration' ? [node.left] : [], () => {
    const pattern = node.left.type === 'VariableDeclaration' ? node.left.declarations[0].id : node.left;
    if (node.type === 'ForOfStatement') defineFrom(c, pattern, value, [ANY]);
    else for (const binding of bindUnknown(c, pattern)) noteDefinition(binding, { from: 'unknown' });
    conditionally(c, node.body, () => convertStatement(c, node.body));
  });
}

/** Whether a statement ends in an exception. */
function isThrowing(node: AstNode | undefined | null): boolean {
  if (node?.type === 'BlockStatement') return isThrowing(node.body.at(-1));
  return node?.type === 'ThrowStatement';
}

function convertSwitch(c: Context, node: AstNode): void {
  const subject = convertAs(c, node.discriminant, TEST);
  const cases: OperationNode[] = [];
  c.model.switches.push({ subject, cases });
  if (node.cases.some((one: AstNode) => !one.test && isThrowing({ type: 'BlockStatement', body: one.consequent })))
    c.model.raising.push(spanOf(node.discriminant));
  const statements = node.cases.flatMap((one: AstNode) => one.consequent);
  inScope(c, statements, () => {
    for (const one of node.cases)
      conditionally(c, one, () => {
        if (one.test) cases.push(operation(c, one.test, 'case', [one.test]));
        convertStatements(c, one.consequent);
      });
  });
}

function convertImport(c: Context, node: AstNode): void {
  if (node.importKind === 'type') return;
  for (const specifier of node.specifiers) {
    if (specifier.importKind === 'type') continue;
    const imported =
      specifier.type === 'ImportDefaultSpecifier'
        ? 'default'
        : specifier.type === 'ImportNamespaceSpecifier'
          ? ANY
          : exportedName(specifier.imported);
    noteDefinition(c.scope.lookup(specifier.local.name), {
      from: 'import',
      specifier: node.source.value,
      imported,
      importedSpan: specifier.imported ? spanOf(specifier.imported) : undefined,
    });
  }
}

function exportedName(node: AstNode): string {
  return node.type === 'Literal' ? node.value : node.name;
}

/** What a specifier of an export takes: all for `* as name`; the default for the proposed `export name from '…'`. */
function exportedOf({ type, local }: AstNode): string {
  if (type === 'ExportNamespaceSpecifier') return ANY;
  return type === 'ExportDefaultSpecifier' ? 'default' : exportedName(local);
}

function convertExportNamed(c: Context, node: AstNode): void {
  if (node.declaration) {
    convertStatement(c, node.declaration);
    for (const name of declaredNames(node.declaration)) {
      const binding = c.scope.lookup(name);
      if (binding) c.model.exports.push({ name, binding });
    }
  }
  for (const specifier of node.specifiers ?? []) {
    const name = exportedName(specifier.exported);
    const local = exportedOf(specifier);
    if (node.source) c.model.exports.push({ name, specifier: node.source.value, imported: local });
    else {
      const binding = c.scope.lookup(local);
      if (binding) c.model.exports.push({ name, binding });
    }
  }
}

function declaredNames(declaration: AstNode): string[] {
  if (declaration.type === 'VariableDeclaration')
    return declaration.declarations.flatMap((d: AstNode) => namesOf(d.id)).map((id: AstNode) => id.name);
  return declaration.id?.type === 'Identifier' ? [declaration.id.name] : [];
}

function convertExportDefault(c: Context, node: AstNode): void {
  const made: Export = { name: 'default' } as Export;
  if (node.type.startsWith('TSInterface')) return;
  const value =
    node.type === 'FunctionDeclaration'
      ? convertFunction(c, node)
      : node.type === 'ClassDeclaration'
        ? convertClass(c, node)
        : convertExpression(c, node);
  const binding = node.id && node.type.endsWith('Declaration') ? c.scope.lookup(node.id.name) : undefined;
  if (binding) {
    value.use = defineName(binding, value);
    c.model.exports.push({ name: 'default', binding });
  } else {
    value.use = { as: 'exported', name: 'default' };
    c.model.exports.push({ ...made, value } as Export);
  }
}

/** An enum reads as a constant object. */
function convertEnum(c: Context, node: AstNode): void {
  const made = objectNode(c, node, 'enumeration');
  const members: AstNode[] = node.body?.members ?? node.members ?? [];
  made.entries = members
    .filter(({ initializer }) => initializer)
    .map((member) => {
      const { id, initializer } = member;
      const pair = new PlacedPair(member, made, keyName({ key: id }), id.start, id.end, 0);
      pair.value = convertAs(c, initializer, pair);
      return pair;
    });
  const binding = c.scope.lookup(node.id.name);
  if (binding) made.use = defineName(binding, made);
}

export function layoutOf(program: AstNode): Layout {
  const imports: Import[] = [];
  let firstStatement: number | undefined;
  for (const node of program.body) {
    if (node.type === 'ImportDeclaration') {
      const names = node.specifiers.map((s: AstNode) => ({
        ...spanOf(s),
        imported:
          s.type === 'ImportDefaultSpecifier'
            ? 'default'
            : s.type === 'ImportNamespaceSpecifier'
              ? ANY
              : exportedName(s.imported),
        local: s.local.name,
      }));
      imports.push({ ...spanOf(node), specifier: node.source.value, names });
    } else if (!node.directive) firstStatement ??= node.start;
  }
  return { imports, firstStatement: firstStatement ?? program.end };
}
