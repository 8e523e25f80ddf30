import { expect, it } from 'vitest';
import { foldersOf } from '../../src/discover/folders-of.js';

it.each([
  ['a.ts', ['.']],
  ['src/lib/a.ts', ['src/lib', 'src', '.']],
  ['/home/src/a.ts', ['/home/src', '/home', '/']],
])('knows the folders above %s', (path, folders) => {
  expect(foldersOf(path)).toEqual(folders);
});
