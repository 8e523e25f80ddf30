import type { StringNode, TypeDeclaration, TypeUse } from '../../ir.js';
import { spanOf } from '../../spans.js';
import { type Context, literalNode } from './convert.js';
import type { AstNode } from './scope.js';

/**
 * The names and string literals of a type annotation. Literals also become type declarations of their own, so that
 * a list of model ids in a type is seen wherever it stands.
 */
export function typeUse(c: Context, annotation: AstNode): TypeUse | undefined {
  if (!annotation) return undefined;
  const names: string[] = [];
  const literals = collect(c, annotation, names);
  return { ...spanOf(annotation), names, literals };
}

/** Reads a type for what it lists; declares every union of literals in it. */
export function collect(c: Context, node: AstNode, names: string[] = [], alias = ''): StringNode[] {
  if (!node || typeof node !== 'object') return [];
  switch (node.type) {
    case 'TSLiteralType': {
      if (node.literal?.type !== 'Literal' || typeof node.literal.value !== 'string') return [];
      const literal = literalNode(c, node.literal, node.literal.value);
      declare(c, { name: alias, ...spanOf(node), literals: [literal], isUnion: false, names: [] });
      return [literal];
    }
    // Flow spells the same ideas with other node types.
    case 'StringLiteralTypeAnnotation':
      return [literalNode(c, node, node.value)];
    case 'UnionTypeAnnotation':
    case 'TSUnionType': {
      const before = c.model.types.length;
      const literals = node.types.flatMap((member: AstNode) => collect(c, member, names));
      c.model.types.length = before;
      if (literals.length > 0) declare(c, { name: alias, ...spanOf(node), literals, isUnion: true, names: [] });
      return literals;
    }
    case 'TSTypeReference': {
      const name = dotted(node.typeName);
      if (name) names.push(name);
      return node.typeArguments?.params?.flatMap((type: AstNode) => collect(c, type, names)) ?? [];
    }
    case 'TSTypeQuery': {
      const name = dotted(node.exprName);
      if (name) names.push(name);
      return [];
    }
  }
  if (node.type === 'TSPropertySignature' && node.key?.type === 'Identifier') {
    c.model.typeMembers.push({ name: node.key.name, of: c.type ?? '', ...spanOf(node.key) });
    // `Hono<{ Bindings: { NAME: string } }>`: what a member holds is that member's.
    return inType(c, node.key.name, () => collectInside(c, node, names, alias));
  }
  return collectInside(c, node, names, alias);
}

/** Reads what a name is declared to be: the unions in it, and what it is made of. */
export function declareType(c: Context, name: string, node: AstNode, alias: string): void {
  const names: string[] = [];
  inType(c, name, () => collect(c, node, names, alias));
  c.model.types.push({ ...spanOf(node), name, literals: [], isUnion: false, names });
}

/** `declare module 'name' { export const NAME: string }`: names that a package has are its members. */
export function declareMembers(c: Context, of: string, statements: readonly AstNode[]): void {
  for (const { declaration } of statements.map((one) => (one.declaration ? one : { declaration: one })))
    for (const { id } of declaration.type === 'VariableDeclaration' ? declaration.declarations : [])
      if (id.type === 'Identifier') {
        const { start } = id;
        c.model.typeMembers.push({ name: id.name, of, start, end: start + id.name.length });
      }
}

/** Reads a type whose members are those of the name. */
function inType<T>(c: Context, name: string, read: () => T): T {
  const before = c.type;
  c.type = name;
  const result = read();
  c.type = before;
  return result;
}

function collectInside(c: Context, node: AstNode, names: string[], alias: string): StringNode[] {
  const found: StringNode[] = [];
  for (const key of Object.keys(node)) {
    if (key === 'type' || key === 'start' || key === 'end') continue;
    const child = node[key];
    if (Array.isArray(child)) for (const item of child) found.push(...collect(c, item, names, ''));
    else if (child && typeof child === 'object')
      found.push(...collect(c, child, names, node.type === 'TSTypeAnnotation' ? alias : ''));
  }
  return found;
}

function declare(c: Context, declaration: TypeDeclaration): void {
  c.model.types.push(declaration);
  for (const literal of declaration.literals) literal.use = { as: 'type', declaration };
}

function dotted(name: AstNode): string | undefined {
  if (name?.type === 'Identifier') return name.name;
  if (name?.type === 'TSQualifiedName') return `${dotted(name.left)}.${name.right.name}`;
  return undefined;
}
