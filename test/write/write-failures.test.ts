import * as fs from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, it, vi } from 'vitest';
import { hashOf } from '../../src/discover/read-file.js';
import { writeChanges } from '../../src/write/write-changes.js';
import { temporaryDirectory } from '../temporary.js';

/** What the file system does next, by the name of the call. */
const faults = vi.hoisted(() => new Map<string, () => void>());

vi.mock('node:fs', async (original) => {
  const real = await original<typeof import('node:fs')>();
  const faulty = (name: 'renameSync' | 'writeFileSync' | 'fsyncSync' | 'openSync') =>
    ((...args: never[]) => {
      const fault = faults.get(name);
      faults.delete(name);
      fault?.();
      return (real[name] as (...args: never[]) => unknown)(...args);
    }) as never;
  return {
    ...real,
    renameSync: faulty('renameSync'),
    writeFileSync: faulty('writeFileSync'),
    fsyncSync: faulty('fsyncSync'),
    openSync: faulty('openSync'),
  };
});

afterEach(() => faults.clear());

function raise(code: string): () => void {
  return () => {
    throw Object.assign(new Error(code), { code });
  };
}

it.each([
  ['writeFileSync', 'ENOSPC'],
  ['fsyncSync', 'EIO'],
  ['renameSync', 'EXDEV'],
  ['openSync', 'EACCES'],
])('when %s fails with %s, the old file stays whole, alone, and the next is written', async (name, code) => {
  const root = temporaryDirectory({ 'a.ts': 'old', 'b.ts': 'old' });
  faults.set(name, raise(code));
  const hash = hashOf('old');
  const changes = ['a.ts', 'b.ts'].map((path) => ({ path, after: 'new', hash }));
  expect(await writeChanges(root, changes)).toEqual({
    written: ['b.ts'],
    failed: [{ path: 'a.ts', reason: 'cannot-write', detail: code }],
  });
  expect(fs.readFileSync(join(root, 'a.ts'), 'utf8')).toBe('old');
  expect(fs.readdirSync(root)).toEqual(['a.ts', 'b.ts']);
});

it('notices a change made while the new text is being written', async () => {
  const root = temporaryDirectory({ 'a.ts': 'old' });
  faults.set('fsyncSync', () => fs.appendFileSync(join(root, 'a.ts'), ' and more'));
  const { failed } = await writeChanges(root, [{ path: 'a.ts', after: 'new', hash: hashOf('old') }]);
  expect(failed).toEqual([{ path: 'a.ts', reason: 'changed-on-disk' }]);
  expect(fs.readFileSync(join(root, 'a.ts'), 'utf8')).toBe('old and more');
});

it('does not hide a bug', async () => {
  const root = temporaryDirectory({ 'a.ts': 'old' });
  faults.set('renameSync', () => {
    throw new TypeError('a bug');
  });
  await expect(writeChanges(root, [{ path: 'a.ts', after: 'new', hash: hashOf('old') }])).rejects.toThrow('a bug');
  expect(fs.readdirSync(root)).toEqual(['a.ts']);
});
