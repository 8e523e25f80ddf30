import { eolOf, indentUnit } from '../languages/style.js';

/** How a project writes, as far as a file that is made for it has to look like its own. */
export interface Style {
  quote: "'" | '"';
  /** One step. */
  indent: string;
  semicolons: boolean;
  eol: string;
}

/** In which the templates are written. */
export type Language = 'javascript' | 'python';

const USUAL: Readonly<Record<Language, Style>> = {
  javascript: { quote: "'", indent: '  ', semicolons: true, eol: '\n' },
  python: { quote: '"', indent: '    ', semicolons: false, eol: '\n' },
};

/** The style of most of the texts, which are sources of the project; the usual one where they do not tell. */
export function styleOf(texts: readonly string[], language: Language): Style {
  const usual = USUAL[language];
  const text = texts.join('\n');
  const count = (pattern: RegExp) => text.match(pattern)?.length ?? 0;
  const single = count(/'[^'"\n\\]{1,80}'/g);
  const double = count(/"[^'"\n\\]{1,80}"/g);
  const statements = text
    .split('\n')
    .filter((line) => /^[ \t]*(?:import|export|const|let|return)\b/.test(line))
    .map((line) => line.trimEnd());
  const ended = statements.filter((line) => line.endsWith(';')).length;
  const open = statements.filter((line) => /[\w)'"`\]}]$/.test(line)).length;
  return {
    quote: single === double ? usual.quote : single > double ? "'" : '"',
    indent:
      mostOf(texts.filter((one) => /^[ \t]+\S/m.test(one)).map((one) => indentUnit(one, usual.indent.length))) ??
      usual.indent,
    semicolons: usual.semicolons && ended >= open,
    eol: mostOf(texts.filter((one) => one.includes('\n')).map((one) => eolOf(one, 0))) ?? usual.eol,
  };
}

function mostOf<T>(values: readonly T[]): T | undefined {
  const counts = new Map<T, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0];
}

/**
 * A template in another style. Templates are in the usual one of their language; what they hold to, so that this is right, is in
 * `test/generate/style.test.ts`: no quote mark within a text or a remark, no line that begins as if it went on from the one before.
 */
export function inStyle(template: string, style: Style, language: Language): string {
  const usual = USUAL[language];
  const lines = template.split('\n').map((line) => {
    const step = usual.indent.length;
    const depth = Math.floor((/^ */.exec(line)?.[0].length ?? 0) / step);
    const body = line.slice(depth * step);
    const ended = style.semicolons || language === 'python' ? body : body.replace(/;$/, '');
    return style.indent.repeat(depth) + (isRemark(ended) ? ended : quotedAs(style.quote, ended, usual.quote));
  });
  return lines.join(style.eol);
}

function isRemark(line: string): boolean {
  return /^\s*(?:\/\/|\/\*|\* |#|""")/.test(line);
}

/** Three quote marks, of a docstring, stay. */
function quotedAs(quote: string, line: string, usual: string): string {
  if (quote === usual || line.includes(usual.repeat(3))) return line;
  return line.replaceAll(usual, quote);
}
