import { readdirSync } from 'node:fs';
import { transformSync } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { inStyle, type Style, styleOf } from '../../src/generate/style.js';
import { template } from '../../src/generate/template.js';

const STYLES: Style[] = [
  { quote: '"', indent: '\t', semicolons: false, eol: '\r\n' },
  { quote: "'", indent: '    ', semicolons: true, eol: '\n' },
  { quote: '"', indent: '  ', semicolons: true, eol: '\n' },
];

const names = readdirSync(new URL('../../src/generate/templates', import.meta.url));

/** The program that a text is, whatever its style. */
function program(text: string, loader: 'ts' | 'js'): string {
  return transformSync(text, { loader, minifyWhitespace: true }).code;
}

describe.each(names.filter((name) => /\.[jt]s$/.test(name)))('%s', (name) => {
  it.each(STYLES)('is the same program in the style %o', (style) => {
    const loader = name.endsWith('.ts') ? 'ts' : 'js';
    const styled = inStyle(template(name), style, 'javascript');
    expect(program(styled, loader)).toBe(program(template(name), loader));
    const lines = styled.split(style.eol);
    if (!style.semicolons) expect(lines.filter((line) => line.endsWith(';'))).toEqual([]);
    expect(styleOf([styled], 'javascript')).toEqual(style);
  });
});

describe('styleOf', () => {
  it.each([
    ['nothing', '', 'javascript', { quote: "'", indent: '  ', semicolons: true, eol: '\n' }],
    ['nothing', '', 'python', { quote: '"', indent: '    ', semicolons: false, eol: '\n' }],
    [
      'what the sources have',
      'import a from "a"\r\nexport function f() {\r\n\treturn "it\'s"\r\n}\r\n',
      'javascript',
      { quote: '"', indent: '\t', semicolons: false, eol: '\r\n' },
    ],
    [
      'what most have',
      "import os\n\ndef f():\n  return os.environ['A'] + 'b' + \"c\"\n",
      'python',
      { quote: "'", indent: '  ', semicolons: false, eol: '\n' },
    ],
  ] as const)('tells from %s', (_, text, language, style) => {
    expect(styleOf([text], language)).toEqual(style);
  });
});
