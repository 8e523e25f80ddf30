import type { Expression, ListNode, Span, StringNode, TemplateNode } from '../../ir.js';
import { spanOf } from '../../spans.js';
import { add } from '../tree-sitter/add-node.js';
import { type SyntaxNode, textOf } from '../tree-sitter/tree.js';
import { type Context, convertAs } from './convert.js';
import { convertStatements } from './statements.js';

const TEXTS = new Set([
  'string',
  'delimited_symbol',
  'chained_string',
  'heredoc_beginning',
  'subshell',
  'bare_string',
  'bare_symbol',
]);

export function isText({ type }: SyntaxNode): boolean {
  return TEXTS.has(type);
}

/** A literal, or a template where it has more than text in it. */
export function convertText(c: Context, node: SyntaxNode): Expression {
  if (node.type === 'chained_string') return chained(c, node);
  if (node.type === 'heredoc_beginning') return heredoc(c, node);
  const inner = insideOf(c, node);
  const quote = c.text.slice(node.start, inner.start);
  if (node.children.some(({ type }) => type === 'interpolation')) return template(c, node, node.children, inner, quote);
  return literal(c, node, inner, quote);
}

/** `"x"`, `%q(x)`, `:"x"`: what stands between the delimiters. */
function insideOf(c: Context, node: SyntaxNode): Span {
  if (node.type.startsWith('bare_')) return spanOf(node);
  const opening = /^(?::?["'`]|%[a-zA-Z]?[^\w\s])/.exec(c.text.slice(node.start, node.start + 4))?.[0] ?? '"';
  return { start: node.start + opening.length, end: Math.max(node.start + opening.length, node.end - 1) };
}

function literal(c: Context, span: Span, inner: Span, quote: string): StringNode {
  const value = unescaped(textOf(c, inner), quote);
  return add<StringNode>(c, { kind: 'string', value, ...spanOf(span), inner, quote });
}

/** `:model` */
export function symbolNode(c: Context, node: SyntaxNode): StringNode {
  return literal(c, node, { start: node.start + 1, end: node.end }, ':');
}

export function convertWords(c: Context, node: SyntaxNode): ListNode {
  const made = add<ListNode>(c, { kind: 'list', ...spanOf(node), items: [] });
  made.items = node.children.map((one) => convertAs(c, one, { as: 'item', list: made }));
  return made;
}

function template(c: Context, span: Span, children: readonly SyntaxNode[], inner: Span, quote: string): TemplateNode {
  const made = add<TemplateNode>(c, { kind: 'template', ...spanOf(span), parts: [], concatenated: false });
  let from = inner.start;
  const pushText = (to: number) => {
    if (to <= from) return;
    const piece = literal(c, { start: from, end: to }, { start: from, end: to }, quote);
    piece.piece = true;
    piece.use = { as: 'part', template: made };
    made.parts.push(piece);
  };
  for (const child of children) {
    if (child.type !== 'interpolation') continue;
    pushText(child.start);
    const value = convertStatements(c, child.children);
    if (value) {
      value.use = { as: 'part', template: made };
      made.parts.push(value);
    }
    from = child.end;
  }
  pushText(inner.end);
  return made;
}

/** `"a" "b"` */
function chained(c: Context, node: SyntaxNode): TemplateNode {
  const made = add<TemplateNode>(c, { kind: 'template', ...spanOf(node), parts: [], concatenated: true });
  made.parts = node.children.map((one) => convertAs(c, one, { as: 'part', template: made }));
  return made;
}

/** The text that begins in the next line. It is part of the expression that names it, and lies elsewhere. */
function heredoc(c: Context, node: SyntaxNode): Expression {
  const body = c.heredocs.get(node.start);
  const end = body?.children.find(({ type }) => type === 'heredoc_end');
  if (!body || !end) return literal(c, node, { start: node.end, end: node.end }, '');
  const first = c.text.indexOf('\n', body.start) + 1;
  const start = body.start < first && /^[ \t\r]*$/.test(c.text.slice(body.start, first - 1)) ? first : body.start;
  const inner = { start, end: Math.max(start, c.text.lastIndexOf('\n', end.start) + 1) };
  // A literal one says nothing with a backslash.
  const quote = /^<<[~-]?'/.test(textOf(c, node)) ? "<<'" : '<<';
  if (body.children.some(({ type }) => type === 'interpolation')) return template(c, node, body.children, inner, quote);
  return literal(c, node, inner, quote);
}

/** `"a" + b` */
export function convertJoined(c: Context, node: SyntaxNode): TemplateNode {
  const made = add<TemplateNode>(c, { kind: 'template', ...spanOf(node), parts: [], concatenated: true });
  made.parts = joinedParts(c, node).map((part): Expression => convertAs(c, part, { as: 'part', template: made }));
  return made;
}

/** What stands between two operands, but for remarks. */
export function operatorBetween(c: Context, left: Span, right: Span): string {
  return c.text.slice(left.end, right.start).replace(/#.*/g, '').replaceAll('\\', '').trim();
}

function joinedParts(c: Context, node: SyntaxNode): SyntaxNode[] {
  const [left, right] = node.children;
  const isJoin = node.type === 'binary' && left && right && operatorBetween(c, left, right) === '+';
  return isJoin ? [...joinedParts(c, left), ...joinedParts(c, right)] : [node];
}

/** `format("Bearer %s", key)` as the template that it is; undefined where it has a verb of another form. */
export function convertFormatted(
  c: Context,
  node: SyntaxNode,
  text: SyntaxNode,
  values: readonly SyntaxNode[],
): TemplateNode | undefined {
  if (text.type !== 'string' || text.children.some(({ type }) => type === 'interpolation')) return undefined;
  const inner = insideOf(c, text);
  const quote = c.text.slice(text.start, inner.start);
  const raw = textOf(c, inner);
  const verbs = [...raw.matchAll(/%[\s\S]/g)];
  if (verbs.some(([verb]) => !/^%[sd]$/.test(verb)) || verbs.length !== values.length) return undefined;
  const made = add<TemplateNode>(c, { kind: 'template', ...spanOf(node), parts: [], concatenated: false });
  let from = inner.start;
  const pushText = (to: number) => {
    if (to <= from) return;
    const piece = literal(c, { start: from, end: to }, { start: from, end: to }, quote);
    piece.piece = true;
    piece.use = { as: 'part', template: made };
    made.parts.push(piece);
  };
  for (const [index, verb] of verbs.entries()) {
    pushText(inner.start + verb.index);
    const value = values[index];
    if (value) made.parts.push(convertAs(c, value, { as: 'part', template: made }));
    from = inner.start + verb.index + 2;
  }
  pushText(inner.end);
  return made;
}

const SIMPLE: Record<string, string> = { n: '\n', t: '\t', r: '\r', s: ' ', 0: '\0', e: '\x1b', a: '\x07', b: '\b' };

/** Whether a literal knows more escapes than those of its own delimiters. */
export function hasEscapes(quote: string): boolean {
  return !/^(?::?'|%[qwi]|<<'|:$|$)/.test(quote);
}

/** The text that a literal's inside means. */
function unescaped(raw: string, quote: string): string {
  if (!raw.includes('\\') || quote === "<<'") return raw;
  if (!hasEscapes(quote)) return raw.replace(/\\(['\\])/g, '$1');
  return raw.replace(
    /\\(?:x([\da-f]{1,2})|u([\da-f]{4})|u\{([\da-f]{1,6})\}|\r?(\n)|(.))/gi,
    (whole, hex, short, long, line, other) => {
      const code = hex ?? short ?? long;
      if (code !== undefined) {
        const point = Number.parseInt(code, 16);
        return point <= 0x10ffff ? String.fromCodePoint(point) : whole;
      }
      return line === undefined ? (SIMPLE[other] ?? other) : '';
    },
  );
}
