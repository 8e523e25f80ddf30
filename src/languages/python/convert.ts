import { emptyModel } from '../../empty-model.js';
import type { Binding, ClassNode, Expression, FunctionNode, OperationNode, SourceModel, Span, Use } from '../../ir.js';
import { spanOf } from '../../spans.js';
import { grown } from '../packed/grown.js';
import { referenceNode, selfNode } from '../packed/nodes.js';
import { type SyntaxNode, textOf } from '../tree-sitter/tree.js';
import { type Happening, VersionedScope } from '../versioned-scope.js';
import { convertExpression } from './expressions.js';
import { type FileNames, namesBoundIn, namesOfFile } from './names-bound.js';
import { convertStatements, layoutOf } from './statements.js';

/** What conversion carries down the tree. */
export interface Context {
  readonly model: SourceModel;
  readonly text: string;
  /** What the whole file says of its names. */
  readonly file: FileNames;
  /** Modules of which everything is imported: a name that nothing declares may be one of theirs. */
  readonly stars: string[];
  /** First parameters of methods: the instance, or the class. */
  readonly receivers: Map<Binding, Receiver>;
  scope: VersionedScope;
  function?: FunctionNode;
  class?: ClassNode;
  /** The binding of the class being converted. */
  classBinding?: Binding;
  /** What the `match` around compares its subject with. */
  cases?: OperationNode[];
  /** The innermost `if`, loop, `match` or `try` around. */
  branch?: Span;
  /** Greater than 0 inside loops. */
  loops: number;
}

export interface Receiver {
  is: 'instance' | 'class';
  class: ClassNode;
  binding?: Binding;
}

/** Tree-sitter's tree → the language-neutral model. `text` is what spans lie in. */
export function convertModule(root: SyntaxNode, path: string, text: string): SourceModel {
  const model = emptyModel(path, 'python', text, layoutOf(root, text));
  const file = namesOfFile(root, text);
  const c: Context = {
    model,
    text,
    file,
    stars: [],
    receivers: new Map(),
    scope: new VersionedScope(model, 'module'),
    loops: 0,
  };
  const names = namesBoundIn(root, text, file);
  c.scope.declareAll(names);
  for (const name of names.bound.keys()) {
    const binding = c.scope.lookup(name);
    if (binding) model.exports.push({ name, binding });
  }
  convertStatements(c, root.children);
  return model;
}

/** Converts and says what the value is for. */
export function convertAs(c: Context, node: SyntaxNode, use: Use): Expression {
  const expression = convertExpression(c, node);
  expression.use = use;
  return expression;
}

/** A name that is read. */
export function reference(c: Context, node: SyntaxNode): Expression {
  const name = textOf(c, node);
  const binding = c.scope.lookup(name) ?? fromStars(c, name, node);
  const receiver = binding && c.receivers.get(binding);
  if (receiver?.is === 'instance') return selfNode(c, node, receiver.class);
  const meant = receiver?.binding ?? binding;
  const made = referenceNode(c, node, name, meant);
  if (meant) meant.references = grown(meant.references, made);
  return made;
}

/** With `from module import *`, a name that nothing declares may be one of the module's. */
function fromStars(c: Context, name: string, node: SyntaxNode): Binding | undefined {
  if (c.stars.length === 0 || BUILTINS.has(name)) return undefined;
  const binding = c.scope.module.declare(name, 'import', spanOf(node));
  for (const specifier of c.stars)
    binding.definitions = grown(binding.definitions, { from: 'import', specifier, imported: name });
  return binding;
}

/** The built-in functions that code for OpenAI’s SDK meets; a module rarely exports one of these names. */
const BUILTINS = new Set(
  'print len str int float bool list dict tuple set range open type isinstance getattr setattr hasattr super min max sum sorted reversed enumerate zip map filter input repr any all abs round next iter id vars format bytes Exception ValueError KeyError TypeError RuntimeError'.split(
    ' ',
  ),
);

/** When a definition at this point happens, as far as what follows in the same branch is concerned. */
export function happening(c: Context): Happening {
  return c.loops > 0 ? 'repeatedly' : 'always';
}
