import type { Span } from '../../ir.js';
import { SyntaxFailure } from '../front-end.js';
import { deepPlace } from '../javascript/deep-place.js';
import { parseProgram } from '../javascript/parse.js';
import { parseWithOxc } from '../javascript/parse-with-oxc.js';
import type { AstNode } from '../javascript/scope.js';

export type Dialect = 'jsx' | 'ts' | 'tsx';

/** A script that lies in the file, with the offsets of the file. `mayReturn`: it runs as the body of a function does. */
export function programWithin(
  path: string,
  text: string,
  { start, end }: Span,
  dialect: Dialect,
  mayReturn = false,
): AstNode {
  let code = text.slice(start, end);
  for (let returns = 0; ; returns++)
    try {
      return moved(parseProgram(path, code, dialect, 'module'), start);
    } catch (error) {
      if (!(error instanceof SyntaxFailure) || error.offset === undefined) throw error;
      const other = mayReturn && returns < MAX_RETURNS ? withoutReturn(code, error.offset) : undefined;
      if (other === undefined) throw new SyntaxFailure(error.message, start + error.offset);
      code = other;
    }
}

const MAX_RETURNS = 50;

/** The parser refuses a `return` outside of functions: what it returns is as good without. */
function withoutReturn(code: string, at: number): string | undefined {
  const found = /^return\b[ \t]*([;}\r\n])?/.exec(code.slice(at, at + 100));
  if (!found) return undefined;
  return code.slice(0, at) + (found[1] === undefined ? 'void  ' : '      ') + code.slice(at + 'return'.length);
}

/** An expression in the markup; undefined where it is none. */
export function expressionWithin(
  path: string,
  text: string,
  { start, end }: Span,
  dialect: Dialect,
): AstNode | undefined {
  const program = parsed(path, `(${text.slice(start, end)}\n)`, dialect);
  const [statement, ...others] = program?.body ?? [];
  if (statement?.type !== 'ExpressionStatement' || others.length > 0) return undefined;
  return moved(statement.expression, start - 1);
}

/** The statements of a handler. */
export function statementsWithin(
  path: string,
  text: string,
  { start, end }: Span,
  dialect: Dialect,
): AstNode[] | undefined {
  const program = parsed(path, text.slice(start, end), dialect);
  return program && moved(program, start).body;
}

/** Names that a block of the markup binds, as the parameters of a function are written. */
export function patternsWithin(
  path: string,
  text: string,
  { start, end }: Span,
  dialect: Dialect,
): AstNode[] | undefined {
  const before = start - 1;
  const program = parsed(path, `(${text.slice(start, end)}\n) => 0`, dialect);
  const [statement] = program?.body ?? [];
  return statement?.expression?.type === 'ArrowFunctionExpression'
    ? moved(statement.expression, before).params
    : undefined;
}

function parsed(path: string, code: string, lang: Dialect): AstNode | undefined {
  if (deepPlace(code) !== undefined) return undefined;
  const found = parseWithOxc(path, code, { lang, sourceType: 'module', preserveParens: false });
  return 'program' in found ? found.program : undefined;
}

/** The tree with its offsets counted from another place. */
function moved(node: AstNode, by: number): AstNode {
  for (const one of nodesIn(node)) {
    one.start += by;
    one.end += by;
  }
  return node;
}

/** All nodes of a tree, each once. */
export function* nodesIn(root: AstNode): Generator<AstNode> {
  const seen = new Set<AstNode>();
  const open: AstNode[] = [root];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (seen.has(node)) continue;
    seen.add(node);
    if (typeof node.type === 'string' && typeof node.start === 'number') yield node;
    for (const key of Object.keys(node)) {
      const child = node[key];
      if (child !== null && typeof child === 'object') open.push(child);
    }
  }
}
