import { describe, expect, it } from 'vitest';
import { applyEdits } from '../../src/edit/apply-edits.js';
import { lineEdits, putBackEdits } from '../../src/edit/put-back-edits.js';

const BEFORE = 'one\ntwo\nthree\nfour\n';
const AFTER = 'one\nTWO\nTWO again\nthree\nfour\n';

describe('what a rewrite changed, in a text that was edited since', () => {
  it.each([
    ['not edited', AFTER, BEFORE, ''],
    ['a line before', `zero\n${AFTER}`, `zero\n${BEFORE}`, ''],
    ['a line behind', `${AFTER}five\n`, `${BEFORE}five\n`, ''],
    ['a line right before', AFTER.replace('one\n', 'one\nnew\n'), BEFORE.replace('one\n', 'one\nnew\n'), ''],
    ['the line above changed', AFTER.replace('one', 'uno'), BEFORE.replace('one', 'uno'), ''],
    ['another line taken out', AFTER.replace('four\n', ''), BEFORE.replace('four\n', ''), ''],
    ['one of its lines changed', AFTER.replace('TWO again', 'TWO, more'), undefined, 'TWO\nTWO, more\n'],
    ['a line put between its lines', AFTER.replace('TWO\n', 'TWO\nx\n'), undefined, 'TWO\nx\nTWO again\n'],
    ['its lines taken out', BEFORE.replace('two\n', ''), undefined, ''],
    ['no end of line at the end', AFTER.trimEnd(), BEFORE.trimEnd(), ''],
  ])('%s', (_, now, then, edited) => {
    const back = putBackEdits(BEFORE, AFTER, now);
    expect(applyEdits(now, back.edits)).toBe(then ?? now);
    expect(back.edited.map(({ start, end }) => now.slice(start, end)).join('')).toBe(edited);
    expect(back.edited.length > 0).toBe(then === undefined);
  });

  it('puts lines back that were taken out, and takes lines out that were put in', () => {
    const now = 'a\nb\nc\nd\n';
    expect(applyEdits(now, putBackEdits('a\nx\nb\nc\n', 'a\nb\nc\nd\n', now).edits)).toBe('a\nx\nb\nc\n');
  });

  it('does not put a line back where its neighbours are no longer the same', () => {
    const { edits, edited } = putBackEdits('a\nx\nb\n', 'a\nb\n', 'a\nnew\nb\n');
    expect([edits, edited.length]).toEqual([[], 1]);
  });

  it('keeps CRLF, a BOM and what is no ASCII', () => {
    const [before, after] = ['\ufeffä = 1\r\nb = 2\r\n', '\ufeffä = 1\r\nb = 3\r\n'];
    const now = `${after}🐑 = 4\r\n`;
    expect(applyEdits(now, putBackEdits(before, after, now).edits)).toBe(`${before}🐑 = 4\r\n`);
  });
});

it('makes one text of another by whole lines', () => {
  for (const [from, to] of [
    [BEFORE, AFTER],
    ['', AFTER],
    [AFTER, ''],
    ['a', 'a\n'],
    ['same\n', 'same\n'],
  ] as const)
    expect(applyEdits(from, lineEdits(from, to))).toBe(to);
});
