import fc from 'fast-check';

/** How a notebook file is written. */
export interface Style {
  indent: string | undefined;
  lineEnd: string;
  isAscii: boolean;
  escapesSlashes: boolean;
  trailing: string;
  version: 3 | 4;
}
export interface TestCell {
  type: 'code' | 'markdown' | 'raw';
  lines: string[];
  isArray: boolean;
}

export const STYLE: Style = {
  indent: ' ',
  lineEnd: '\n',
  isAscii: false,
  escapesSlashes: false,
  trailing: '\n',
  version: 4,
};

export const styles: fc.Arbitrary<Style> = fc.record({
  indent: fc.constantFrom(' ', '  ', '    ', '\t', undefined),
  lineEnd: fc.constantFrom('\n', '\r\n'),
  isAscii: fc.boolean(),
  escapesSlashes: fc.boolean(),
  trailing: fc.constantFrom('', '\n', '\r\n', '\n\n'),
  version: fc.constantFrom<3 | 4>(3, 4),
});

const UNITS = ['a', 'x = 1', ' ', '\t', '"', '\\', '/', "'", 'é', '😀', '\u2028', '\r', '\b', '\u0001', '{', '],', '#'];
const lineTexts = fc.array(fc.constantFrom(...UNITS), { maxLength: 6 }).map((units) => units.join(''));
export const texts = fc
  .array(fc.constantFrom(...UNITS, '\n', '\n', 'import os\n'), { maxLength: 8 })
  .map((units) => units.join(''));
export const testCells: fc.Arbitrary<TestCell[]> = fc.array(
  fc.record({
    type: fc.constantFrom<TestCell['type']>('code', 'code', 'code', 'markdown', 'raw'),
    lines: fc.array(lineTexts, { maxLength: 4 }),
    isArray: fc.constantFrom(true, true, false),
  }),
  { maxLength: 5 },
);

/** Lines as nbformat keeps them: each but the last ends in a line break, none is empty. */
export function linesOf(source: string): string[] {
  return source === '' ? [] : source.split(/(?<=\n)/);
}

export function notebookOf(cells: readonly TestCell[], version: 3 | 4 = 4): Record<string, unknown> {
  const list = cells.map(({ type, lines, isArray }, index) => {
    const source = lines.join('\n');
    const written = isArray ? linesOf(source) : source;
    const output = { output_type: 'stream', text: ['"source": "é"\n', 'https://api.openai.com/v1 \u001b[0m'] };
    if (type !== 'code') return { cell_type: type, metadata: {}, source: written };
    const rest = { cell_type: type, metadata: { tags: ['source'] }, outputs: [output] };
    return version === 4 ? { ...rest, id: `cell${index}`, source: written } : { input: written, ...rest };
  });
  const metadata = { kernelspec: { language: 'python', name: 'python3' }, note: '← / source' };
  return version === 4
    ? { cells: list, metadata, nbformat: 4, nbformat_minor: 5 }
    : { metadata, nbformat: 3, worksheets: [{ cells: list.slice(0, 2) }, { cells: list.slice(2) }] };
}

export function write(notebook: unknown, style: Style): string {
  let text = JSON.stringify(notebook, undefined, style.indent).replaceAll('\n', style.lineEnd);
  if (style.isAscii)
    text = text.replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
  if (style.escapesSlashes) text = text.replaceAll('/', '\\/');
  return text + style.trailing;
}
