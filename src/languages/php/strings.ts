import type { Expression } from '../../ir.js';
import { operationNode, pieceNode, stringNode, templateNode } from '../packed/nodes.js';
import { type SyntaxNode, textOf } from '../tree-sitter/tree.js';
import { type Context, convertAs } from './convert.js';

export function isString({ type }: SyntaxNode): boolean {
  return type === 'string' || type === 'encapsed_string';
}

/** `'text'`, `"text"`, `"text {$value}"`. */
export function convertString(c: Context, node: SyntaxNode): Expression {
  const text = textOf(c, node);
  const quote = /^[bB]?["']/.exec(text)?.[0] ?? text.charAt(0);
  if (node.type === 'string' || node.children.every(isFixed)) {
    const raw = text.slice(quote.length, -1);
    const value = unescaped(raw, quote.slice(-1));
    return stringNode(c, node, quote, value === raw ? undefined : value);
  }
  return interpolated(c, node, node.children, quote);
}

/** `<<<TEXT`, and `<<<'TEXT'`, in which nothing is put. */
export function convertHeredoc(c: Context, node: SyntaxNode): Expression {
  const body = node.children.find(({ field }) => field === 'value');
  return interpolated(c, node, body?.children ?? [], node.type === 'nowdoc' ? "'" : '"""');
}

function isFixed({ type }: SyntaxNode): boolean {
  return type === 'string_content' || type === 'escape_sequence' || type === 'nowdoc_string';
}

function interpolated(c: Context, node: SyntaxNode, children: readonly SyntaxNode[], quote: string): Expression {
  const made = templateNode(c, node, false);
  const parts: Expression[] = [];
  for (let index = 0; index < children.length; ) {
    const first = children[index] as SyntaxNode;
    let last = first;
    for (index++; isFixed(first) && index < children.length; index++) {
      const next = children[index] as SyntaxNode;
      if (!isFixed(next) || next.start !== last.end) break;
      last = next;
    }
    if (!isFixed(first)) {
      parts.push(convertAs(c, first, made));
      continue;
    }
    const span = { start: first.start, end: last.end };
    const piece = pieceNode(c, span, quote, unescaped(c.text.slice(span.start, span.end), quote.slice(-1)));
    piece.use = made;
    parts.push(piece);
  }
  made.parts = parts;
  return made;
}

/** `sprintf('Bearer %s', $key)`; undefined where a verb is of another form, or there are not as many values as verbs. */
export function convertFormatted(
  c: Context,
  node: SyntaxNode,
  literal: SyntaxNode,
  values: readonly SyntaxNode[],
): Expression | undefined {
  const source = textOf(c, literal);
  const quote = source.charAt(0);
  const raw = source.slice(1, -1);
  const verbs = [...raw.matchAll(/%[\s\S]/g)];
  if (!literal.children.every(isFixed) || verbs.length !== values.length || verbs.some(([verb]) => !/%[sd]/.test(verb)))
    return undefined;
  const made = templateNode(c, node, false);
  const parts: Expression[] = [];
  let from = literal.start + 1;
  const push = (to: number) => {
    if (to <= from) return;
    const piece = pieceNode(c, { start: from, end: to }, quote, unescaped(c.text.slice(from, to), quote));
    piece.use = made;
    parts.push(piece);
  };
  for (const [index, verb] of verbs.entries()) {
    push(literal.start + 1 + verb.index);
    parts.push(convertAs(c, values[index] as SyntaxNode, made));
    from = literal.start + 1 + verb.index + 2;
  }
  push(literal.end - 1);
  made.parts = parts;
  return made;
}

/** `'a' . $b . 'c'`. */
export function convertJoined(c: Context, node: SyntaxNode): Expression {
  const made = templateNode(c, node, true);
  const parts: SyntaxNode[] = [];
  // The left side of a long chain is as deep as the chain is long.
  let rest: SyntaxNode | undefined = node;
  while (rest) {
    const [left, right]: readonly SyntaxNode[] = rest.children;
    if (rest.type === 'binary_expression' && left && right && operatorBetween(c, left, right) === '.') {
      parts.unshift(...joinedParts(c, right));
      rest = left;
    } else {
      parts.unshift(rest);
      rest = undefined;
    }
  }
  made.parts = parts.map((part) => convertAs(c, part, made));
  return made;
}

function joinedParts(c: Context, node: SyntaxNode): SyntaxNode[] {
  const [inner] = node.children;
  const isJoin = node.type === 'parenthesized_expression' && inner?.type === 'binary_expression';
  const [left, right] = (isJoin && inner?.children) || [];
  if (!left || !right || operatorBetween(c, left, right) !== '.') return [node];
  return [...joinedParts(c, left), ...joinedParts(c, right)];
}

/** The operator that stands between two nodes. */
export function operatorBetween({ text }: { text: string }, left: SyntaxNode, right: SyntaxNode): string {
  return text
    .slice(left.end, right.start)
    .replace(/\/\*[\s\S]*?\*\/|(?:\/\/|#)[^\n]*|[\s()]/g, '')
    .toLowerCase();
}

/** Text that a name of the language stands for. */
export function namedString(c: Context, node: SyntaxNode, value: string): Expression {
  return stringNode(c, node, '', value);
}

/** What is run by a shell. */
export function convertShell(c: Context, node: SyntaxNode): Expression {
  const made = operationNode(c, node, 'shell');
  made.operands = node.children.filter((child) => !isFixed(child)).map((child) => convertAs(c, child, made));
  return made;
}

const SIMPLE: Record<string, string> = {
  n: '\n',
  t: '\t',
  r: '\r',
  v: '\v',
  e: '\x1b',
  f: '\f',
  '\\': '\\',
  $: '$',
  '"': '"',
};

/** The text that a literal's inside means. */
export function unescaped(raw: string, quote: string): string {
  if (!raw.includes('\\')) return raw;
  if (quote === "'") return raw.replace(/\\([\\'])/g, '$1');
  return raw.replace(
    /\\(?:u\{([\da-f]+)\}|x([\da-f]{1,2})|([0-7]{1,3})|([\s\S]))/gi,
    (whole, point, hex, octal, other) => {
      const code = point ?? hex;
      if (code !== undefined || octal !== undefined) {
        const number = code === undefined ? Number.parseInt(octal, 8) : Number.parseInt(code, 16);
        return number <= 0x10ffff ? String.fromCodePoint(number) : whole;
      }
      return SIMPLE[other] ?? whole;
    },
  );
}
