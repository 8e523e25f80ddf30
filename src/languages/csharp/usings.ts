import type { Span } from '../../ir.js';
import type { SyntaxNode } from '../tree-sitter/tree.js';

/** What the `using` directives of a file say. */
export interface Usings {
  directives: (Span & { namespace: string })[];
  /** `using Name = Namespace.Type;` */
  aliases: { name: string; of: string; span: Span }[];
}

export function readUsings(root: SyntaxNode, text: string): Usings {
  const found: Usings = { directives: [], aliases: [] };
  collect(root, text, found);
  return found;
}

const HOLDERS = new Set([
  'compilation_unit',
  'namespace_declaration',
  'declaration_list',
  'file_scoped_namespace_declaration',
]);

function collect(node: SyntaxNode, text: string, found: Usings): void {
  for (const child of node.children) {
    if (child.type === 'using_directive') read(child, text, found);
    else if (HOLDERS.has(child.type) || child.type.startsWith('preproc_if')) collect(child, text, found);
  }
}

function read(node: SyntaxNode, text: string, { directives, aliases }: Usings): void {
  const alias = node.children.find(({ field }) => field === 'name');
  const target = node.children.find((child) => child !== alias);
  if (!target) return;
  const namespace = bareName(text.slice(target.start, target.end));
  const { start, end } = node;
  if (alias)
    aliases.push({
      name: text.slice(alias.start, alias.end),
      of: namespace,
      span: { start: alias.start, end: alias.end },
    });
  else if (!/^(?:global\s+)?using\s+static\b/.test(text.slice(start, end))) directives.push({ start, end, namespace });
}

/** A type's name without what stands in angle brackets, and without `global::`. */
export function bareName(text: string): string {
  return text
    .replace(/<[\s\S]*$/, '')
    .replace(/^global::/, '')
    .replace(/\s+|\?$/g, '');
}
