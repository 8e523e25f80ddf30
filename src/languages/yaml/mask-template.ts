import { lineEnd, lineStart } from '../../text-position.js';

const EXPRESSION = /\{\{(?:[^}]|\}(?!\})){0,2000}\}\}/g;
/** What gives no text of its own. */
const CONTROL = /^\{\{-?\s*(?:if|else|end|range|with|define|block|template|break|continue|\/\*|\$[\w.]*\s*:?=)/;
/** Gives lines of its own, below the one that it stands on. */
const LINES = /\bnindent\b/;

/**
 * A template of YAML as YAML, with all at its place: what steers becomes blanks, an expression inside a line a word, and one
 * that has its lines for itself a remark.
 */
export function maskTemplate(text: string): string {
  const parts: string[] = [];
  let at = 0;
  for (const { index, 0: expression } of text.matchAll(EXPRESSION)) {
    const end = index + expression.length;
    const before = text.slice(lineStart(text, index), index);
    const isAlone = /^[ \t]*$/.test(before.replace(EXPRESSION, '')) && restIsEmpty(text, end);
    const isElement = /^[ \t]*-[ \t]+$/.test(before) && LINES.test(expression);
    parts.push(text.slice(at, index));
    if (CONTROL.test(expression) || isElement) parts.push(expression.replace(/[^\r\n]/g, ' '));
    else if (isAlone) parts.push(expression.replace(/[^\r\n]+/g, (line) => `#${' '.repeat(line.length - 1)}`));
    else parts.push(expression.replace(/[^\r\n]/g, 'x'));
    at = end;
  }
  return parts.join('') + text.slice(at);
}

/** Whether nothing but expressions and a remark stands between an offset and the line's end. */
function restIsEmpty(text: string, end: number): boolean {
  return /^[ \t]*(?:#.*)?$/.test(text.slice(end, lineEnd(text, end)).replace(EXPRESSION, ''));
}
