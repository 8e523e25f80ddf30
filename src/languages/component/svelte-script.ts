import { COMPONENT_PROPERTIES } from '../javascript/component-properties.js';
import { type AstNode, namesOf } from '../javascript/scope.js';

/**
 * The script of a component of Svelte, as what it does in effect: `export let name = 1` is handed over by whoever uses the component
 * (https://svelte.dev/docs/svelte/legacy-export-let), and `$: name = 1` may declare the name (https://svelte.dev/docs/svelte/legacy-reactive-assignments).
 */
export function asSvelteRunsIt(statements: readonly AstNode[]): AstNode[] {
  const declared = new Set(statements.flatMap(declaredIn));
  return statements.map((statement) => {
    if (statement.type === 'ExportNamedDeclaration') return handedOver(statement);
    return statement.type === 'LabeledStatement' && statement.label.name === '$'
      ? reactive(statement, declared)
      : statement;
  });
}

function declaredIn(statement: AstNode): string[] {
  const node = statement.type === 'ExportNamedDeclaration' ? (statement.declaration ?? statement) : statement;
  if (node.type === 'VariableDeclaration')
    return node.declarations.flatMap(({ id }: AstNode) => namesOf(id).map(({ name }) => name));
  if (node.type === 'ImportDeclaration') return node.specifiers.map(({ local }: AstNode) => local.name);
  return node.id?.name === undefined ? [] : [node.id.name];
}

function handedOver(statement: AstNode): AstNode {
  const { declaration } = statement;
  if (declaration?.type !== 'VariableDeclaration' || declaration.kind === 'const') return statement;
  return { ...declaration, declarations: declaration.declarations.map(property) };
}

/** `name = 1` as `{ name: name = 1 } = properties`. */
function property(declarator: AstNode): AstNode {
  const { id, init, start, end } = declarator;
  if (id.type !== 'Identifier') return declarator;
  const name = { start: id.start, end: id.start + id.name.length };
  const key = { type: 'Identifier', name: id.name, ...name };
  const value = init
    ? { type: 'AssignmentPattern', left: { ...id, ...name }, right: init, start, end }
    : { ...id, ...name };
  const entry = { type: 'Property', key, value, computed: false, shorthand: false, start, end };
  const pattern = { type: 'ObjectPattern', properties: [entry], typeAnnotation: id.typeAnnotation, start, end };
  return { ...declarator, id: pattern, init: { type: COMPONENT_PROPERTIES, ...name } };
}

function reactive(statement: AstNode, declared: Set<string>): AstNode {
  const assigned = statement.body.type === 'ExpressionStatement' ? statement.body.expression : undefined;
  if (assigned?.type !== 'AssignmentExpression' || assigned.operator !== '=') return statement;
  const names = namesOf(assigned.left).map(({ name }) => name);
  if (names.length === 0 || names.some((name) => declared.has(name))) return statement;
  for (const name of names) declared.add(name);
  const { left, right, start, end } = assigned;
  const declarator = { type: 'VariableDeclarator', id: left, init: right, start, end };
  return { type: 'VariableDeclaration', kind: 'let', declarations: [declarator], start, end };
}
