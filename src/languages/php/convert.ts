import { emptyModel } from '../../empty-model.js';
import type { ClassNode, Expression, FunctionNode, OperationNode, SourceModel, Span, Use } from '../../ir.js';
import { spanOf } from '../../spans.js';
import { grown } from '../packed/grown.js';
import { referenceNode, selfNode } from '../packed/nodes.js';
import { type SyntaxNode, textOf } from '../tree-sitter/tree.js';
import { type Happening, noteDefinition, VersionedScope } from '../versioned-scope.js';
import { convertExpression } from './expressions.js';
import { layoutOf } from './layout.js';
import { FileNames, globalSpecifier } from './names.js';
import { convertStatements } from './statements.js';
import { type Variables, variablesBoundIn } from './variables.js';

/** What conversion carries down the tree. */
export interface Context {
  readonly model: SourceModel;
  readonly text: string;
  /** Functions, classes and constants, by the names that the file has for them. */
  readonly names: FileNames;
  /** Variables that some function of the file shares with the top level. */
  readonly shared: ReadonlySet<string>;
  /** Variables. */
  scope: VersionedScope;
  /** Files that the code around includes: a variable that nothing gives a value may be one of theirs. */
  includes: readonly string[];
  /** Variables that the function around shares with the top level. */
  globals: ReadonlyMap<string, unknown>;
  function?: FunctionNode;
  class?: ClassNode;
  /** Properties of that class which have the name of a method. */
  hidden?: ReadonlySet<string>;
  /** What the `switch` or `match` around compares its subject with. */
  cases?: OperationNode[];
  /** The innermost `if`, loop, `switch` or `try` around. */
  branch?: Span;
  /** Greater than 0 inside loops. */
  loops: number;
}

/** Tree-sitter's tree → the language-neutral model. `text` is what spans lie in. */
export function convertFile(root: SyntaxNode, path: string, text: string): SourceModel {
  const model = emptyModel(path, 'php', text, layoutOf(root, text));
  const names = new FileNames(model);
  names.declare(root);
  for (const binding of model.bindings)
    if (binding.kind !== 'import') model.exports.push({ name: binding.name, binding });
  const variables = variablesBoundIn(root, text, new Set());
  const shared = new Set(text.includes('global') ? variables.shared : []);
  const scope = new VersionedScope(model, 'module');
  const c: Context = { model, text, names, shared, scope, includes: variables.includes, globals: new Map(), loops: 0 };
  scope.declareAll({ ...variables, elsewhere: new Map(), shared });
  bindIncluded(scope, variables);
  for (const name of variables.bound.keys()) {
    const binding = scope.lookup(name, true);
    if (binding) model.exports.push({ name, binding });
  }
  convertStatements(c, root.children);
  const pages = textsOfPage(root, text);
  if (pages.length > 0) model.commands = pages;
  const reads = pages.flatMap(readsIn);
  if (reads.length > 0) model.reads = reads;
  return model;
}

/** `{{ env('NAME') }}` of a template. */
function readsIn({ start, text }: Span & { text: string }): { name: string; span: Span }[] {
  return [...text.matchAll(/(?<![\w$>])(?:env|getenv)\(\s*['"]([A-Z_][A-Z0-9_]{0,80})['"]/dg)].flatMap(
    ({ 1: name, indices }) => {
      const [from, to] = indices?.[1] ?? [];
      return name === undefined || from === undefined || to === undefined
        ? []
        : [{ name, span: { start: start + from, end: start + to } }];
    },
  );
}

/** What the file gives as it stands is a page: its scripts may ask for something, and nothing reads them here. */
function textsOfPage(node: SyntaxNode, text: string): (Span & { text: string })[] {
  if (node.type === 'text')
    // What is no text for people stands in quotes there, or is an address.
    return [...text.slice(node.start, node.end).matchAll(/[^\r\n]+/g)].flatMap(({ 0: line, index }) =>
      /["'`]|https?:/.test(line)
        ? [{ start: node.start + index, end: node.start + index + line.length, text: line }]
        : [],
    );
  return node.children.flatMap((child) => textsOfPage(child, text));
}

/** Converts and says what the value is for. */
export function convertAs(c: Context, node: SyntaxNode, use: Use): Expression {
  const expression = convertExpression(c, node);
  expression.use = use;
  return expression;
}

/** Variables that are there in every function. */
const SUPERGLOBALS = /^\$(?:GLOBALS|_SERVER|_GET|_POST|_FILES|_COOKIE|_SESSION|_REQUEST|_ENV)$/;

/** A variable that is read. */
export function variable(c: Context, node: SyntaxNode, name = textOf(c, node)): Expression {
  if (name === '$this') return selfNode(c, node, c.class);
  if (SUPERGLOBALS.test(name)) return referenceNode(c, node, name);
  const known = c.scope.lookup(name);
  const binding = known ?? undeclared(c, name, node);
  const made = referenceNode(c, node, name, binding);
  binding.references = grown(binding.references, made);
  return made;
}

/** What nothing here gives a value is one of a file that is included, or is filled by somebody of whom nothing is known. */
function undeclared(c: Context, name: string, node: SyntaxNode) {
  const specifiers = c.globals.has(name) ? [globalSpecifier(name)] : c.includes;
  const binding = c.scope.declare(name, specifiers.length > 0 ? 'import' : 'variable', spanOf(node));
  if (specifiers.length === 0) binding.definitions = [{ from: 'unknown' }];
  for (const specifier of specifiers)
    binding.definitions = grown(binding.definitions, { from: 'import', specifier, imported: name });
  return binding;
}

/** What a body may give no value itself has that of a file which it includes. */
export function bindIncluded(scope: VersionedScope, { perhaps, includes, bound }: Variables): void {
  for (const name of includes.length > 0 ? perhaps : []) {
    const span = bound.get(name)?.span;
    const [first, ...others] = includes;
    const binding = span && first !== undefined ? scope.define(name, span, 'always', imported(first, name)) : undefined;
    for (const specifier of binding ? others : []) if (binding) noteDefinition(binding, imported(specifier, name));
  }
}

function imported(specifier: string, name: string) {
  return { from: 'import', specifier, imported: name } as const;
}

/** When a definition at this point happens, as far as what follows in the same branch is concerned. */
export function happening(c: Context): Happening {
  return c.loops > 0 ? 'repeatedly' : 'always';
}
