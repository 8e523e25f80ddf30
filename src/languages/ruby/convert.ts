import { emptyModel } from '../../empty-model.js';
import type { Binding, Expression, FunctionNode, MemberNode, ReferenceNode, SourceModel, Span, Use } from '../../ir.js';
import { ANY } from '../../ir.js';
import { spanOf } from '../../spans.js';
import { add } from '../tree-sitter/add-node.js';
import { childOf, type SyntaxNode, textOf } from '../tree-sitter/tree.js';
import { convertExpression } from './expressions.js';
import { withoutHeredocs } from './heredocs.js';
import { layoutOf } from './layout.js';
import { type Namespace, Namespaces } from './namespaces.js';
import { newBinding, Scope } from './scope.js';
import { convertStatements } from './statements.js';

/** What conversion carries down the tree. */
export interface Context {
  readonly model: SourceModel;
  readonly text: string;
  readonly namespaces: Namespaces;
  /** The bodies of heredocs, by where each begins. */
  readonly heredocs: ReadonlyMap<number, SyntaxNode>;
  /** Constants that the file does not declare, by what is said of them where they are read. */
  readonly imported: Map<string, Binding>;
  /** Functions that the file has outside of classes. */
  readonly functions: Map<string, Binding>;
  /** Instance variables outside of classes, and global ones. */
  readonly loose: Map<string, Binding>;
  /** Whether it loads other files of the program, whose functions it may call. */
  readonly loadsFiles: boolean;
  namespace: Namespace;
  scope: Scope;
  function?: FunctionNode;
  /** In `class << self`. */
  isSingleton?: boolean;
  /** The innermost branch, loop or `rescue` around. */
  branch?: Span;
}

/** Tree-sitter's tree → the language-neutral model. `text` is what spans lie in. */
export function convertFile(written: SyntaxNode, path: string, text: string): SourceModel {
  const { root, heredocs } = withoutHeredocs(written);
  const model = emptyModel(path, 'ruby', text, layoutOf(root, text));
  const namespaces = new Namespaces(model, root);
  const c: Context = {
    model,
    text,
    namespaces,
    heredocs,
    imported: new Map(),
    functions: new Map(),
    loose: new Map(),
    loadsFiles: /\brequire_relative\b/.test(text),
    namespace: namespaces.file,
    scope: new Scope(model, undefined, true),
  };
  declareFunctions(c, root);
  alsoElsewhere(c);
  convertStatements(c, root.children);
  return model;
}

/** Functions outside of classes are known in all of the file. */
function declareFunctions(c: Context, root: SyntaxNode): void {
  for (const node of root.children) {
    const name = node.type === 'method' ? childOf(node, 'name') : undefined;
    if (!name || c.functions.has(textOf(c, name))) continue;
    const binding = newBinding(c.model, textOf(c, name), 'function', spanOf(name), true);
    c.functions.set(binding.name, binding);
    c.model.exports.push({ name: `#${binding.name}`, binding });
  }
}

/** A class or a module may be opened in several files, each of which knows what the others say. */
function alsoElsewhere(c: Context): void {
  for (const binding of [...c.model.bindings])
    if (binding.kind === 'class')
      binding.definitions.push({ from: 'import', specifier: `>${binding.name}`, imported: ANY });
}

/** Converts and says what the value is for. */
export function convertAs(c: Context, node: SyntaxNode, use: Use): Expression {
  const expression = convertExpression(c, node);
  expression.use = use;
  return expression;
}

export function reference(c: Context, span: Span, name: string, binding: Binding | undefined): ReferenceNode {
  const made = add<ReferenceNode>(c, { kind: 'reference', name, ...spanOf(span), binding });
  binding?.references.push(made);
  return made;
}

export function member(c: Context, span: Span, object: Expression, property: string, at: Span): MemberNode {
  const made = add<MemberNode>(c, { kind: 'member', ...spanOf(span), object, property, propertySpan: spanOf(at) });
  object.use = { as: 'object', member: made };
  return made;
}
