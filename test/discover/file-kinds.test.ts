import { expect, it } from 'vitest';
import { isProse } from '../../src/discover/file-kinds.js';

it.each([
  ['README', true],
  ['docs/history.txt', true],
  ['logs/apply.log', true],
  ['logs/apply.log.json', false],
  ['CHANGELOG', true],
  ['history.py', false],
  ['src/news.rb', false],
  ['src/license.ts', false],
])('%s is text for people: %s', (path, expected) => {
  expect(isProse(path)).toBe(expected);
});
