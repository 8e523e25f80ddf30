import type { Import, Layout } from '../../ir.js';
import type { SyntaxNode } from '../tree-sitter/tree.js';

/** Where `use` stands, and where a first statement of one's own may go. */
export function layoutOf(root: SyntaxNode, text: string): Layout {
  const scope = root.children
    .find(({ type }) => type === 'namespace_definition')
    ?.children.find(({ field }) => field === 'body');
  const statements = (scope ?? root).children;
  const imports = statements.flatMap((one) => (one.type === 'namespace_use_declaration' ? importsOf(one, text) : []));
  const head = new Set([
    'php_tag',
    'text',
    'text_interpolation',
    'declare_statement',
    'namespace_definition',
    'namespace_use_declaration',
  ]);
  const begins = statements.find(({ type }) => !head.has(type));
  return { imports, firstStatement: begins?.start ?? text.length };
}

function importsOf(node: SyntaxNode, text: string): Import[] {
  const { start, end } = node;
  return node.children.flatMap((clause) => {
    if (clause.type !== 'namespace_use_clause') return [];
    const [named, alias] = clause.children;
    if (!named) return [];
    const specifier = text.slice(named.start, named.end).replace(/^\\/, '');
    const imported = specifier.slice(specifier.lastIndexOf('\\') + 1);
    const local = alias ? text.slice(alias.start, alias.end) : imported;
    return [{ start, end, specifier, names: [{ start: named.start, end: named.end, imported, local }] }];
  });
}
