import type { Expression, Span, StringNode, TemplateNode } from '../../ir.js';
import { spanOf } from '../../spans.js';
import { add } from '../tree-sitter/add-node.js';
import type { SyntaxNode } from '../tree-sitter/tree.js';
import { type Context, convertAs } from './convert.js';

const BLOCK = '"""';

export function isString({ type }: SyntaxNode): boolean {
  return type === 'string_literal';
}

export function convertString(c: Context, node: SyntaxNode): StringNode {
  const { quote, inner } = insideOf(c, node);
  const raw = c.text.slice(inner.start, inner.end);
  const value = unescaped(quote === BLOCK ? unindented(raw) : raw);
  return add<StringNode>(c, { kind: 'string', value, ...spanOf(node), inner, quote });
}

function insideOf(c: Context, { start, end }: Span): { quote: string; inner: Span } {
  const quote = c.text.startsWith(BLOCK, start) ? BLOCK : '"';
  if (quote === '"') return { quote, inner: { start: start + 1, end: end - 1 } };
  const first = c.text.indexOf('\n', start) + 1;
  return { quote, inner: { start: first, end: end - BLOCK.length } };
}

/** A text block without the white space that all of its lines begin with. Source: JLS 3.10.6. */
function unindented(raw: string): string {
  const lines = raw.replaceAll('\r\n', '\n').split('\n');
  const counted = lines.filter((line, index) => line.trim() !== '' || index === lines.length - 1);
  const indent = Math.min(...counted.map((line) => /^[ \t]*/.exec(line)?.[0].length ?? 0));
  return lines
    .map((line, index) => (index < lines.length - 1 ? line.slice(indent).trimEnd() : line.slice(indent)))
    .join('\n');
}

/** A text inside a literal. */
export function pieceNode(c: Context, span: Span, quote: string): StringNode {
  const value = unescaped(c.text.slice(span.start, span.end));
  return add<StringNode>(c, { kind: 'string', value, ...spanOf(span), inner: spanOf(span), quote, piece: true });
}

/**
 * `String.format("Bearer %s", key)` as the template that it is. Undefined where a verb is of another form, or there are not
 * as many values as verbs.
 */
export function convertFormatted(
  c: Context,
  node: SyntaxNode,
  literal: SyntaxNode,
  values: readonly SyntaxNode[],
): TemplateNode | undefined {
  const { quote, inner } = insideOf(c, literal);
  const raw = c.text.slice(inner.start, inner.end);
  const verbs = [...raw.matchAll(/%[\s\S]/g)];
  if (verbs.some(([verb]) => !/^%[sd]$/.test(verb)) || verbs.length !== values.length) return undefined;
  const made = add<TemplateNode>(c, { kind: 'template', ...spanOf(node), parts: [], concatenated: false });
  let from = inner.start;
  const pushText = (to: number) => {
    if (to <= from) return;
    const piece = pieceNode(c, { start: from, end: to }, quote);
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
  // A chain is as deep as it is long.
  const parts: SyntaxNode[] = [];
  let at = node;
  for (;;) {
    const [left, right] = at.children;
    if (at.type !== 'binary_expression' || !left || !right || operatorOf(c, at) !== '+') break;
    parts.unshift(right);
    at = left;
  }
  return [at, ...parts];
}

export function operatorOf(c: Context, { start, children: [left, right] }: SyntaxNode): string {
  if (!left) return '';
  const between = right ? c.text.slice(left.end, right.start) : c.text.slice(start, left.start);
  return /&&|\|\||[=!<>]=|>>>|<<|>>|[-+*/%&|^<>!~]/.exec(between.replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, ''))?.[0] ?? '';
}

const SIMPLE: Record<string, string> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f', s: ' ', '\n': '' };

/** The text that a literal's inside means. */
function unescaped(raw: string): string {
  if (!raw.includes('\\')) return raw;
  return raw.replace(/\\(?:u+([\da-f]{4})|([0-3]?[0-7]{1,2})|([\s\S]))/gi, (_, hex, octal, other) => {
    if (hex !== undefined) return String.fromCharCode(Number.parseInt(hex, 16));
    if (octal !== undefined) return String.fromCharCode(Number.parseInt(octal, 8));
    return SIMPLE[other] ?? other;
  });
}
