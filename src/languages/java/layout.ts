import type { Import, Layout } from '../../ir.js';
import type { SyntaxNode } from '../tree-sitter/tree.js';

/** Where imports stand, and where the first class begins. */
export function layoutOf(root: SyntaxNode, text: string): Layout {
  const imports = root.children.flatMap((one) => (one.type === 'import_declaration' ? [importOf(one, text)] : []));
  const begins = root.children.find(({ type }) => type !== 'package_declaration' && type !== 'import_declaration');
  return { imports, firstStatement: begins?.start ?? text.length };
}

/** The package and the name that is imported from it: `*` for all, or with names behind a class's. */
function importOf({ start, end, children }: SyntaxNode, text: string): Import {
  const { names, isWhole } = namesOfImport(children, text);
  const at = names.findIndex((one) => /^[A-Z]/.test(one));
  const first = isWhole && at === -1 ? names.length : at === -1 ? names.length - 1 : at;
  const walked = [...names.slice(first), ...(isWhole ? ['*'] : [])];
  const imported = walked.join('.');
  const local = walked.at(-1) ?? '*';
  return { start, end, specifier: names.slice(0, first).join('.'), names: [{ start, end, imported, local }] };
}

/** The names of an import, and whether it takes all that the last one has. */
export function namesOfImport(children: readonly SyntaxNode[], text: string): { names: string[]; isWhole: boolean } {
  const [path] = children;
  const names = path ? text.slice(path.start, path.end).replace(/\s+/g, '').split('.') : [];
  return { names, isWhole: children.some(({ type }) => type === 'asterisk') };
}
