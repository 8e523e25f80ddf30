import type { StringNode, TypeDeclaration, TypeUse } from '../../ir.js';
import { DECORATOR } from '../packed/nodes.js';
import { type SyntaxNode, textOf } from '../tree-sitter/tree.js';
import { type Context, convertAs } from './convert.js';
import { convertString } from './strings.js';

/** The names and literals of an annotation. */
export function typeUse(c: Context, annotation: SyntaxNode | undefined): TypeUse | undefined {
  if (!annotation) return undefined;
  const { start, end } = annotation;
  const names: string[] = [];
  const literals = collectType(c, annotation, names);
  const metadata = callsIn(c, annotation).map((call) => convertAs(c, call, DECORATOR));
  return {
    start,
    end,
    names: names.slice(),
    literals: literals.slice(),
    metadata: metadata.length > 0 ? metadata : undefined,
  };
}

/** The calls in `Annotated[…]`. */
function callsIn(c: Context, node: SyntaxNode): SyntaxNode[] {
  if (node.type === 'call') return [node];
  return textOf(c, node).includes('(') ? node.children.flatMap((child) => callsIn(c, child)) : [];
}

/** Reads a type for what it lists; declares each `Literal[…]` in it, under `alias` where it is the whole type. */
export function collectType(c: Context, node: SyntaxNode, names: string[] = [], alias = ''): StringNode[] {
  switch (node.type) {
    case 'identifier':
      names.push(textOf(c, node));
      return [];
    case 'attribute':
    case 'member_type':
      names.push(textOf(c, node), textOf(c, node.children.at(-1) ?? node));
      return [];
    case 'call':
      return [];
    case 'string': {
      // A name of something that is declared further down: `"OpenAI"`.
      const name = /^[A-Za-z_][\w.]*(?=["'\]|[ ])/.exec(textOf(c, node).replace(/^["']+/, ''))?.[0];
      if (name !== undefined) names.push(name);
      return [];
    }
    case 'generic_type':
    case 'subscript': {
      const [head, ...inner] = node.children;
      if (head && /(?:^|\.)Literal$/.test(textOf(c, head))) return [...literal(c, node, alias)];
      return [...(head ? collectType(c, head, names) : []), ...inner.flatMap((child) => collectType(c, child, names))];
    }
    default:
      return node.children.flatMap((child) => collectType(c, child, names, node.type === 'type' ? alias : ''));
  }
}

/**
 * The class of `Agent[Deps, str](…)`, whose types are read and left out. PEP 8 has classes in CapWords: what an entry of a
 * mapping may be called by, `HANDLERS[kind](…)`, is written otherwise.
 */
export function genericClass(c: Context, node: SyntaxNode): SyntaxNode {
  const [head] = node.children;
  if (node.type !== 'subscript' || !head || !/(?:^|\.)_?[A-Z][A-Z\d]*[a-z]\w*$/.test(textOf(c, head))) return node;
  collectType(c, node);
  return head;
}

function literal(c: Context, node: SyntaxNode, alias: string): StringNode[] {
  const literals: StringNode[] = [];
  const visit = (child: SyntaxNode): void => {
    if (child.type === 'string') {
      const made = convertString(c, child);
      if (made.kind === 'string') literals.push(made);
    } else child.children.forEach(visit);
  };
  node.children.slice(1).forEach(visit);
  if (literals.length === 0) return [];
  const { start, end } = node;
  const declaration: TypeDeclaration = { start, end, name: alias, literals, isUnion: true, names: [] };
  c.model.types.push(declaration);
  for (const one of literals) one.use = { as: 'type', declaration };
  return literals;
}
