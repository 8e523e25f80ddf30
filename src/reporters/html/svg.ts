import { escaped } from './escaped.js';

export const WIDTH = 820;
export const ROW = 26;

/** A picture, its words for those who do not see it, and a way to scroll where there is little room. `content` is markup. */
export function svg(height: number, label: string, content: string): string {
  const size = `viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}"`;
  return `<div class="scroll" tabindex="0" role="region" aria-label="${escaped(label)}"><svg ${size} role="img" aria-label="${escaped(label)}">${content}</svg></div>`;
}

/** A text of at most `length` characters, without its beginning where it is longer. Redacted before: of half a key nobody could tell what it is. */
export function ending(text: string, length: number): string {
  return text.length > length ? `…${text.slice(1 - length)}` : text;
}
