import { emptyModel } from '../../empty-model.js';
import type {
  Binding,
  ClassNode,
  Expression,
  FunctionNode,
  MemberNode,
  ObjectNode,
  ReferenceNode,
  SourceModel,
  Span,
  StringNode,
  Use,
} from '../../ir.js';
import { grown } from '../packed/grown.js';
import { referenceNode, stringNode } from '../packed/nodes.js';
import { convertExpression } from './expressions.js';
import { type AstNode, Scope } from './scope.js';
import { convertStatements, layoutOf } from './statements.js';

/** What conversion carries down the tree. */
export interface Context {
  readonly model: SourceModel;
  /** TypeScript syntax trees count the delimiters of a template's pieces in their spans; JavaScript ones do not. */
  readonly isTypeScript: boolean;
  scope: Scope;
  function?: FunctionNode;
  /** What `this` means here. */
  self?: ClassNode | ObjectNode;
  class?: ClassNode;
  /** The type, or the member of one, whose members are being read. */
  type?: string;
  /** The innermost branch of an `if`, a `switch` or a `catch`, or body of a loop around. */
  branch?: Span;
  /** How many expressions have been converted. */
  converted: number;
  /** Of a component: what whoever uses it hands to it. */
  properties?: Binding;
  /** What a name of a component means, where that is not what it means in other code. */
  nameInComponent?(node: AstNode): MemberNode | undefined;
}

/** ESTree (with TypeScript or JSX, from oxc or Babel's estree plugin) → the language-neutral model. */
export function convertProgram(program: AstNode, path: string, text: string, isTypeScript: boolean): SourceModel {
  const model = emptyModel(path, 'javascript', text, layoutOf(program));
  const context: Context = { model, isTypeScript, scope: new Scope(model), converted: 0 };
  context.scope.hoistBlock(program.body);
  context.scope.hoistVars(program.body);
  convertStatements(context, program.body);
  return model;
}

/** Converts and says what the value is for. */
export function convertAs(c: Context, node: AstNode, use: Use): Expression {
  const expression = convertExpression(c, node);
  expression.use = use;
  return expression;
}

export function reference(c: Context, node: AstNode): ReferenceNode {
  return referenceTo(c, node, node.name, c.scope.lookup(node.name));
}

export function referenceTo(c: Context, span: Span, name: string, binding: Binding | undefined): ReferenceNode {
  const made = referenceNode(c, span, name, binding);
  if (binding) binding.references = grown(binding.references, made);
  return made;
}

/** A string literal with a one-character delimiter on each side. */
export function literalNode(c: Context, { start, end }: Span, value: string): StringNode {
  const { text } = c.model;
  const isAsWritten = value.length === end - start - 2 && text.startsWith(value, start + 1);
  return stringNode(c, { start, end }, text[start] ?? '', isAsWritten ? undefined : value);
}

/** Runs `body` in a nested scope. */
export function inScope(c: Context, statements: readonly AstNode[], body: () => void): void {
  const outer = c.scope;
  c.scope = new Scope(c.model, outer);
  c.scope.hoistBlock(statements);
  body();
  c.scope = outer;
}
