import { describe, expect, it } from 'vitest';
import { Look } from '../src/discover/look.js';
import { assertWhole, select } from '../src/discover/select.js';
import { Failure } from '../src/errors.js';
import { temporaryDirectory, temporaryRepository } from './temporary.js';

describe('a selection of files', () => {
  it('reads the whole repository, and speaks of what was named', async () => {
    const root = temporaryRepository({ 'a.ts': 'a', 'lib/b.ts': 'b', 'lib/c.ts': 'c' });
    const { listing, isSelected } = await select(root, ['lib'], new Look(root));
    expect(listing.files).toEqual(['a.ts', 'lib/b.ts', 'lib/c.ts']);
    expect(listing.files.filter(isSelected)).toEqual(['lib/b.ts', 'lib/c.ts']);
  });

  it('asks what is given to a file that stands in no git repository', async () => {
    const root = temporaryDirectory({ '.env': '', 'a.ts': '', 'lib/.env.local': '', 'lib/b.ts': '', 'other/.env': '' });
    const { listing, isSelected } = await select(root, ['lib/b.ts'], new Look(root));
    expect(listing.files).toEqual(['.env', 'lib/.env.local', 'lib/b.ts']);
    expect(listing.files.filter(isSelected)).toEqual(['lib/b.ts']);
  });

  it('refuses to write a part of what hangs together', () => {
    const isSelected = (path: string) => path === 'a.ts';
    expect(() => assertWhole([{ path: 'a.ts' }, { path: '.env' }], isSelected)).toThrow(Failure);
    expect(() => assertWhole([{ path: 'a.ts' }], isSelected)).not.toThrow();
  });
});
