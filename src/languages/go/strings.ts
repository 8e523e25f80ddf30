import type { Expression, Span, StringNode, TemplateNode } from '../../ir.js';
import { spanOf } from '../../spans.js';
import { add } from '../tree-sitter/add-node.js';
import { type SyntaxNode, textOf } from '../tree-sitter/tree.js';
import { type Context, convertAs } from './convert.js';

export function isString({ type }: SyntaxNode): boolean {
  return type === 'interpreted_string_literal' || type === 'raw_string_literal';
}

export function convertString(c: Context, node: SyntaxNode): StringNode {
  const quote = c.text[node.start] ?? '"';
  const inner = { start: node.start + 1, end: node.end - 1 };
  const value = unescaped(c.text.slice(inner.start, inner.end), quote);
  return add<StringNode>(c, { kind: 'string', value, ...spanOf(node), inner, quote });
}

/** A text inside a literal: what one of a struct's tags says. */
export function pieceNode(c: Context, span: Span, inner: Span, value: string, quote: string): StringNode {
  return add<StringNode>(c, { kind: 'string', value, ...span, inner, quote, piece: true });
}

/**
 * `fmt.Sprintf("Bearer %s", key)` as the template that it is. Undefined where a verb is of another form, or there are not
 * as many values as verbs.
 */
export function convertFormatted(
  c: Context,
  node: SyntaxNode,
  literal: SyntaxNode,
  values: readonly SyntaxNode[],
): TemplateNode | undefined {
  const quote = c.text[literal.start] ?? '"';
  const inner = { start: literal.start + 1, end: literal.end - 1 };
  const raw = c.text.slice(inner.start, inner.end);
  const verbs = [...raw.matchAll(/%[\s\S]/g)].filter(([verb]) => verb !== '%%');
  if (verbs.some(([verb]) => !/^%[svd]$/.test(verb)) || verbs.length !== values.length || raw.includes('%%'))
    return undefined;
  const made = add<TemplateNode>(c, { kind: 'template', ...spanOf(node), parts: [], concatenated: false });
  let from = inner.start;
  const pushText = (to: number) => {
    const span = { start: from, end: to };
    if (to <= from) return;
    const piece = pieceNode(c, span, span, unescaped(c.text.slice(from, to), quote), quote);
    piece.use = { as: 'part', template: made };
    made.parts.push(piece);
  };
  for (const [index, verb] of verbs.entries()) {
    pushText(inner.start + verb.index);
    const value = values[index];
    if (value) made.parts.push(convertAs(c, value, { as: 'part', template: made }));
    from = inner.start + verb.index + verb[0].length;
  }
  pushText(inner.end);
  return made;
}

/** `"a" + b + "c"`. */
export function convertJoined(c: Context, node: SyntaxNode): TemplateNode {
  const made = add<TemplateNode>(c, { kind: 'template', ...spanOf(node), parts: [], concatenated: true });
  made.parts = joinedParts(c, node).map((part): Expression => convertAs(c, part, { as: 'part', template: made }));
  return made;
}

function joinedParts(c: Context, node: SyntaxNode): SyntaxNode[] {
  const [left, right] = node.children;
  const isJoin = node.type === 'binary_expression' && left && right && /^\s*\+/.test(textBetween(c, left, right));
  return isJoin ? [...joinedParts(c, left), ...joinedParts(c, right)] : [node];
}

/** What stands between two nodes: an operator, but for remarks. */
export function textBetween(c: Context, left: SyntaxNode, right: SyntaxNode): string {
  return c.text.slice(left.end, right.start);
}

export function operatorOf(c: Context, node: SyntaxNode): string {
  const [left, right] = node.children;
  if (!left || !right) return textOf(c, node).slice(0, 1);
  return /&&|\|\||[=!<>]=|<<|>>|&\^|[-+*/%&|^<>]/.exec(textBetween(c, left, right))?.[0] ?? '';
}

const SIMPLE: Record<string, string> = {
  n: '\n',
  t: '\t',
  r: '\r',
  a: '\x07',
  b: '\b',
  f: '\f',
  v: '\v',
  '\\': '\\',
  '"': '"',
  "'": "'",
};

/** The text that a literal's inside means. */
function unescaped(raw: string, quote: string): string {
  if (quote === '`') return raw.replaceAll('\r', '');
  if (!raw.includes('\\')) return raw;
  return raw.replace(
    /\\(?:x([\da-f]{2})|u([\da-f]{4})|U([\da-f]{8})|([0-7]{3})|(.))/gi,
    (whole, hex, short, long, octal, other) => {
      const code = hex ?? short ?? long;
      if (code !== undefined || octal !== undefined) {
        const point = code === undefined ? Number.parseInt(octal, 8) : Number.parseInt(code, 16);
        return point <= 0x10ffff ? String.fromCodePoint(point) : whole;
      }
      return SIMPLE[other] ?? whole;
    },
  );
}
