import type { Span } from '../../ir.js';

/** Where a text spells a name as a word of its own; `offset` is where the text begins in what the spans are to lie in. */
export function occurrences(text: string, name: string, offset = 0): Span[] {
  return [...text.matchAll(new RegExp(`(?<![\\w$])${name.replaceAll('$', '\\$')}(?![\\w$])`, 'g'))].map(
    ({ index }) => ({ start: offset + index, end: offset + index + name.length }),
  );
}
