import type { Span } from '../../ir.js';
import { type FlatTree, NODE_SIZE } from './flat-tree.js';
import type { Grammar } from './grammar.js';

/** A named node of the syntax tree. Offsets are UTF-16 code units. */
export interface SyntaxNode {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  /** The field of its parent that it stands in. */
  readonly field: string | null;
  readonly children: readonly SyntaxNode[];
}

export function nodesOf(nodes: FlatTree, { types, fields }: Grammar): SyntaxNode {
  let at = 0;
  function next(): SyntaxNode {
    const type = types[nodes[at] as number] as string;
    const field = fields[nodes[at + 1] as number] as string | null;
    const start = nodes[at + 2] as number;
    const end = nodes[at + 3] as number;
    const count = nodes[at + 4] as number;
    at += NODE_SIZE;
    if (count === 0) return { type, start, end, field, children: NONE };
    // A list that grows begins with room for seventeen: most of these have one or two.
    const children: SyntaxNode[] = new Array(count);
    for (let index = 0; index < count; index++) children[index] = next();
    return { type, start, end, field, children };
  }
  return next();
}

const NONE: readonly SyntaxNode[] = [];

/** What is written there. */
export function textOf({ text }: { text: string }, { start, end }: Span): string {
  return text.slice(start, end);
}

/** The first of the parts that stand in the field. */
export function childOf({ children }: SyntaxNode, field: string): SyntaxNode | undefined {
  for (const child of children) if (child.field === field) return child;
  return undefined;
}

export function childrenOf({ children }: SyntaxNode, field: string): SyntaxNode[] {
  return children.filter((child) => child.field === field);
}

export function childOfType({ children }: SyntaxNode, type: string): SyntaxNode | undefined {
  return children.find((child) => child.type === type);
}
