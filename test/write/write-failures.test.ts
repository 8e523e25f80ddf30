import * as fs from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, it, vi } from 'vitest';
import { temporaryDirectory } from '../temporary.js';
import { change, write } from './write.js';

/** What the file system does next, by the name of the call, to a file beside the ones that are written. */
const faults = vi.hoisted(() => new Map<string, () => void>());

vi.mock('node:fs', async (original) => {
  const real = await original<typeof import('node:fs')>();
  const temporary = new Set<unknown>();
  const faulty = (name: 'renameSync' | 'writeSync' | 'fsyncSync' | 'openSync') =>
    ((...args: never[]) => {
      const isTemporary = temporary.has(args[0]) || /\.hs-/.test(String(args[0]));
      if (isTemporary) {
        const fault = faults.get(name);
        faults.delete(name);
        fault?.();
      }
      const result = (real[name] as (...args: never[]) => unknown)(...args);
      if (name === 'openSync' && isTemporary) temporary.add(result);
      else if (name === 'openSync') temporary.delete(result);
      return result;
    }) as never;
  return {
    ...real,
    renameSync: faulty('renameSync'),
    writeSync: faulty('writeSync'),
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
  ['writeSync', 'ENOSPC'],
  ['fsyncSync', 'EIO'],
  ['renameSync', 'EXDEV'],
  ['openSync', 'EMFILE'],
])('35: when %s fails with %s, all files are as they were, alone', async (name, code) => {
  const root = temporaryDirectory({ 'a.ts': 'old', 'b.ts': 'old', 'c.ts': 'old' });
  // The first file is written, then it happens.
  faults.set('renameSync', () => faults.set(name, raise(code)));
  expect(
    await write(
      root,
      ['a.ts', 'b.ts', 'c.ts'].map((path) => change(path)),
    ),
  ).toEqual({
    written: [],
    failed: [
      { path: 'a.ts', reason: 'rolled-back', detail: code },
      { path: 'b.ts', reason: 'cannot-write', detail: code },
      { path: 'c.ts', reason: 'rolled-back', detail: code },
    ],
  });
  for (const path of ['a.ts', 'b.ts', 'c.ts']) expect(fs.readFileSync(join(root, path), 'utf8')).toBe('old');
  expect(fs.readdirSync(root)).toEqual(['a.ts', 'b.ts', 'c.ts']);
});

it.each(['EACCES', 'EPERM', 'EROFS'])('30: %s is of one file, and the others are written', async (code) => {
  const root = temporaryDirectory({ 'a.ts': 'old', 'b.ts': 'old' });
  faults.set('openSync', raise(code));
  expect(await write(root, [change('a.ts'), change('b.ts')])).toEqual({
    written: ['b.ts'],
    failed: [{ path: 'a.ts', reason: 'cannot-write', detail: code }],
  });
  expect(fs.readdirSync(root)).toEqual(['a.ts', 'b.ts']);
});

it('32: notices a change made while the new text is being written', async () => {
  const root = temporaryDirectory({ 'a.ts': 'old' });
  faults.set('fsyncSync', () => fs.appendFileSync(join(root, 'a.ts'), ' and more'));
  const { failed } = await write(root, [change('a.ts')]);
  expect(failed).toEqual([{ path: 'a.ts', reason: 'changed-on-disk' }]);
  expect(fs.readFileSync(join(root, 'a.ts'), 'utf8')).toBe('old and more');
});

it('does not hide a bug', async () => {
  const root = temporaryDirectory({ 'a.ts': 'old' });
  faults.set('renameSync', () => {
    throw new TypeError('a bug');
  });
  await expect(write(root, [change('a.ts')])).rejects.toThrow('a bug');
  expect(fs.readdirSync(root)).toEqual(['a.ts']);
  expect(fs.readFileSync(join(root, 'a.ts'), 'utf8')).toBe('old');
});
