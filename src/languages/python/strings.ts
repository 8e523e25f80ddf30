import type { Expression, Span, StringNode, TemplateNode } from '../../ir.js';
import { grown } from '../packed/grown.js';
import { closingLength, type Template } from '../packed/node-classes.js';
import { pieceNode, stringNode, TEST, templateNode } from '../packed/nodes.js';
import { type SyntaxNode, textOf } from '../tree-sitter/tree.js';
import { type Context, convertAs } from './convert.js';

/** A string literal; a template where it interpolates (`f"…{x}…"`). */
export function convertString(c: Context, node: SyntaxNode): Expression {
  const { quote, inner } = quoted(c, node);
  if (!node.children.some((child) => child.type === 'interpolation')) {
    const raw = c.text.slice(inner.start, inner.end);
    const value = unescaped(raw, quote);
    return stringNode(c, node, quote, value === raw ? undefined : value);
  }
  const made = templateNode(c, node, false);
  for (const child of node.children) {
    if (child.type === 'string_content')
      made.parts = grown(made.parts, piece(c, made, child, unescaped(textOf(c, child), quote), quote));
    else if (child.type === 'interpolation') {
      const [expression, ...format] = child.children;
      if (expression) made.parts = grown(made.parts, convertAs(c, expression, made));
      for (const part of format) convertFormat(c, part);
    }
  }
  return made;
}

/** The quote that opens a literal, with its prefix, and what is between it and the one that closes it. */
function quoted(c: Context, { start, end }: SyntaxNode): { quote: string; inner: Span } {
  const quote = OPENING.exec(c.text.slice(start, start + LONGEST_OPENING))?.[0] ?? '';
  return { quote, inner: { start: start + quote.length, end: end - closingLength(quote) } };
}

const OPENING = /^[a-z]{0,2}(?:"""|'''|"|')/i;
const LONGEST_OPENING = 5;

/** `{x:>{width}}`: what a format holds is read, and is no part of the text. */
function convertFormat(c: Context, node: SyntaxNode): void {
  for (const child of node.children) {
    if (child.type === 'format_expression') {
      for (const inner of child.children) convertAs(c, inner, TEST);
    } else convertFormat(c, child);
  }
}

/** `"a" "b"`: literals that follow each other are one text. */
export function convertConcatenated(c: Context, node: SyntaxNode): TemplateNode {
  const made = templateNode(c, node, true);
  made.parts = node.children.map((part) => convertAs(c, part, made));
  return made;
}

/**
 * `"Bearer {}".format(key)` and `"Bearer %s" % key` as the template that they are. Undefined when a placeholder is of
 * another form, or there are not as many values as placeholders.
 */
export function convertFormatted(
  c: Context,
  node: SyntaxNode,
  literal: SyntaxNode,
  values: readonly { name?: string; value: SyntaxNode }[],
  placeholder: RegExp,
): TemplateNode | undefined {
  if (literal.type !== 'string') return undefined;
  const { quote, inner } = quoted(c, literal);
  const raw = c.text.slice(inner.start, inner.end);
  const found = [...raw.matchAll(placeholder)];
  const chosen = found.map((match, index) => {
    const name = match[1] ?? '';
    if (name === '') return values[index];
    return /^\d+$/.test(name) ? values[Number(name)] : values.find((value) => value.name === name);
  });
  if (found.length === 0 || chosen.some((value) => value === undefined) || new Set(chosen).size < values.length)
    return undefined;
  const made = templateNode(c, node, false);
  let from = inner.start;
  const pushText = (to: number) => {
    const span = { start: from, end: to };
    if (to > from)
      made.parts = grown(made.parts, piece(c, made, span, unescaped(c.text.slice(from, to), quote), quote));
  };
  for (const [index, match] of found.entries()) {
    pushText(inner.start + match.index);
    const value = chosen[index]?.value;
    if (value) made.parts = grown(made.parts, convertAs(c, value, made));
    from = inner.start + match.index + match[0].length;
  }
  pushText(inner.end);
  return made;
}

function piece(c: Context, of: Template, span: Span, value: string, quote: string): StringNode {
  const made = pieceNode(c, span, quote, value);
  made.use = of;
  return made;
}

const SIMPLE: Record<string, string> = {
  n: '\n',
  t: '\t',
  r: '\r',
  '\\': '\\',
  "'": "'",
  '"': '"',
  a: '\x07',
  b: '\b',
  f: '\f',
  v: '\v',
  '\n': '',
};

/** The text that a literal's inside means. `quote` is the opening one, with its prefix. */
function unescaped(source: string, quote: string): string {
  // A line ends in `\n` for the program, however the file has it.
  const raw = source.includes('\r') ? source.replace(/\r\n?/g, '\n') : source;
  if (!raw.includes('\\') && /^["']/.test(quote)) return raw;
  const prefix = /^[a-z]*/i.exec(quote)?.[0].toLowerCase() ?? '';
  const text = /[ft]/.test(prefix) ? raw.replaceAll('{{', '{').replaceAll('}}', '}') : raw;
  if (prefix.includes('r') || !text.includes('\\')) return text;
  return text.replace(
    /\\(?:\r\n|x([0-9a-f]{2})|u([0-9a-f]{4})|U([0-9a-f]{8})|([0-7]{1,3})|([\s\S]))/gi,
    (whole, hex, short, long, octal, other) => {
      const code = hex ?? short ?? long;
      if (code !== undefined) return codePoint(Number.parseInt(code, 16), whole);
      if (octal !== undefined) return codePoint(Number.parseInt(octal, 8), whole);
      return other === undefined ? '' : (SIMPLE[other] ?? whole);
    },
  );
}

function codePoint(code: number, whole: string): string {
  return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
}
