import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryDirectory } from '../temporary.js';
import { change, write } from './write.js';

describe('writeChanges', () => {
  it('17, 18: writes the bytes it is given, BOM and line endings included', async () => {
    const before = '\ufeffa\r\nb\r';
    const after = '\ufeffA😀\r\nb\r';
    const root = temporaryDirectory({ 'dir/a b.ts': before });
    expect(await write(root, [change('dir/a b.ts', after, before)])).toEqual({
      written: ['dir/a b.ts'],
      failed: [],
    });
    expect(readFileSync(join(root, 'dir/a b.ts'))).toEqual(Buffer.from(after));
    expect(readdirSync(join(root, 'dir'))).toEqual(['a b.ts']);
  });

  it.each([0o755, 0o600, 0o4755, 0o664])('27: keeps mode %o and the owner, whatever the umask', async (mode) => {
    const root = temporaryDirectory({ 'a.sh': 'old' });
    const file = join(root, 'a.sh');
    chmodSync(file, mode);
    const { uid, gid } = statSync(file);
    const umask = process.umask(0o077);
    try {
      await write(root, [change('a.sh')]);
    } finally {
      process.umask(umask);
    }
    expect(statSync(file)).toMatchObject({ uid, gid });
    expect(statSync(file).mode & 0o7777).toBe(mode);
    expect(readFileSync(file, 'utf8')).toBe('new');
  });

  it('28, 29, 30, 31, 33: refuses what must not be replaced, leaves nothing behind, and writes the others', async () => {
    const outside = temporaryDirectory({ 'o.ts': 'old' });
    const names = ['changed.ts', 'first.ts', 'gone.ts', 'last.ts', 'linked.ts', 'read-only.ts', 'target.ts'];
    const root = temporaryDirectory(Object.fromEntries(names.map((name) => [name, 'old'])));
    writeFileSync(join(root, 'changed.ts'), 'edited meanwhile');
    rmSync(join(root, 'gone.ts'));
    linkSync(join(root, 'linked.ts'), join(root, 'second.ts'));
    chmodSync(join(root, 'read-only.ts'), 0o444);
    symlinkSync('target.ts', join(root, 'symlink.ts'));
    symlinkSync(outside, join(root, 'out'));
    mkdirSync(join(root, 'directory'));
    execFileSync('mkfifo', [join(root, 'pipe')]);
    const refused = {
      'changed.ts': 'changed-on-disk',
      'gone.ts': 'changed-on-disk',
      'linked.ts': 'hard-link',
      'read-only.ts': 'read-only',
      'symlink.ts': 'symlink-target',
      'out/o.ts': 'outside-root',
      directory: 'changed-on-disk',
      pipe: 'changed-on-disk',
      'nowhere/a.ts': 'changed-on-disk',
    };
    const before = readdirSync(root);
    const changes = ['first.ts', ...Object.keys(refused), 'last.ts'].map((path) => change(path));
    const { written, failed } = await write(root, changes);
    expect(written).toEqual(['first.ts', 'last.ts']);
    expect(Object.fromEntries(failed.map(({ path, reason }) => [path, reason]))).toEqual(refused);
    expect(readdirSync(root)).toEqual(before);
    expect(readFileSync(join(outside, 'o.ts'), 'utf8')).toBe('old');
    expect(readFileSync(join(root, 'target.ts'), 'utf8')).toBe('old');
    expect(readlinkSync(join(root, 'symlink.ts'))).toBe('target.ts');
    expect(lstatSync(join(root, 'linked.ts')).nlink).toBe(2);
    expect(readFileSync(join(root, 'changed.ts'), 'utf8')).toBe('edited meanwhile');
  });

  it('makes a new file with the usual mode, and refuses where something has its name or its folder is none', async () => {
    const outside = temporaryDirectory();
    const root = temporaryDirectory({ 'dir/a.ts': 'old', 'mine.ts': 'mine' });
    symlinkSync(outside, join(root, 'out'));
    symlinkSync('nowhere', join(root, 'dangling.ts'));
    const umask = process.umask(0o022);
    const files = ['dir/new.ts', 'mine.ts', 'dangling.ts', 'out/new.ts', 'dir/a.ts/new.ts'];
    const { written, failed } = await write(
      root,
      files.map((path) => ({ path, after: 'new' })),
    ).finally(() => process.umask(umask));
    expect(written).toEqual(['dir/new.ts']);
    expect(Object.fromEntries(failed.map(({ path, reason }) => [path, reason]))).toEqual({
      'mine.ts': 'changed-on-disk',
      'dangling.ts': 'changed-on-disk',
      'out/new.ts': 'outside-root',
      'dir/a.ts/new.ts': 'changed-on-disk',
    });
    expect(statSync(join(root, 'dir/new.ts')).mode & 0o777).toBe(0o644);
    expect(readFileSync(join(root, 'mine.ts'), 'utf8')).toBe('mine');
    expect([readdirSync(outside), readdirSync(join(root, 'dir'))]).toEqual([[], ['a.ts', 'new.ts']]);
  });

  it('38: replaces files with names as long as they can be', async () => {
    const name = `${'é'.repeat(126)}.ts`;
    const root = temporaryDirectory({ [name]: 'old' });
    expect((await write(root, [change(name)])).failed).toEqual([]);
  });

  it('works when the root itself is reached through a link', async () => {
    const root = temporaryDirectory({ 'a.ts': 'old' });
    const link = join(temporaryDirectory(), 'link');
    symlinkSync(root, link);
    expect((await write(link, [change('a.ts')])).written).toEqual(['a.ts']);
  });
});
