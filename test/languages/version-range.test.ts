import { expect, it } from 'vitest';
import { rangesMeet } from '../../src/languages/version-range.js';

it.each([
  ['==0.28.1', '<1', true],
  ['==0.28.1', '>=1.0 <1.3', false],
  ['0.28', '<1', true],
  ['>=1.0,<1.3', '>=1.3', false],
  ['>=1.0,<=1.3', '>=1.3', true],
  ['~=1.2', '>=1.3', true],
  ['~=1.2.0', '>=1.3', false],
  ['^1.3', '<1', false],
  ['^0.27', '<1', true],
  ['~1.2', '>=1.3', false],
  ['==1.*', '>=1.3', true],
  ['==0.*', '>=1.3', false],
  ['', '>=1.3', true],
  ['*', '<1', true],
  ['>1.3', '>=1.0 <1.3', false],
  ['!=1.2', '<1', true],
  ['===1.3.0', '>=1.3', true],
])('%s and %s: %s', (first, second, meet) => {
  expect(rangesMeet(first, second)).toBe(meet);
  expect(rangesMeet(second, first)).toBe(meet);
});
