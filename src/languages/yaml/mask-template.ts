import { lineEnd, lineStart } from '../../text-position.js';
import { between } from '../config/between.js';

/** What gives no text of its own. */
const CONTROL = /^\{\{-?\s*(?:if|else|end|range|with|define|block|template|break|continue|\/\*|\$[\w.]*\s*:?=)/;
/** Gives lines of its own, below the one that it stands on. */
const LINES = /\bnindent\b/;

/**
 * A template of YAML as YAML, with all at its place: what steers becomes blanks, an expression inside a line a word, and one
 * that has its lines for itself a remark.
 */
export function maskTemplate(text: string): string {
  const spans = between(text, ['{{', '}}']);
  const rest = replaced(text, spans, (expression) => ' '.repeat(expression.length));
  let line = { start: 0, end: 0, isBlank: false };
  return replaced(text, spans, (expression, at) => {
    const isFirst = line.end <= at;
    if (isFirst) line = lineAt(rest, at);
    const isElement = isFirst && LINES.test(expression) && /^[ \t]*-[ \t]+$/.test(text.slice(line.start, at));
    if (CONTROL.test(expression) || isElement) return expression.replace(/[^\r\n]/g, ' ');
    if (line.isBlank) return expression.replace(/[^\r\n]+/g, (one) => `#${' '.repeat(one.length - 1)}`);
    return expression.replace(/[^\r\n]/g, 'x');
  });
}

/** The line that an offset lies in, and whether it holds no more than a remark. */
function lineAt(text: string, at: number) {
  const [start, end] = [lineStart(text, at), lineEnd(text, at)];
  return { start, end, isBlank: /^[ \t]*(?:#.*)?$/.test(text.slice(start, end)) };
}

type Replace = (expression: string, at: number) => string;

function replaced(text: string, spans: ReturnType<typeof between>, replace: Replace): string {
  let at = 0;
  const parts: string[] = [];
  for (const { start, end } of spans) {
    parts.push(text.slice(at, start), replace(text.slice(start, end), start));
    at = end;
  }
  return parts.join('') + text.slice(at);
}
