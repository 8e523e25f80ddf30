import type { Expression, Span, StringNode, TemplateNode } from '../../ir.js';
import { spanOf } from '../../spans.js';
import { add } from '../tree-sitter/add-node.js';
import { type SyntaxNode, textOf } from '../tree-sitter/tree.js';
import { type Context, convertAs } from './convert.js';

export function isString({ type }: SyntaxNode): boolean {
  return type === 'string_literal' || type === 'verbatim_string_literal' || type === 'raw_string_literal';
}

export function convertString(c: Context, node: SyntaxNode): StringNode {
  const text = textOf(c, node);
  const quote = /^@?"+/.exec(text)?.[0] ?? '"';
  // `""` is an empty text, and no delimiter of a raw one.
  const opening = node.type === 'raw_string_literal' ? quote : quote.slice(0, quote.indexOf('"') + 1);
  const suffix = /u8$/i.exec(text)?.[0].length ?? 0;
  const closing = node.type === 'raw_string_literal' ? opening.length : 1;
  const inner = { start: node.start + opening.length, end: node.end - suffix - closing };
  const value = textIn(c.text.slice(inner.start, inner.end), opening);
  return add<StringNode>(c, { kind: 'string', value, ...spanOf(node), inner, quote: opening });
}

function textIn(raw: string, quote: string): string {
  if (quote.startsWith('@')) return raw.replaceAll('""', '"');
  return quote.length >= 3 ? withoutMargin(raw) : unescaped(raw);
}

/** What a raw text over several lines says: the last line is its margin. */
function withoutMargin(raw: string): string {
  const lines = raw.split(/\r?\n/);
  const margin = lines.at(-1) ?? '';
  if (lines.length < 3 || margin.trim() !== '') return raw;
  return lines
    .slice(1, -1)
    .map((line) => (line.startsWith(margin) ? line.slice(margin.length) : line.trimStart()))
    .join('\n');
}

const ESCAPES: Record<string, string> = { n: '\n', r: '\r', t: '\t', '0': '\0', a: '\x07', b: '\b', f: '\f', v: '\v' };

function unescaped(raw: string): string {
  if (!raw.includes('\\')) return raw;
  return raw.replace(/\\(?:u([\da-fA-F]{4})|x([\da-fA-F]{1,4})|([\s\S]))/g, (_, unicode, hex, plain) =>
    plain === undefined ? String.fromCharCode(Number.parseInt(unicode ?? hex, 16)) : (ESCAPES[plain] ?? plain),
  );
}

/** `$"Bearer {key}"`. */
export function convertInterpolated(c: Context, node: SyntaxNode): TemplateNode {
  const made = add<TemplateNode>(c, { kind: 'template', ...spanOf(node), parts: [], concatenated: false });
  const opening = /^[$@]*"+/.exec(textOf(c, node))?.[0] ?? '$"';
  let text: Span | undefined;
  const flush = () => {
    if (text) made.parts.push(piece(c, made, text, opening));
    text = undefined;
  };
  for (const child of node.children) {
    if (child.type === 'string_content' || child.type === 'escape_sequence')
      text = { start: text?.start ?? child.start, end: child.end };
    else if (child.type === 'interpolation') {
      flush();
      const value = child.children.find(({ type }) => !type.startsWith('interpolation_'));
      if (value) made.parts.push(convertAs(c, value, { as: 'part', template: made }));
    }
  }
  flush();
  return made;
}

function piece(c: Context, template: TemplateNode, span: Span, opening: string): StringNode {
  const raw = c.text.slice(span.start, span.end);
  const isRaw = opening.endsWith('"""');
  const bare = isRaw ? raw : raw.replaceAll('{{', '{').replaceAll('}}', '}');
  const value = opening.includes('@') ? bare.replaceAll('""', '"') : isRaw ? bare : unescaped(bare);
  const made = add<StringNode>(c, { kind: 'string', value, ...span, inner: span, quote: opening, piece: true });
  made.use = { as: 'part', template };
  return made;
}

/** `"a" + b + "c"`. */
export function convertJoined(c: Context, node: SyntaxNode, parts: readonly SyntaxNode[]): TemplateNode {
  const made = add<TemplateNode>(c, { kind: 'template', ...spanOf(node), parts: [], concatenated: true });
  made.parts = parts.map((part): Expression => convertAs(c, part, { as: 'part', template: made }));
  return made;
}
