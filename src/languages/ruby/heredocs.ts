import type { SyntaxNode } from '../tree-sitter/tree.js';

/**
 * The tree without the bodies of heredocs, which stand wherever the line ends on which they begin, and the bodies by the
 * places where they begin.
 */
export function withoutHeredocs(root: SyntaxNode): { root: SyntaxNode; heredocs: Map<number, SyntaxNode> } {
  const beginnings: number[] = [];
  const bodies: SyntaxNode[] = [];
  const kept = without(root, beginnings, bodies);
  const heredocs = new Map<number, SyntaxNode>();
  for (const [index, start] of beginnings.entries()) {
    const body = bodies[index];
    if (body) heredocs.set(start, body);
  }
  return { root: kept, heredocs };
}

function without(node: SyntaxNode, beginnings: number[], bodies: SyntaxNode[]): SyntaxNode {
  if (node.type === 'heredoc_beginning') beginnings.push(node.start);
  if (node.children.length === 0) return node;
  const children: SyntaxNode[] = [];
  let isChanged = false;
  for (const child of node.children) {
    const made = without(child, beginnings, bodies);
    if (child.type === 'heredoc_body') bodies.push(made);
    else children.push(made);
    isChanged ||= made !== child || child.type === 'heredoc_body';
  }
  return isChanged ? { ...node, children } : node;
}
