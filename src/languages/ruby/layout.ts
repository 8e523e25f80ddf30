import type { Import, Layout } from '../../ir.js';
import type { SyntaxNode } from '../tree-sitter/tree.js';

/** Where files are loaded, and where a first statement of one's own may go. */
export function layoutOf(root: SyntaxNode, text: string): Layout {
  const imports = root.children.flatMap((node): Import[] => {
    const specifier = loadedBy(node, text);
    return specifier === undefined ? [] : [{ start: node.start, end: node.end, specifier, names: [] }];
  });
  const first = root.children.find((node) => loadedBy(node, text) === undefined);
  return { imports, firstStatement: first?.start ?? text.length };
}

/** `require "x"`, `require_relative "x"`: the name. */
export function loadedBy(node: SyntaxNode, text: string): string | undefined {
  if (node.type !== 'call') return undefined;
  return /^require(_relative)?[ \t(]+["']([^"'#]+)["']\)?$/.exec(text.slice(node.start, node.end))?.[2];
}
