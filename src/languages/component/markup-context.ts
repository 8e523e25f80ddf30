import type { Expression, Span } from '../../ir.js';
import type { Context } from '../javascript/convert.js';
import { convertExpression } from '../javascript/expressions.js';
import { bindUnknown, defineFrom } from '../javascript/patterns.js';
import { type AstNode, namesOf, noteDefinition, Scope } from '../javascript/scope.js';
import { convertStatements } from '../javascript/statements.js';
import { type Dialect, expressionWithin, patternsWithin, statementsWithin } from './parse-within.js';
import type { Kind } from './parts.js';
import { readProperties } from './properties.js';

/** What conversion of markup carries along. */
export class MarkupContext {
  readonly read: Span[] = [];
  readonly #outer: { name: string; scope: Scope }[] = [];
  readonly #open = new Map<string, number>();

  constructor(
    readonly c: Context,
    readonly kind: Kind,
    readonly text: string,
    private readonly dialect: Dialect,
  ) {}

  /** The code of a place as it stands there. */
  source({ start, end }: Span): string {
    return this.text.slice(start, end);
  }

  /** Reads an expression; undefined where it is none, and all its names may be given anything then. */
  expression(span: Span): AstNode | undefined {
    if (this.source(span).trim() === '') return undefined;
    const node = expressionWithin(this.c.model.path, this.text, span, this.dialect);
    if (!node) return this.#leave(span);
    return this.#reading(span, node);
  }

  convert(span: Span): Expression | undefined {
    const node = this.expression(span);
    return node && this.at(span, () => convertExpression(this.c, node));
  }

  statements(span: Span): AstNode[] | undefined {
    const found = statementsWithin(this.c.model.path, this.text, span, this.dialect);
    return found?.map((one) => this.#reading(span, one));
  }

  /** What a handler does: statements, or an expression. */
  handler(span: Span): void {
    const statements = this.statements(span);
    if (statements) this.at(span, () => convertStatements(this.c, statements));
    else this.convert(span);
  }

  /** A function that a component calls with whatever it likes. */
  called(span: Span): void {
    const callee = this.expression(span);
    if (!callee) return;
    const { start, end } = callee;
    const argument = given('$event', callee);
    const spread = { type: 'SpreadElement', argument, start, end };
    const call = { type: 'CallExpression', callee, arguments: [spread], start, end };
    this.at(span, () => convertExpression(this.c, call));
  }

  /** What a person enters there becomes the value. */
  input(span: Span): void {
    const left = this.expression(span);
    if (!left) return;
    // `bind:value={get, set}` of Svelte 5.
    if (left.type === 'SequenceExpression') {
      this.at(span, () => convertExpression(this.c, left));
      return;
    }
    const { start, end } = left;
    const right = given('v-model', left);
    const expression = { type: 'AssignmentExpression', operator: '=', left, right, start, end };
    this.at(span, () => convertStatements(this.c, [{ type: 'ExpressionStatement', expression, start, end }]));
  }

  /** Names for what lies in the element or the block: parts of a value, or of what nobody knows. */
  bind(patterns: Span, value: Expression | undefined): void {
    const { c } = this;
    c.scope = new Scope(c.model, c.scope);
    const nodes = patternsWithin(c.model.path, this.text, patterns, this.dialect);
    if (!nodes) this.#leave(patterns);
    else this.read.push(patterns);
    for (const [index, node] of (nodes ?? []).entries()) {
      for (const name of namesOf(node)) c.scope.declare(name.name, 'variable', name);
      if (index === 0 && value) defineFrom(c, node, value, ['*']);
      else for (const binding of bindUnknown(c, node)) noteDefinition(binding, { from: 'unknown' });
    }
  }

  enter(name: string, outer: Scope): void {
    this.#outer.push({ name, scope: outer });
    this.#open.set(name, (this.#open.get(name) ?? 0) + 1);
  }

  leave(name: string): void {
    if ((this.#open.get(name) ?? 0) === 0) return;
    for (let last = this.#outer.pop(); last !== undefined; last = this.#outer.pop()) {
      this.#open.set(last.name, (this.#open.get(last.name) ?? 1) - 1);
      this.c.scope = last.scope;
      if (last.name === name) return;
    }
  }

  /** Whether it happens depends on what somebody does. */
  at<T>({ start, end }: Span, body: () => T): T {
    const outer = this.c.branch;
    this.c.branch = { start, end };
    const result = body();
    this.c.branch = outer;
    return result;
  }

  #reading(span: Span, node: AstNode): AstNode {
    this.read.push(span);
    const root = { type: 'Root', node };
    readProperties(root);
    return root.node;
  }

  #leave(span: Span): undefined {
    for (const [name] of this.source(span).matchAll(/[A-Za-z_$][\w$]{0,100}/g))
      noteDefinition(this.c.scope.lookup(name), { from: 'unknown' });
    return undefined;
  }
}

/** What somebody outside of the file gives, as a call of what has no other name. */
function given(name: string, { start, end }: Span): AstNode {
  const callee = { type: 'Identifier', name, start, end };
  return { type: 'CallExpression', callee, arguments: [], start, end };
}
