import type { SyntaxNode } from '../tree-sitter/tree.js';

/** Types of the language that a text is of. */
const TEXTUAL =
  /^(?:final\s+)?(?:java\.lang\.)?(?:String|CharSequence|Object|Comparable<.*>|Serializable|Constable|var)$/s;

/** A text that is given to a name or a parameter of another type, which the compiler refuses: what it would say. */
export function mistyped(root: SyntaxNode, text: string): string | undefined {
  const nodes = allIn(root);
  const methods = methodsIn(nodes, text);
  for (const node of nodes) {
    const type = typeOfGivenText(node, text) ?? typeOfArgument(node, methods, text);
    if (type !== undefined) return `incompatible types: String cannot be converted to ${type}`;
  }
  return undefined;
}

function allIn(root: SyntaxNode): SyntaxNode[] {
  const found: SyntaxNode[] = [];
  const pending = [root];
  for (let node = pending.pop(); node; node = pending.pop()) {
    found.push(node);
    pending.push(...node.children);
  }
  return found;
}

function childOf({ children }: SyntaxNode, field: string): SyntaxNode | undefined {
  return children.find((one) => one.field === field);
}

/** `Type name = "text";` */
function typeOfGivenText({ type, children }: SyntaxNode, text: string): string | undefined {
  if (!/^(?:local_variable|field|constant)_declaration$/.test(type)) return undefined;
  const declared = children.find(({ field }) => field === 'type');
  const isGiven = children.some(
    (one) => one.field === 'declarator' && childOf(one, 'value')?.type === 'string_literal',
  );
  return isGiven && declared ? otherType(declared, text) : undefined;
}

function otherType({ type, start, end }: SyntaxNode, text: string): string | undefined {
  const name = text.slice(start, end);
  return type === 'array_type' || TEXTUAL.test(name) ? undefined : name;
}

interface Method {
  parameters: readonly SyntaxNode[];
  /** The names that stand for types. */
  generics: string;
}

/** The methods that the file declares, by name. */
function methodsIn(nodes: readonly SyntaxNode[], text: string): Map<string, Method[]> {
  const found = new Map<string, Method[]>();
  const generics = nodes
    .filter(({ type }) => type === 'type_parameters')
    .map(({ start, end }) => text.slice(start, end))
    .join(' ');
  for (const node of nodes.filter(({ type }) => type === 'method_declaration')) {
    const name = childOf(node, 'name');
    const key = name && text.slice(name.start, name.end);
    const parameters = childOf(node, 'parameters')?.children ?? [];
    if (key) found.set(key, [...(found.get(key) ?? []), { parameters, generics }]);
  }
  return found;
}

/** `ask("text")`, where each method of the file that it may mean takes something else there. */
function typeOfArgument(node: SyntaxNode, methods: ReadonlyMap<string, Method[]>, text: string): string | undefined {
  const name = childOf(node, 'name');
  if (node.type !== 'method_invocation' || !name || childOf(node, 'object')) return undefined;
  const given = childOf(node, 'arguments')?.children ?? [];
  const meant = (methods.get(text.slice(name.start, name.end)) ?? []).filter(
    ({ parameters }) =>
      parameters.length === given.length && parameters.every(({ type }) => type === 'formal_parameter'),
  );
  for (const [index, one] of given.entries()) {
    if (one.type !== 'string_literal') continue;
    const types = meant.map(({ parameters, generics }) => {
      const type = parameters[index] && childOf(parameters[index], 'type');
      const other = type && otherType(type, text);
      return other !== undefined && new RegExp(`\\b${other.replace(/\W.*/s, '')}\\b`).test(generics)
        ? undefined
        : other;
    });
    if (types.length > 0 && types.every((type) => type !== undefined)) return types[0];
  }
  return undefined;
}
