import fc from 'fast-check';
import { findNodeAtLocation, type Node, parseTree } from 'jsonc-parser';
import { describe, expect, it } from 'vitest';
import { applyEdits } from '../../src/edit/apply-edits.js';
import type { Span } from '../../src/ir.js';
import { readNotebook } from '../../src/languages/notebook/read-notebook.js';
import type { Insertion } from '../../src/languages/writer.js';
import {
  linesOf,
  notebookOf,
  STYLE,
  type Style,
  styles,
  type TestCell,
  testCells,
  texts,
  write,
} from './notebook-files.js';

const code = (source: string, isArray = true): TestCell => ({ type: 'code', lines: source.split('\n'), isArray });

/** The notebook after one edit of its source, which is found by the text that it replaces. */
function edited(file: string, ...edits: [replaced: string, text: string][]): string {
  const { source, map } = readNotebook(file);
  return applyEdits(
    file,
    edits.map(([replaced, text]) => {
      const start = source.indexOf(replaced);
      expect(start).not.toBe(-1);
      return map.editInFile({ start, end: start + replaced.length, text });
    }),
  );
}

describe('an edit in a notebook', () => {
  const file = write(notebookOf([code('import openai\nx = "a"\ny = 2'), code('z = "é"')]), STYLE);

  it('stands in a cell, counted over those of every kind, and in a line of it', () => {
    const { source, map } = readNotebook(
      write(notebookOf([code('a'), { ...code('b'), type: 'markdown' }, code('c\nd')]), STYLE),
    );
    expect(map.cellAt?.(source.indexOf('a'))).toEqual({ cell: 1, line: 1 });
    expect(map.cellAt?.(source.indexOf('d'))).toEqual({ cell: 3, line: 2 });
  });

  it('is escaped as JSON', () => {
    expect(edited(file, ['"a"', '"b\\n"'])).toBe(file.replace('x = \\"a\\"', 'x = \\"b\\\\n\\"'));
  });

  it('begins a string for each new line, in the style of the array', () => {
    expect(edited(file, ['x = ', 'import os\nx = '])).toContain(
      '"import openai\\n",\n    "import os\\n",\n    "x = \\"a\\"\\n",',
    );
    const inLine = file.replace(/"source": \[\n {4}"import[^\]]*\]/, '"source": ["import openai\\n", "y = 2"]');
    expect(edited(inLine, ['y', 'a\ny'])).toContain('"source": ["import openai\\n", "a\\n", "y = 2"]');
  });

  it('follows the line ends of the file', () => {
    const style = { ...STYLE, indent: '\t', lineEnd: '\r\n' };
    const windows = write(notebookOf([code('x = 1')]), style);
    expect(edited(windows, ['1', '(\n1\n)'])).toBe(write(notebookOf([code('x = (\n1\n)')]), style));
  });

  it('takes strings away with their lines', () => {
    expect(edited(file, ['x = "a"\n', ''])).toBe(file.replace('    "x = \\"a\\"\\n",\n', ''));
    expect(edited(file, ['"a"\ny = ', ''])).toBe(file.replace(/\\"a\\"\\n",\n {4}"y = /, ''));
  });

  it('leaves the strings after whole lines alone', () => {
    const odd = file.replace(',\n    "y = 2"', ' ,"y = 2"');
    expect(edited(odd, ['x = "a"\n', 'x = 5\n'])).toBe(odd.replace('x = \\"a\\"\\n', 'x = 5\\n'));
  });

  it('keeps a source of one string one string', () => {
    const single = write(notebookOf([code('a = 1\nb = 2', false)]), STYLE);
    expect(edited(single, ['b', 'import os\nb'])).toContain('"source": "a = 1\\nimport os\\nb = 2"');
  });

  it('stays in the cell at whose end it is', () => {
    const { source, map, cells } = readNotebook(file);
    const end = cells[0]?.end ?? -1;
    const sourceAfter = (edit: { start: number; end: number; text: string }) =>
      readNotebook(applyEdits(file, [map.editInFile(edit)])).source;
    expect(sourceAfter({ start: end, end, text: '\n# end' })).toBe(
      `${source.slice(0, end)}\n# end${source.slice(end)}`,
    );
    expect(sourceAfter({ start: end + 1, end: end + 1, text: '# start\n' })).toBe(source.replace('z', '# start\nz'));
    // What joins two cells is not in the file.
    expect(sourceAfter({ start: end - 5, end: end + 1, text: '' })).toBe(source.replace('y = 2', ''));
    expect(sourceAfter({ start: end - 1, end: end + 1, text: '3\n' })).toBe(source.replace('y = 2', 'y = 3'));
    expect(() => map.editInFile({ start: end - 1, end: end + 2, text: '' })).toThrow(RangeError);
  });

  it('escapes what is not ASCII only where the file does', () => {
    expect(edited(file, ['2', '"ü"'])).toContain('"y = \\"ü\\""');
    const ascii = write(notebookOf([code('y = 2'), code('z = "é"')]), { ...STYLE, isAscii: true });
    expect(edited(ascii, ['2', '"ü😀"'])).toContain('"y = \\"\\u00fc\\ud83d\\ude00\\""');
    // Neither the escape of a control character nor a backslash before a `u` says how the file is written.
    const plain = write(notebookOf([code('y = 2; z = "\\u00e9"')]), STYLE).replace('←', '');
    expect(edited(plain.replaceAll('é', ''), ['2', '"ü"'])).toContain('ü');
  });

  it('fills an empty cell', () => {
    const empty = write(notebookOf([code(''), code('a\nb'), code('', false)]), STYLE);
    const { map, cells } = readNotebook(empty);
    const fill = (index: number) =>
      applyEdits(empty, [
        map.editInFile({ start: cells[index]?.start ?? 0, end: cells[index]?.end ?? 0, text: 'x\ny' }),
      ]);
    expect(fill(0)).toBe(write(notebookOf([code('x\ny'), code('a\nb'), code('', false)]), STYLE));
    expect(fill(2)).toBe(write(notebookOf([code(''), code('a\nb'), code('x\ny', false)]), STYLE));
  });
});

describe('the map of a notebook', () => {
  const notebooks = fc.record({ cells: testCells, style: styles, bom: fc.constantFrom('', '\uFEFF') });
  const withEdits = fc.record({
    notebook: notebooks,
    which: fc.nat(),
    points: fc.array(fc.nat(), { minLength: 2, maxLength: 6 }),
    inserted: fc.array(texts, { minLength: 3, maxLength: 3 }),
  });

  it('leads every character of the source to the file', () => {
    fc.assert(
      fc.property(notebooks, ({ cells, style, bom }) => {
        const file = bom + write(notebookOf(cells, style.version), style);
        const notebook = readNotebook(file);
        const sources = cells.filter(({ type }) => type === 'code').map(({ lines }) => lines.join('\n'));
        expect(notebook.source).toBe(sources.join('\n'));
        expect(notebook.cells.map(({ start, end }) => notebook.source.slice(start, end))).toEqual(sources);
        expect(notebook.masked).toHaveLength(notebook.source.length);
        for (const { start, end } of notebook.cells)
          for (let at = start; at < end; at++) {
            const span = notebook.map.spanInFile({ start: at, end: at + 1 });
            expect(JSON.parse(`"${file.slice(span.start, span.end)}"`)).toBe(notebook.source[at]);
          }
      }),
    );
  });

  it('makes edits that change the sources alone, as they say', () => {
    fc.assert(
      fc.property(withEdits, ({ notebook: { cells, style, bom }, which, points, inserted }) => {
        const before = notebookOf(cells, style.version);
        const file = bom + write(before, style);
        const { map, source, cells: spans } = readNotebook(file);
        const index = spans.length === 0 ? 0 : which % spans.length;
        const span = spans[index];
        fc.pre(span !== undefined);
        const edits = editsIn(source, span, points, inserted);
        // An array without a string has no place for two edits.
        fc.pre(span.start < span.end || edits.length < 2);
        const mapped = edits.map((edit) => map.editInFile(edit));
        const after = applyEdits(file, mapped);

        const code = cells.map(({ type }, at) => (type === 'code' ? at : -1)).filter((at) => at !== -1);
        const changed = structuredClone(before);
        const target = cellsOf(changed)[code[index] ?? -1];
        const key = style.version === 4 ? 'source' : 'input';
        const own = source.slice(span.start, span.end);
        const wanted = applyEdits(
          own,
          edits.map((edit) => ({ ...edit, start: edit.start - span.start, end: edit.end - span.start })),
        );
        const parsed = JSON.parse(after.slice(bom.length));
        const found = cellsOf(parsed)[code[index] ?? -1];
        if (!target || !found) throw new Error('no such cell');
        const written = found[key];
        expect(Array.isArray(written) ? written.join('') : written).toBe(wanted);
        expect({ ...found, [key]: target[key] }).toEqual(target);
        target[key] = written;
        expect(parsed).toEqual(changed);

        const node = sourceNode(file.slice(bom.length), style, code[index] ?? -1);
        for (const { start, end } of mapped) {
          expect(start).toBeGreaterThan(node.offset + bom.length);
          expect(end).toBeLessThan(node.offset + node.length + bom.length);
        }
        if (!Array.isArray(written) || edits.length > 1) return;
        for (const line of written.slice(0, -1)) expect(line).toMatch(/^[^\n]*\n$/);
        expect(written.at(-1) ?? '').toMatch(/^[^\n]*\n?$/);
        // A notebook that is written like this by Jupyter stays so, to the byte.
        const hasStyle = Array.isArray(target[key]) && style.indent !== undefined && linesOf(own).length > 0;
        if (!hasStyle || written.at(-1) === '' || style.escapesSlashes) return;
        target[key] = linesOf(wanted);
        expect(after).toBe(bom + write(changed, style));
      }),
      { numRuns: 500 },
    );
  });
});

function editsIn(source: string, span: Span, points: readonly number[], inserted: readonly string[]): Insertion[] {
  const sorted = points
    .map((point) => span.start + (point % (span.end - span.start + 1)))
    .map((at) => (/[\udc00-\udfff]/.test(source[at] ?? '') ? at - 1 : at))
    .sort((a, b) => a - b);
  const edits: Insertion[] = [];
  for (let at = 0; at + 1 < sorted.length; at += 2) {
    const [start = 0, end = 0] = sorted.slice(at, at + 2);
    edits.push({ start, end, text: inserted[at / 2] ?? '' });
  }
  return edits;
}

function cellsOf(notebook: Record<string, unknown>): Record<string, unknown>[] {
  const sheets = (notebook.worksheets as Record<string, unknown>[] | undefined) ?? [notebook];
  return sheets.flatMap(({ cells }) => cells as Record<string, unknown>[]);
}

function sourceNode(file: string, style: Style, index: number): Node {
  const path =
    style.version === 4
      ? ['cells', index, 'source']
      : ['worksheets', index < 2 ? 0 : 1, 'cells', index < 2 ? index : index - 2, 'input'];
  const root = parseTree(file);
  const node = root && findNodeAtLocation(root, path);
  if (!node) throw new Error('no such node');
  return node;
}
