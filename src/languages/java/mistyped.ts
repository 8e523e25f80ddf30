import type { SyntaxNode } from '../tree-sitter/tree.js';

/** Types of the language that a text is of. */
const TEXTUAL =
  /^(?:final\s+)?(?:java\.lang\.)?(?:String|CharSequence|Object|Comparable<.*>|Serializable|Constable|var)$/s;

/** A text that is given to a name of another type, which the compiler refuses: what it would say. */
export function mistyped(root: SyntaxNode, text: string): string | undefined {
  const pending = [root];
  for (let node = pending.pop(); node; node = pending.pop()) {
    const type = typeOfGivenText(node, text);
    if (type !== undefined) return `incompatible types: String cannot be converted to ${type}`;
    pending.push(...node.children);
  }
  return undefined;
}

/** `Type name = "text";` */
function typeOfGivenText({ type, children }: SyntaxNode, text: string): string | undefined {
  if (!/^(?:local_variable|field|constant)_declaration$/.test(type)) return undefined;
  const declared = children.find(({ field }) => field === 'type');
  const isText = (one: SyntaxNode) => one.field === 'value' && one.type === 'string_literal';
  const isGiven = children.some((one) => one.field === 'declarator' && one.children.some(isText));
  if (!isGiven || !declared || declared.type === 'array_type') return undefined;
  const name = text.slice(declared.start, declared.end);
  return TEXTUAL.test(name) ? undefined : name;
}
