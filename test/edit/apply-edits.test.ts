import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyEdits, EditConflict, type TextEdit } from '../../src/edit/apply-edits.js';

const edit = (start: number, end: number, text: string): TextEdit => ({ start, end, text });

describe('applyEdits', () => {
  it('replaces, inserts and deletes', () => {
    expect(applyEdits('abcdef', [edit(4, 5, ''), edit(0, 1, 'XY'), edit(6, 6, '!')])).toBe('XYbcdf!');
  });

  it('keeps the order of insertions at one place, before a replacement that starts there', () => {
    expect(applyEdits('abc', [edit(1, 2, 'B'), edit(1, 1, '1'), edit(1, 1, '2')])).toBe('a12Bc');
    expect(applyEdits('abc', [edit(1, 1, '2'), edit(0, 1, 'A'), edit(1, 1, '1')])).toBe('A21bc');
  });

  it('makes identical edits once', () => {
    expect(
      applyEdits('abc', [edit(1, 2, 'B'), edit(0, 0, 'i'), edit(0, 0, 'j'), edit(0, 0, 'i'), edit(1, 2, 'B')]),
    ).toBe('ijaBc');
  });

  it.each([
    [edit(0, 3, 'x'), edit(2, 4, 'y')],
    [edit(0, 3, 'x'), edit(0, 3, 'y')],
    [edit(0, 3, 'x'), edit(0, 2, 'x')],
    [edit(0, 3, 'x'), edit(1, 1, 'y')],
  ])('refuses overlap %#, naming both', (a, b) => {
    for (const edits of [
      [a, b],
      [b, a],
    ]) {
      let thrown: unknown;
      try {
        applyEdits('abcdef', edits);
      } catch (error) {
        thrown = error;
      }
      expect(thrown).toBeInstanceOf(EditConflict);
      expect(thrown instanceof EditConflict && new Set([thrown.first, thrown.second])).toEqual(new Set([a, b]));
    }
  });

  it('refuses a range outside of the text', () => {
    expect(() => applyEdits('abc', [edit(2, 4, '')])).toThrow(RangeError);
  });

  it('leaves all else as it is, to the byte', () => {
    const odd = fc.constantFrom('\ufeff', '\r\n', '\r', '\n', '\u2028', '\f', '😀', 'é', "'", '\t');
    const texts = fc
      .array(fc.oneof(odd, fc.string({ unit: 'grapheme' })), { maxLength: 20 })
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(texts, fc.array(fc.nat(), { maxLength: 12 }), texts, (text, points, inserted) => {
        const sorted = [...new Set(points.map((point) => point % (text.length + 1)))].sort((a, b) => a - b);
        const edits: TextEdit[] = [];
        const kept: string[] = [];
        let position = 0;
        for (let index = 0; index + 1 < sorted.length; index += 2) {
          const [start = 0, end = 0] = sorted.slice(index, index + 2);
          edits.push(edit(start, end, inserted));
          kept.push(text.slice(position, start));
          position = end;
        }
        kept.push(text.slice(position));
        expect(applyEdits(text, [...edits].reverse())).toBe(kept.join(inserted));
      }),
    );
  });
});
