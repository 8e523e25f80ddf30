import { lineEnd, lineStart } from '../../text-position.js';

/**
 * A template of YAML as YAML, with all at its place: an expression inside a line becomes a word, and one that has its lines
 * for itself, as `{{- if … }}` has, a remark.
 */
export function maskTemplate(text: string): string {
  const parts: string[] = [];
  let at = 0;
  for (const match of text.matchAll(/\{\{(?:[^}]|\}(?!\}))*\}\}/g)) {
    const { index } = match;
    if (index < at) continue;
    let end = index + match[0].length;
    const from = lineStart(text, index);
    const isAlone = /^[ \t]*$/.test(text.slice(Math.max(at, from), index)) && from >= at - 0;
    let stop = lineEnd(text, end);
    // Several expressions, and nothing else, on one line.
    const isRest = /^[ \t]*(?:\{\{(?:[^}\r\n]|\}(?!\}))*\}\}[ \t]*)*(?:#.*)?$/.test(text.slice(end, stop));
    parts.push(text.slice(at, index));
    if (isAlone && isRest) {
      end = stop;
      parts.push(text.slice(index, end).replace(/[^\r\n]+/g, (line) => `#${' '.repeat(line.length - 1)}`));
    } else {
      stop = end;
      parts.push(text.slice(index, stop).replace(/[^\r\n]/g, 'x'));
    }
    at = end;
  }
  return parts.join('') + text.slice(at);
}
