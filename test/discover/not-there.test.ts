import { join } from 'node:path';
import { expect, it } from 'vitest';
import { listFiles } from '../../src/discover/list-files.js';
import { createPrefilter } from '../../src/discover/prefilter.js';
import { runGit, temporaryDirectory, temporaryRepository } from '../temporary.js';

/** What Git LFS puts in the place of a file. Source: the specification of its pointers, version 1. */
const POINTER = `version https://git-lfs.github.com/spec/v1\noid sha256:${'0'.repeat(64)}\nsize 12345\n`;

it('43: says which files Git LFS has not fetched, where they would be read', () => {
  const root = temporaryDirectory({ 'a.ipynb': POINTER, 'settings.json': POINTER, 'data.csv': POINTER });
  const prefilter = createPrefilter();
  expect(prefilter(join(root, 'a.ipynb'))).toEqual({ failure: 'lfs-pointer' });
  expect(prefilter(join(root, 'settings.json'))).toEqual({ failure: 'lfs-pointer' });
  expect(prefilter(join(root, 'data.csv'))).toEqual({ candidate: false });
});

it.each([[['--cone']], [['--cone', '--sparse-index']]])(
  '42: counts what a sparse checkout leaves out: %j',
  async (flags) => {
    const root = temporaryRepository({
      'a.ts': '',
      'in/b.ts': '',
      'away/c.ts': '',
      'away/d/e.ts': '',
      'away/x.png': '',
    });
    runGit(root, 'sparse-checkout', 'set', ...flags, 'in');
    expect(await listFiles(root, [])).toMatchObject({
      files: ['a.ts', 'in/b.ts'],
      skippedByName: { 'not-checked-out': 2 },
    });
  },
);
