import type * as Yaml from 'yaml';
import { lineEnd } from '../../text-position.js';
import type { TextNode } from '../config/tree.js';

/**
 * A block scalar: its content without the indentation before it and the line ends behind it. One that a single text cannot
 * take the place of is computed: with an indentation given by number, or folded from several lines.
 */
export function blockContent(text: string, node: Yaml.Scalar.Parsed): TextNode {
  const [start, end] = node.range;
  const header = lineEnd(text, start);
  const content = text.slice(header, end);
  const first = content.search(/\S/);
  const inner = first === -1 ? { start: end, end } : { start: header + first, end: header + content.trimEnd().length };
  const isFolded = node.type === 'BLOCK_FOLDED';
  const raw = text.slice(inner.start, inner.end);
  const isSeveral = isFolded && /[\r\n]/.test(raw);
  const isNumbered = /\d/.test(text.slice(start, header).replace(/#.*/, ''));
  const indent =
    text
      .slice(header, inner.start)
      .split(/[\r\n]/)
      .at(-1)?.length ?? 0;
  const value = isFolded
    ? String(node.value ?? '').replace(/^\n+|\n+$/g, '')
    : raw
        .split(/\r\n|\n/)
        .map((line, index) => (index === 0 ? line : line.slice(Math.min(indent, line.search(/\S|$/)))))
        .join('\n');
  return {
    kind: 'text',
    value,
    inner,
    quote: isFolded ? '>' : '|',
    ...((isSeveral || isNumbered || first === -1) && { isComputed: true }),
    start,
    end: first === -1 ? header : inner.end,
  };
}
