/**
 * Breaks text into lines of at most `width` columns between words: the first after `indent`, the others after `hanging`.
 * Words that are given one by one may hold spaces, and are not broken.
 */
export function wrap(text: string | readonly string[], width: number, indent: string, hanging = indent): string[] {
  const lines: string[] = [];
  let line = indent;
  let isFresh = true;
  for (const word of typeof text === 'string' ? text.split(' ') : text) {
    if (!isFresh && line.length + 1 + word.length > width) {
      lines.push(line);
      line = hanging + word;
    } else line += isFresh ? word : ` ${word}`;
    isFresh = false;
  }
  return [...lines, line];
}

/** `1 file`, `2 files`. */
export function countOf(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
