import type { Import, Layout } from '../../ir.js';
import type { SyntaxNode } from '../tree-sitter/tree.js';
import { importedAs } from './package-names.js';

/** Where imports stand, where a first declaration of one's own may go, and the statements before which another may. */
export function layoutOf(root: SyntaxNode, text: string): Layout {
  const declarations = root.children.filter(({ type }) => type === 'import_declaration');
  const imports = declarations.flatMap((one) => specsIn(one).map((spec) => importOf(spec, text)));
  const begins = root.children.find(({ type }) => type !== 'package_clause' && type !== 'import_declaration');
  const statements: NonNullable<Layout['statements']> = [];
  collectStatements(root, statements);
  return { imports, firstStatement: begins?.start ?? text.length, statements };
}

export function specsIn(declaration: SyntaxNode): SyntaxNode[] {
  return declaration.children.flatMap((child) => (child.type === 'import_spec' ? [child] : specsIn(child)));
}

function importOf(spec: SyntaxNode, text: string): Import {
  const path = spec.children.find(({ field }) => field === 'path') ?? spec;
  const alias = spec.children.find(({ field }) => field === 'name');
  const specifier = text.slice(path.start + 1, path.end - 1);
  const local = alias ? text.slice(alias.start, alias.end) : importedAs(specifier, text);
  const { start, end } = spec;
  return { start, end, specifier, names: [{ start, end, imported: '*', local }] };
}

const SIMPLE = new Set([
  'short_var_declaration',
  'var_declaration',
  'assignment_statement',
  'return_statement',
  'expression_statement',
]);

function collectStatements(node: SyntaxNode, found: NonNullable<Layout['statements']>): void {
  for (const child of node.children) {
    if (node.type === 'statement_list')
      found.push({ start: child.start, end: child.end, isSimple: SIMPLE.has(child.type) });
    if (child.children.length > 0) collectStatements(child, found);
  }
}
