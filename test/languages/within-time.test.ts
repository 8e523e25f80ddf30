import { expect, it } from 'vitest';
import { SyntaxFailure } from '../../src/languages/front-end.js';
import { javascript } from '../../src/languages/javascript/index.js';
import { loadPython } from '../../src/languages/python/parser.js';
import { parses } from '../../src/languages/python/parses.js';
import { readWithinTime, withinTime } from '../../src/languages/within-time.js';

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
  expect(() => readWithinTime(' '.repeat(100_000), endless, 0.2)).toThrow(SyntaxFailure);
});

it('ends a parser that looks at the time itself, also where a text is too short for a guard', async () => {
  await loadPython();
  const text = 'a = f(1)\n'.repeat(1_000);
  expect(readWithinTime(text, () => parses(text), 1)).toBe(false);
  expect(readWithinTime(text, () => parses(text))).toBe(true);
});

it('68: a parser that has no time left is as good as new for the next text', async () => {
  await loadPython();
  expect(withinTime(() => parses('a = f(1)\n'.repeat(1_000)), 1)).toBe(false);
  expect(withinTime(() => parses('a = f(1)\n'.repeat(1_000)))).toBe(true);
});

it('ends a text whose conversion takes twice as long with each level', () => {
  const text = `x = ${'('.repeat(60)}a.b = 1${').c = 1'.repeat(60)};`;
  expect(() => readWithinTime(text, () => javascript.parse('a.js', text), 1.5)).toThrow(SyntaxFailure);
});
