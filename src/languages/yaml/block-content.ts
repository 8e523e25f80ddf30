import type * as Yaml from 'yaml';
import { lineEnd } from '../../text-position.js';
import type { TextNode } from '../config/tree.js';

/**
 * A block scalar: its content without the indentation before it and the line ends behind it. One that a single text cannot
 * take the place of is computed: with an indentation given by number, empty lines first, or folded from several lines.
 */
export function blockContent(text: string, node: Yaml.Scalar.Parsed): TextNode {
  const [start, end] = node.range;
  const header = lineEnd(text, start);
  const content = text.slice(header, end);
  // Indentation is spaces; a tab belongs to the content.
  const first = content.search(/[^ \r\n]/);
  const inner =
    first === -1 ? { start: header, end: header } : { start: header + first, end: header + contentEnd(content) };
  const isFolded = node.type === 'BLOCK_FOLDED';
  const raw = text.slice(inner.start, inner.end);
  const isSeveral = isFolded && /[\r\n]/.test(raw);
  // Empty lines before the first one belong to the value too.
  const isLate = /\n[^\n]*\n/.test(text.slice(header, inner.start));
  const isNumbered = /\d/.test(text.slice(start, header).replace(/#.*/, ''));
  const indent =
    text
      .slice(header, inner.start)
      .split(/[\r\n]/)
      .at(-1)?.length ?? 0;
  const value = isFolded
    ? withoutBlankLines(String(node.value ?? ''))
    : raw
        .split(/\r\n|\n/)
        .map((line, index) => (index === 0 ? line : line.slice(Math.min(indent, line.search(/\S|$/)))))
        .join('\n');
  return {
    kind: 'text',
    value,
    inner,
    quote: isFolded ? '>' : '|',
    ...((isSeveral || isLate || isNumbered || first === -1) && { isComputed: true }),
    start,
    end: first === -1 ? header : inner.end,
  };
}

/** Where the last line of a content ends that is more than indentation. */
function contentEnd(content: string): number {
  let last = content.length;
  while (/[ \r\n]/.test(content[last - 1] ?? '')) last--;
  return lineEnd(content, last);
}

function withoutBlankLines(value: string): string {
  let [from, to] = [0, value.length];
  while (value[from] === '\n') from++;
  while (to > from && value[to - 1] === '\n') to--;
  return value.slice(from, to);
}
