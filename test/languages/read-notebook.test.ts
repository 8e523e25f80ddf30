import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SyntaxFailure } from '../../src/languages/front-end.js';
import { JsonCursor } from '../../src/languages/notebook/json-cursor.js';
import { readNotebook } from '../../src/languages/notebook/read-notebook.js';
import { notebookOf, STYLE, testCells, write } from './notebook-files.js';

const read = (notebook: unknown) => readNotebook(JSON.stringify(notebook));

describe('readNotebook', () => {
  it('takes the code cells only', () => {
    const cells = [
      { cell_type: 'markdown', source: ['# a\n'] },
      { source: ['x = 1\n', 'y = "\\n"'], cell_type: 'code', outputs: [{ data: { source: 'z' } }] },
      { cell_type: 'raw', source: 'raw' },
      { cell_type: 'code', source: [] },
      { cell_type: 'code', source: '' },
      { cell_type: 'code', source: null },
      { cell_type: 'code', source: ['a', 1] },
      { cell_type: 'code' },
      'no cell',
      { cell_type: 'code', source: 'z' },
    ];
    expect(read({ cells }).source).toBe('x = 1\ny = "\\n"\n\n\nz');
  });

  it('reads nbformat 3', () => {
    const worksheets = [
      { cells: [{ cell_type: 'code', language: 'python', input: ['a\n', 'b'] }] },
      {
        cells: [
          { cell_type: 'heading', source: 'h' },
          { cell_type: 'code', input: 'c' },
        ],
      },
    ];
    expect(read({ nbformat: 3, worksheets })).toMatchObject({ source: 'a\nb\nc', language: 'python' });
  });

  it('knows escaped keys and takes the last of equal ones, as JSON does', () => {
    const cell = '{"cell_type":"code","source":"a","\\u0073ource":"b"}';
    expect(readNotebook(`{"cells":[${cell}]}`).source).toBe('b');
    expect(readNotebook(`{"cells":[${cell}],"cells":[]}`).source).toBe('');
  });

  it.each([
    [{}, 'python'],
    [{ language_info: { name: 'Python' } }, 'python'],
    [{ language_info: { name: 'ipython' } }, 'python'],
    [{ kernelspec: { name: 'python3', language: 'python' }, language_info: 'odd' }, 'python'],
    [{ kernelspec: { language: 'R' } }, 'r'],
    [{ kernelspec: { language: 'python' }, language_info: { name: 'julia' } }, 'julia'],
    [{ language: 'Haskell' }, 'haskell'],
  ])('tells the language of %j', (metadata, language) => {
    expect(read({ metadata, cells: [] }).language).toBe(language);
  });

  it('takes the language of the cells where nothing else says it', () => {
    const worksheets = [{ cells: [{ cell_type: 'code', language: 'ruby', input: 'a' }] }];
    expect(read({ worksheets })).toMatchObject({ language: 'ruby', masked: 'a' });
  });

  it('masks a cell of another language', () => {
    const cells = [
      { cell_type: 'code', metadata: { language: 'sql' }, source: 'SELECT 1\nFROM t' },
      { cell_type: 'code', metadata: { language: 'python' }, source: 'x' },
    ];
    const { masked, others } = read({ metadata: { kernelspec: { language: 'python' } }, cells });
    expect(masked).toBe('        \n      \nx');
    expect(others).toEqual([{ magic: 'sql', argument: '', start: 0, end: 15, text: 'SELECT 1\nFROM t' }]);
  });

  it.each(['{}', '[]', '1', '"cells"', '{"cells": 1}', '{"nbformat": 4}'])(
    'refuses %s, which is no notebook',
    (text) => {
      expect(() => readNotebook(text)).toThrow(SyntaxFailure);
    },
  );

  it('tells where the JSON ends to be valid', () => {
    const failure = (text: string): number | undefined => {
      try {
        readNotebook(text);
      } catch (error) {
        return error instanceof SyntaxFailure ? error.offset : undefined;
      }
      return undefined;
    };
    expect(failure('{"cells": [],}')).toBe(13);
    expect(failure('{"cells": [] // note\n}')).toBe(13);
    expect(failure('{"cells": [')).toBe(11);
    expect(failure('')).toBe(0);
  });

  it('passes over outputs that are large or deep', () => {
    const file = write(notebookOf([{ type: 'code', lines: ['x = 1'], isArray: true }]), STYLE);
    const deep = `${'['.repeat(200_000)}${']'.repeat(200_000)}`;
    const large = `"${'iVBORw0KGgo'.repeat(1_000_000)}\\n"`;
    expect(readNotebook(file.replace('"stream"', deep)).source).toBe('x = 1');
    expect(readNotebook(file.replace('"stream"', large)).source).toBe('x = 1');
  });
});

describe('JsonCursor', () => {
  const isValid = (text: string): boolean => {
    try {
      const cursor = new JsonCursor(text);
      cursor.skip();
      cursor.end();
      return true;
    } catch {
      return false;
    }
  };
  const isJson = (text: string): boolean => {
    try {
      JSON.parse(text);
      return true;
    } catch {
      return false;
    }
  };

  it('takes what JSON.parse takes', () => {
    fc.assert(fc.property(fc.json(), (text) => isValid(text)));
    const pieces = [
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"a"',
      '"',
      '\\',
      '\\u00e',
      '1',
      '-',
      '.5',
      'e3',
      '01',
      'true',
      'nul',
    ];
    const odd = fc.array(fc.constantFrom(...pieces, ' ', '\n', '\u00a0', '\u0001', '//'), { maxLength: 8 });
    fc.assert(
      fc.property(odd, (parts) => isValid(parts.join('')) === isJson(parts.join(''))),
      { numRuns: 3000 },
    );
  });

  it('refuses what JSON.parse refuses', () => {
    const spoiled = fc.record({
      cells: testCells,
      at: fc.nat(),
      length: fc.nat({ max: 2 }),
      by: fc.constantFrom('', ',', '"', '}', ']', '\\', '\n', '0', 'x'),
    });
    fc.assert(
      fc.property(spoiled, ({ cells, at, length, by }) => {
        const file = write(notebookOf(cells), STYLE);
        const start = at % file.length;
        const text = file.slice(0, start) + by + file.slice(start + length);
        expect(isValid(text)).toBe(isJson(text));
      }),
      { numRuns: 1000 },
    );
  });
});
