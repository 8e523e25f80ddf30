import { emptyModel } from '../../empty-model.js';
import type {
  Binding,
  ClassNode,
  Expression,
  FunctionNode,
  ReferenceNode,
  SelfNode,
  SourceModel,
  Span,
  Use,
} from '../../ir.js';
import { ANY } from '../../ir.js';
import { spanOf } from '../../spans.js';
import { BlockScope } from '../block-scope.js';
import { add } from '../tree-sitter/add-node.js';
import { type SyntaxNode, textOf } from '../tree-sitter/tree.js';
import { settleUnset } from './assignments.js';
import { convertDeclarations, declareTop } from './declarations.js';
import { convertExpression } from './expressions.js';
import { layoutOf } from './layout.js';
import { isPredeclared } from './predeclared.js';

/** What conversion carries down the tree. */
export interface Context {
  readonly model: SourceModel;
  readonly text: string;
  /** Packages whose names the file uses without their own. */
  readonly dots: string[];
  /** The receivers of methods, each an instance of its class. */
  readonly receivers: Map<Binding, ClassNode>;
  /** Classes by the names of their types. */
  readonly classes: Map<string, ClassNode>;
  scope: BlockScope;
  function?: FunctionNode;
  /** The names of its results, where these have any. */
  results: readonly SyntaxNode[];
  /** Variables of functions that are declared without a value, and those whose address is taken. */
  readonly unset: Binding[];
  readonly addressed: Set<Binding>;
  /** The innermost branch of an `if`, a `switch`, a `select`, or body of a loop around. */
  branch?: Span;
}

/** The specifier of the package that the file itself belongs to. */
export const OWN_PACKAGE = '.';

/** Tree-sitter's tree → the language-neutral model. `text` is what spans lie in. */
export function convertFile(root: SyntaxNode, path: string, text: string): SourceModel {
  const model = emptyModel(path, 'go', text, layoutOf(root, text));
  const c: Context = {
    model,
    text,
    dots: [],
    receivers: new Map(),
    classes: new Map(),
    scope: new BlockScope(model),
    results: [],
    unset: [],
    addressed: new Set(),
  };
  declareTop(c, root.children);
  // Files of one package know each other's names, in small letters too.
  for (const binding of model.bindings)
    if (binding.kind !== 'import') model.exports.push({ name: binding.name, binding });
  convertDeclarations(c, root.children);
  settleUnset(c);
  return model;
}

/** Converts and says what the value is for. */
export function convertAs(c: Context, node: SyntaxNode, use: Use): Expression {
  const expression = convertExpression(c, node);
  expression.use = use;
  return expression;
}

/** A name that is read: a variable, a package, a type. */
export function reference(c: Context, node: SyntaxNode): Expression {
  const name = textOf(c, node);
  const binding = bindingOf(c, name, node);
  const receiver = binding && c.receivers.get(binding);
  if (receiver) return add<SelfNode>(c, { kind: 'self', ...spanOf(node), of: receiver });
  const made = add<ReferenceNode>(c, { kind: 'reference', name, ...spanOf(node), binding });
  binding?.references.push(made);
  return made;
}

/** What nothing in the file declares is declared in another file of the package, or in one of which all is imported. */
function bindingOf(c: Context, name: string, span: Span): Binding | undefined {
  const known = c.scope.lookup(name);
  if (known || isPredeclared(name)) return known;
  const binding = c.scope.top.declare(name, 'import', span);
  for (const specifier of [OWN_PACKAGE, ...c.dots])
    binding.definitions.push({ from: 'import', specifier, imported: name });
  return binding;
}

/** The whole of a package. */
export function importPackage(c: Context, name: string, specifier: string, span: Span): void {
  c.scope.top.declare(name, 'import', span).definitions.push({ from: 'import', specifier, imported: ANY });
}
