import type { Layout } from '../../ir.js';
import type { SyntaxNode } from '../tree-sitter/tree.js';
import type { Usings } from './usings.js';

/** Where `using` directives stand, where the first declaration begins, and the statements before which another may go. */
export function layoutOf(root: SyntaxNode, { directives }: Usings): Layout {
  const imports = directives.map(({ start, end, namespace }) => ({ start, end, specifier: namespace, names: [] }));
  const begins = root.children.find(({ type }) => type !== 'using_directive' && !type.startsWith('preproc_'));
  return { imports, firstStatement: begins?.start ?? root.end };
}
