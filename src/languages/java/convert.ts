import { emptyModel } from '../../empty-model.js';
import type {
  Binding,
  CallNode,
  ClassNode,
  Expression,
  FunctionNode,
  OperationNode,
  SourceModel,
  Span,
  Use,
} from '../../ir.js';
import { spanOf } from '../../spans.js';
import { BlockScope } from '../block-scope.js';
import { add } from '../tree-sitter/add-node.js';
import type { SyntaxNode } from '../tree-sitter/tree.js';
import { convertTypes, declareTop } from './declarations.js';
import { convertExpression } from './expressions.js';
import { type Held, settleBuilders } from './held-builders.js';
import { layoutOf } from './layout.js';

/** A class around, with what a bare name in it may mean. */
export interface Around {
  node: ClassNode;
  binding?: Binding;
  /** Fields, methods and classes in it; whether they are there without an instance, and what holds the value where that is another name. */
  members: Map<string, { isStatic: boolean; property?: string }>;
  outer?: Around;
}

/** What conversion carries down the tree. */
export interface Context {
  readonly model: SourceModel;
  readonly text: string;
  /** The package that the file says it belongs to. */
  readonly package: string;
  /** Packages of which all classes are imported, and the names of classes of which all that is static is. */
  readonly wildcards: string[];
  readonly staticWildcards: string[][];
  /** Names that are imported of a class, with the names that lead there. */
  readonly statics: Map<string, string[]>;
  /** Variables that hold a builder. */
  readonly builders: Map<Binding, Held>;
  /** Builders that are not asked for the thing where they are made. */
  readonly unfinished: Set<CallNode>;
  scope: BlockScope;
  around?: Around;
  function?: FunctionNode;
  /** The innermost branch or body of a loop around. */
  branch?: Span;
}

/** Tree-sitter's tree → the language-neutral model. `text` is what spans lie in. */
export function convertFile(root: SyntaxNode, path: string, text: string): SourceModel {
  const model = emptyModel(path, 'java', text, layoutOf(root, text));
  const name = root.children.find(({ type }) => type === 'package_declaration')?.children.at(-1);
  const c: Context = {
    model,
    text,
    package: name ? withoutBlanks(text.slice(name.start, name.end)) : '',
    wildcards: [],
    staticWildcards: [],
    statics: new Map(),
    builders: new Map(),
    unfinished: new Set(),
    scope: new BlockScope(model),
  };
  declareTop(c, root.children);
  for (const binding of model.bindings)
    if (binding.kind === 'class') model.exports.push({ name: binding.name, binding });
  convertTypes(c, root.children);
  settleBuilders(c);
  return model;
}

export function withoutBlanks(text: string): string {
  return text.replace(/\s+/g, '');
}

/** Converts and says what the value is for. */
export function convertAs(c: Context, node: SyntaxNode, use: Use): Expression {
  const expression = convertExpression(c, node);
  expression.use = use;
  return expression;
}

/** A value of which nothing is known: somebody else fills it. */
export function unknown(c: Context, span: Span): OperationNode {
  return add<OperationNode>(c, { kind: 'operation', ...spanOf(span), operator: 'unknown', operands: [] });
}
