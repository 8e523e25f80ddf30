import { expect, it } from 'vitest';
import { SyntaxFailure } from '../../src/languages/front-end.js';
import { loadPython } from '../../src/languages/python/parser.js';
import { parses } from '../../src/languages/python/parses.js';
import { withinTime } from '../../src/languages/within-time.js';

it('gives what it is asked for, and what is thrown', () => {
  expect(withinTime(() => 1)).toBe(1);
  expect(() =>
    withinTime(() => {
      throw new RangeError('deep');
    }),
  ).toThrow(RangeError);
});

it.each([
  [
    'a loop',
    () => {
      for (;;);
    },
  ],
  ['a regular expression that backtracks', () => /^(a+)+$/.test(`${'a'.repeat(50)}b`)],
])('68: ends %s', (_, endless) => {
  expect(() => withinTime(endless, 0.2)).toThrow(SyntaxFailure);
  expect(withinTime(() => 'next')).toBe('next');
});

it('68: a parser that has no time left is as good as new for the next text', async () => {
  await loadPython();
  expect(withinTime(() => parses('a = f(1)\n'.repeat(1_000)), 1)).toBe(false);
  expect(withinTime(() => parses('a = f(1)\n'.repeat(1_000)))).toBe(true);
});
