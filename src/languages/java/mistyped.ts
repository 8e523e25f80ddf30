import type { SyntaxNode } from '../tree-sitter/tree.js';

/** Types of the language that a text is of. */
const TEXTUAL = /^(?:final\s+)?(?:java\.lang\.)?(?:String|CharSequence|Object|Comparable<[^>]*>|Serializable|var|T)$/;

/** A text that is given to a name of another type, which the compiler refuses: what it would say. */
export function mistyped(root: SyntaxNode, text: string): string | undefined {
  const pending: SyntaxNode[] = [root];
  for (let node = pending.pop(); node; node = pending.pop()) {
    const found = complaintAt(node, text);
    if (found !== undefined) return found;
    pending.push(...node.children);
  }
  return undefined;
}

function complaintAt({ type, children }: SyntaxNode, text: string): string | undefined {
  if (!/^(?:local_variable|field|constant)_declaration$/.test(type)) return undefined;
  const declared = children.find(({ field }) => field === 'type');
  const name = declared && text.slice(declared.start, declared.end);
  if (name === undefined || declared?.type === 'array_type' || TEXTUAL.test(name)) return undefined;
  const given = children.some(
    (one) =>
      one.field === 'declarator' &&
      one.children.some(({ field, type }) => field === 'value' && type === 'string_literal'),
  );
  return given ? `incompatible types: String cannot be converted to ${name}` : undefined;
}
