import { ANY, type Expression, type MemberNode, type Span } from '../../ir.js';
import { childOf, type SyntaxNode, textOf } from '../tree-sitter/tree.js';
import { type Context, member, reference } from './convert.js';
import { convertExpression } from './expressions.js';
import { newBinding } from './scope.js';

/** Constants of the language that are no classes of anybody's. */
const GLOBAL = new Set(['ENV', 'ARGV', 'STDIN', 'STDOUT', 'STDERR']);

/** `OpenAI::Client`: what the file declares, or what another file or a package has under the name. */
export function constantAt(c: Context, node: SyntaxNode): Expression {
  const path = pathOf(c, node);
  if (!path) return inValue(c, node);
  const [first = ''] = path.names;
  const last = path.names.at(-1) ?? '';
  if (path.names.length === 1 && GLOBAL.has(first)) return reference(c, node, first, undefined);
  const from = path.isAbsolute ? c.namespaces.file : c.namespace;
  const own = c.namespaces.find(from, path.names);
  if (own) return reference(c, node, last, own);
  return reference(c, node, last, importedConstant(c, node, path));
}

interface ConstantPath {
  names: string[];
  /** `::OpenAI` */
  isAbsolute: boolean;
}

function pathOf(c: Context, node: SyntaxNode): ConstantPath | undefined {
  if (node.type === 'constant') return { names: [textOf(c, node)], isAbsolute: false };
  if (node.type !== 'scope_resolution') return undefined;
  const scope = childOf(node, 'scope');
  const name = childOf(node, 'name');
  if (name?.type !== 'constant') return undefined;
  if (!scope) return { names: [textOf(c, name)], isAbsolute: true };
  const outer = pathOf(c, scope);
  return outer && { ...outer, names: [...outer.names, textOf(c, name)] };
}

/** `self.class::MODEL` */
function inValue(c: Context, node: SyntaxNode): Expression {
  const scope = childOf(node, 'scope');
  const name = childOf(node, 'name') ?? node;
  if (!scope) return reference(c, node, textOf(c, node), undefined);
  const own = /^self\.class$/.test(textOf(c, scope)) && c.namespaces.find(c.namespace, [textOf(c, name)]);
  if (own) return reference(c, node, textOf(c, name), own);
  const made: MemberNode = member(c, node, convertExpression(c, scope), textOf(c, name), name);
  return made;
}

/** One name for all places in the same namespaces that mean the same. */
function importedConstant(c: Context, span: Span, { names, isAbsolute }: ConstantPath) {
  const around = isAbsolute ? '' : c.namespace.name;
  const specifier = `${around}>${names.join('::')}`;
  const known = c.imported.get(specifier);
  if (known) return known;
  const binding = newBinding(c.model, names.join('::'), 'import', span, true);
  binding.definitions.push({ from: 'import', specifier, imported: ANY });
  c.imported.set(specifier, binding);
  return binding;
}

/** What is called by a bare name may be a function of a file that this one loads. */
export function importedFunction(c: Context, span: Span, name: string) {
  const specifier = `#${name}`;
  const known = c.imported.get(specifier);
  if (known) return known;
  const binding = newBinding(c.model, name, 'import', span, true);
  binding.definitions.push({ from: 'import', specifier, imported: ANY });
  c.imported.set(specifier, binding);
  return binding;
}
