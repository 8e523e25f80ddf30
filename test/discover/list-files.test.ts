import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { listFiles } from '../../src/discover/list-files.js';
import { Look } from '../../src/discover/look.js';
import { Failure } from '../../src/errors.js';
import { commitAll, runGit, temporaryDirectory, temporaryRepository, writeFiles } from '../temporary.js';

describe.each([
  ['a git repository', temporaryRepository],
  ['a directory outside of git', temporaryDirectory],
])('listFiles in %s', (_, make) => {
  it('lists files in the order of their bytes', async () => {
    const names = [
      'b.ts',
      'a/b.ts',
      'a-b.ts',
      'é.ts',
      'B.ts',
      '\u{1f600}.ts',
      '\uff5e.ts',
      'with space.ts',
      '-dash.ts',
      'new\nline.ts',
    ];
    const root = make(Object.fromEntries(names.map((name) => [name, 'x'])));
    const expected = [...names].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
    expect((await listFiles(root, [])).files).toEqual(expected);
  });

  it('counts what is left out by name', async () => {
    const root = make({
      'a.ts': '',
      'package-lock.json': '',
      'node_modules/x/i.js': '',
      'logo.png': '',
      'a.min.js': '',
    });
    const { files, skipped, skippedByName } = await listFiles(root, []);
    expect(files).toEqual(['a.ts']);
    expect(skipped).toEqual([]);
    expect(skippedByName).toEqual({ binary: 1, generated: 1, 'lock-file': 1, vendored: 1 });
  });

  it('28: follows no symlink', async () => {
    const outside = temporaryDirectory({ 'secret.ts': '' });
    const root = make({ 'a.ts': '', 'dir/b.ts': '' });
    symlinkSync('a.ts', join(root, 'to-file.ts'));
    symlinkSync(outside, join(root, 'to-outside'));
    symlinkSync('.', join(root, 'dir/loop'));
    symlinkSync('nowhere', join(root, 'dangling.ts'));
    const { files, skipped } = await listFiles(root, []);
    expect(files).toEqual(['a.ts', 'dir/b.ts']);
    expect(skipped).toEqual(
      ['dangling.ts', 'dir/loop', 'to-file.ts', 'to-outside'].map((file) => ({ file, reason: 'symlink' })),
    );
    expect((await listFiles(root, ['to-outside/secret.ts', 'to-file.ts', 'dir/loop/b.ts'])).files).toEqual([]);
    expect((await listFiles(root, ['to-outside'])).files).toEqual([]);
  });

  it('31: opens no FIFO', async () => {
    const root = make({ 'a.ts': '' });
    execFileSync('mkfifo', [join(root, 'pipe.ts')]);
    expect((await listFiles(root, [])).files).toEqual(['a.ts']);
    expect((await listFiles(root, ['pipe.ts'])).skipped).toEqual([{ file: 'pipe.ts', reason: 'not-a-file' }]);
  });

  it('43: names a nested repository without entering it', async () => {
    const root = make({ 'a.ts': '' });
    mkdirSync(join(root, 'inner'));
    runGit(join(root, 'inner'), 'init', '-q');
    writeFiles(root, { 'inner/b.ts': '' });
    const { files, skipped } = await listFiles(root, []);
    expect(files).toEqual(['a.ts']);
    expect(skipped).toEqual([{ file: 'inner', reason: 'nested-repository' }]);
  });

  it('lists what is selected, once', async () => {
    const root = make({ 'a.ts': '', 'b.ts': '', 'dir/c.ts': '', 'dir/sub/d.ts': '', '[x].ts': '', 'x.ts': '' });
    expect((await listFiles(root, ['dir/', 'dir/c.ts', './a.ts'])).files).toEqual(['a.ts', 'dir/c.ts', 'dir/sub/d.ts']);
    expect((await listFiles(root, ['[x].ts'])).files).toEqual(['[x].ts']);
  });

  it.each(['nowhere.ts', '../outside', '/etc/hosts'])('refuses %s', async (path) => {
    await expect(listFiles(make({ 'a.ts': '' }), [path])).rejects.toThrow(Failure);
  });

  it('reports a directory that it may not read', { skip: process.getuid?.() === 0 }, async () => {
    const root = make({ 'a.ts': '' });
    mkdirSync(join(root, 'closed'), { mode: 0o000 });
    try {
      expect((await listFiles(root, [])).files).toEqual(['a.ts']);
    } finally {
      chmodSync(join(root, 'closed'), 0o755);
    }
  });
});

describe('listFiles in git', () => {
  it('43, 45: leaves out what is ignored, but for files that hold keys', async () => {
    const root = temporaryRepository({ '.gitignore': '.env*\n.dev.vars\n*.log\nprivate/\n' });
    writeFiles(root, {
      '.env': '',
      'app/.env.local': '',
      'app/.dev.vars': '',
      'a.log': '',
      'new.ts': '',
      'private/.env': '',
      'node_modules/x/.env': '',
    });
    const { files, ignored, isGit } = await listFiles(root, []);
    expect(isGit).toBe(true);
    expect(files).toEqual(['.env', '.gitignore', 'app/.dev.vars', 'app/.env.local', 'new.ts']);
    expect([...ignored].sort()).toEqual(['.env', 'app/.dev.vars', 'app/.env.local']);
    expect((await listFiles(root, ['a.log'])).files).toEqual(['a.log']);
    expect((await listFiles(root, ['private'])).files).toEqual(['private/.env']);
    expect((await listFiles(join(root, 'private'), [])).files).toEqual(['.env']);
    expect((await listFiles(join(root, 'app'), [])).files).toEqual(['.dev.vars', '.env.local']);
  });

  it('finds the same in few places that git does not track as in too many to be named to it', async () => {
    const root = temporaryRepository({ 'a.ts': '', 'dir/b.ts': '', '.gitignore': '.env*\n*.log\nnode_modules/\n' });
    writeFiles(root, {
      '-new.ts': '',
      ':(top)odd.ts': '',
      '*.ts': '',
      'dir/c.ts': '',
      'dir/.env': '',
      'dir/x.log': '',
      'node_modules/x/i.js': '',
      'new/.env.local': '',
      'new/deep/d.ts': '',
      'new/deep/y.log': '',
    });
    mkdirSync(join(root, 'empty'));
    mkdirSync(join(root, 'new/inner'));
    runGit(join(root, 'new/inner'), 'init', '-q');
    symlinkSync('a.ts', join(root, 'new/link.ts'));
    const few = await listFiles(root, []);
    expect(few.files).toEqual(
      ['*.ts', '-new.ts', '.gitignore', ':(top)odd.ts', 'a.ts', 'dir/.env', 'dir/b.ts', 'dir/c.ts', 'new/.env.local']
        .concat(['new/deep/d.ts'])
        .sort(),
    );
    expect([...few.ignored]).toEqual(['dir/.env', 'new/.env.local']);
    expect(few.skipped).toEqual([
      { file: 'new/inner', reason: 'nested-repository' },
      { file: 'new/link.ts', reason: 'symlink' },
    ]);
    const others = Array.from({ length: 60 }, (_, n) => `other${n}.ts`);
    writeFiles(root, Object.fromEntries(others.map((name) => [name, ''])));
    const many = await listFiles(root, []);
    expect(many).toEqual({ ...few, files: [...few.files, ...others].sort() });
  });

  it('33: leaves out what lies behind a link, wherever that stands and whatever git says of it', async () => {
    const outside = temporaryDirectory({ 'b.ts': 'openai', 'deep/c.ts': 'openai' });
    const root = temporaryRepository({
      'a.ts': '',
      'kept/deep/c.ts': '',
      'vendored/lib/b.ts': '',
      '.gitignore': 'lib\n',
    });
    expect(`${runGit(root, 'ls-files', 'vendored')}`).toContain('vendored/lib/b.ts');
    for (const folder of ['kept', 'vendored/lib']) rmSync(join(root, folder), { recursive: true });
    mkdirSync(join(root, 'vendored'), { recursive: true });
    symlinkSync(outside, join(root, 'kept'));
    symlinkSync(outside, join(root, 'vendored/lib'));
    const found = await new Look(root).finish(await listFiles(root, []));
    expect(found.listing.files).toEqual(['.gitignore', 'a.ts']);
    expect(found.candidates).toEqual([]);
    expect(found.skipped).toEqual([
      { file: 'kept/deep/c.ts', reason: 'symlink' },
      { file: 'vendored/lib/b.ts', reason: 'symlink' },
    ]);
  });

  it('33: leaves out files that are gone, and directories that became links', async () => {
    const outside = temporaryDirectory({ 'b.ts': '' });
    const root = temporaryRepository({ 'a.ts': '', 'gone.ts': '', 'dir/b.ts': '' });
    rmSync(join(root, 'gone.ts'));
    rmSync(join(root, 'dir'), { recursive: true });
    symlinkSync(outside, join(root, 'dir'));
    const { listing } = await new Look(root).finish(await listFiles(root, []));
    expect(listing.files).toEqual(['a.ts']);
  });

  it('43: names submodules and does not enter them', async () => {
    const inner = temporaryRepository({ 'b.ts': '' });
    const root = temporaryRepository({ 'a.ts': '' });
    runGit(root, '-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', inner, 'sub');
    commitAll(root);
    const { files, skipped } = await listFiles(root, []);
    expect(files).toEqual(['.gitmodules', 'a.ts']);
    expect(skipped).toEqual([{ file: 'sub', reason: 'submodule' }]);
    expect((await listFiles(root, ['sub'])).files).toEqual([]);
  });

  it('42: lists each file of a conflict once, and works in a worktree and in a sparse checkout', async () => {
    const root = temporaryRepository({ 'a.ts': '1', 'dir/b.ts': '1' });
    runGit(root, 'checkout', '-q', '-b', 'other');
    writeFiles(root, { 'a.ts': '2' });
    commitAll(root);
    runGit(root, 'checkout', '-q', 'main');
    writeFiles(root, { 'a.ts': '3' });
    commitAll(root);
    expect(() => runGit(root, 'merge', '-q', 'other')).toThrow();
    expect((await listFiles(root, [])).files).toEqual(['a.ts', 'dir/b.ts']);
    const tree = join(temporaryDirectory(), 'tree');
    runGit(root, 'worktree', 'add', '-q', '--detach', tree);
    runGit(tree, 'sparse-checkout', 'set', '--no-cone', '/a.ts');
    expect((await listFiles(tree, [])).files).toEqual(['a.ts']);
  });

  it('38: names what it cannot name', async () => {
    const root = temporaryRepository({ 'a.ts': '' });
    writeFileSync(Buffer.concat([Buffer.from(`${root}/b`), Buffer.from([0xff]), Buffer.from('.ts')]), '');
    expect((await listFiles(root, [])).skipped).toEqual([{ file: 'b\ufffd.ts', reason: 'name-not-utf8' }]);
  });

  it('lists nothing outside, whatever core.worktree says', async () => {
    const outside = temporaryDirectory({ 'b.ts': '' });
    const root = temporaryRepository({ 'a.ts': '' });
    runGit(root, 'config', 'core.worktree', outside);
    for (const path of (await listFiles(root, [])).files) expect(path).not.toContain('..');
  });
});
