import { chmodSync, existsSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { commitAll, runGit, temporaryDirectory, temporaryRepository, writeFiles } from '../temporary.js';
import { APP, runCli } from './run-cli.js';

const read = (root: string, path: string) => readFileSync(join(root, path), 'utf8');

/** Written, and taken back. What is kept for that shows nowhere in the work tree. */
function expectRoundTrip(root: string, paths: readonly string[]): void {
  const { code, stdout } = runCli(root, ['--write', '--json']);
  expect(code).toBe(0);
  expect(JSON.parse(stdout).written).toEqual(paths);
  expect(runGit(root, 'status', '--porcelain')).toBe(paths.map((path) => ` M ${path}\n`).join(''));
  expect(runCli(root, ['--check'])).toMatchObject({ code: 0, stderr: '' });
  expect(runCli(root, ['undo']).code).toBe(0);
  for (const path of paths) expect(read(root, path)).toBe(APP);
  expect(runGit(root, 'status', '--porcelain')).toBe('');
}

describe('42: a --write and undo', () => {
  it('in a worktree, whose .git is a file', () => {
    const root = temporaryRepository({ 'a.js': APP, 'src/b.js': APP });
    const tree = join(temporaryDirectory(), 'tree');
    runGit(root, 'worktree', 'add', '-q', '--detach', tree);
    expectRoundTrip(tree, ['a.js', 'src/b.js']);
    expect(runGit(root, 'status', '--porcelain')).toBe('');
  });

  it('in a submodule, when run there', () => {
    const inner = temporaryRepository({ 'a.js': APP });
    const root = temporaryRepository({ 'b.js': APP });
    runGit(root, '-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', inner, 'sub');
    commitAll(root);
    expectRoundTrip(join(root, 'sub'), ['a.js']);
    expectRoundTrip(root, ['b.js']);
    expect(existsSync(join(root, '.git/modules/sub/migrate-to-holysheep'))).toBe(true);
  });

  it('in a sparse checkout, which is said', () => {
    const root = temporaryRepository({ 'in/a.js': APP, 'away/b.js': APP });
    runGit(root, 'sparse-checkout', 'set', '--cone', 'in');
    expect(JSON.parse(runCli(root, ['--json']).stdout).skipped).toEqual([
      { file: '*', reason: 'not-checked-out', detail: '1 file' },
    ]);
    expect(runCli(root, []).stdout.replace(/\s+/g, ' ')).toContain('A sparse checkout leaves these out');
    expectRoundTrip(root, ['in/a.js']);
    runGit(root, 'sparse-checkout', 'disable');
    expect(read(root, 'away/b.js')).toBe(APP);
  });

  it('in a shallow clone', () => {
    const origin = temporaryRepository({ 'a.js': APP });
    writeFiles(origin, { 'b.js': APP });
    commitAll(origin);
    const clone = join(temporaryDirectory(), 'clone');
    runGit('/', 'clone', '-q', '--depth=1', pathToFileURL(origin).href, clone);
    expectRoundTrip(clone, ['a.js', 'b.js']);
  });

  it('with a git directory elsewhere', () => {
    const root = temporaryDirectory({ 'a.js': APP });
    const elsewhere = join(temporaryDirectory(), 'store.git');
    runGit(root, 'init', '-q', `--separate-git-dir=${elsewhere}`);
    commitAll(root);
    expectRoundTrip(root, ['a.js']);
    expect(existsSync(join(elsewhere, 'migrate-to-holysheep'))).toBe(true);
  });

  it('of a part of a repository, which undo takes back from anywhere in it', () => {
    const root = temporaryRepository({ 'one/a.js': APP, 'two/b.js': APP });
    expect(runCli(join(root, 'one'), ['--write']).code).toBe(0);
    expect(runGit(root, 'status', '--porcelain')).toBe(' M one/a.js\n');
    expect(runCli(join(root, 'two'), ['undo']).stdout).toContain('../one/a.js');
    expect(runGit(root, 'status', '--porcelain')).toBe('');
  });

  it('but not in the middle of a rebase, a cherry-pick or a revert, whatever is allowed', () => {
    for (const [name, content] of [
      ['rebase-merge/head-name', 'refs/heads/main\n'],
      ['rebase-apply/next', '1\n'],
      ['CHERRY_PICK_HEAD', `${'0'.repeat(40)}\n`],
      ['REVERT_HEAD', `${'0'.repeat(40)}\n`],
    ] as const) {
      const root = temporaryRepository({ 'a.js': APP });
      writeFiles(root, { [`.git/${name}`]: content });
      const { code, stderr } = runCli(root, ['--write', '--allow-dirty', '--allow-no-vcs']);
      expect(code).toBe(2);
      expect(stderr).toContain('is in progress');
      expect(read(root, 'a.js')).toBe(APP);
    }
  });
});

describe('43: what is not the repository’s own', () => {
  it('is skipped, and counted', () => {
    const inner = temporaryRepository({ 'a.js': APP });
    const root = temporaryRepository({
      'a.js': APP,
      '.gitignore': 'ignored/\n',
      '.gitattributes': 'made.yaml linguist-generated\n',
      'made.yaml': 'model: gpt-4o\nurl: https://api.openai.com/v1\n',
      'lfs.ipynb': `version https://git-lfs.github.com/spec/v1\noid sha256:${'0'.repeat(64)}\nsize 9\n`,
      'node_modules/openai/index.js': APP,
      'dist/a.js': APP,
      'package-lock.json': '{"openai": 1}',
      'a.min.js': APP,
    });
    runGit(root, '-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', inner, 'sub');
    commitAll(root);
    writeFiles(root, { 'ignored/a.js': APP, 'nested/a.js': APP });
    runGit(join(root, 'nested'), 'init', '-q');
    const { written, skipped } = JSON.parse(runCli(root, ['--write', '--json']).stdout);
    expect(written).toEqual(['a.js']);
    expect(skipped).toEqual([
      { file: '*', reason: 'generated', detail: '1 file' },
      { file: '*', reason: 'lock-file', detail: '1 file' },
      { file: '*', reason: 'vendored', detail: '2 files' },
      { file: 'lfs.ipynb', reason: 'lfs-pointer' },
      { file: 'made.yaml', reason: 'generated' },
      { file: 'nested', reason: 'nested-repository' },
      { file: 'sub', reason: 'submodule' },
    ]);
    for (const path of ['ignored/a.js', 'nested/a.js', 'sub/a.js', 'dist/a.js']) expect(read(root, path)).toBe(APP);
  });
});

describe('44: programs that a repository’s git names', () => {
  it('are run by no step of a preview, a --write or undo', () => {
    const root = temporaryRepository({ 'a.js': APP, '.gitattributes': '* filter=evil diff=evil merge=evil\n' });
    const canary = join(temporaryDirectory(), 'canary');
    const evil = join(temporaryDirectory({ 'evil.sh': `#!/bin/sh\necho "$0 $@" >>"${canary}"\ncat\n` }), 'evil.sh');
    chmodSync(evil, 0o755);
    for (const name of ['pre-commit', 'post-checkout', 'post-index-change', 'reference-transaction'])
      symlinkSync(evil, join(root, '.git/hooks', name));
    for (const setting of [
      'core.fsmonitor',
      'core.pager',
      'core.sshCommand',
      'core.editor',
      'core.askPass',
      'core.gitProxy',
      'diff.external',
      'diff.evil.command',
      'diff.evil.textconv',
      'filter.evil.clean',
      'filter.evil.smudge',
      'filter.evil.process',
      'merge.evil.driver',
      'credential.helper',
      'gpg.program',
    ])
      runGit(root, 'config', setting, evil);
    runGit(root, 'config', 'core.hooksPath', join(root, '.git/hooks'));
    for (const args of [[], ['--check'], ['--write'], ['undo', '--list'], ['undo']]) runCli(root, args);
    expect(read(root, 'a.js')).toBe(APP);
    expect(existsSync(canary)).toBe(false);
    // It would have been seen.
    runGit(root, 'status');
    expect(existsSync(canary)).toBe(true);
  });
});

describe('40: other work', () => {
  it('does not stand in the way, and is touched by neither --write nor undo', () => {
    const root = temporaryRepository({ 'a.js': APP, 'mine.js': 'export const a = 1;\n', 'staged.js': 'export {};\n' });
    writeFileSync(join(root, 'mine.js'), 'export const a = 2;\n');
    writeFileSync(join(root, 'staged.js'), 'export const b = 2;\n');
    writeFileSync(join(root, 'new.js'), 'export const c = 2;\n');
    runGit(root, 'add', 'staged.js');
    const before = runGit(root, 'status', '--porcelain');
    expect(runCli(root, ['--write']).code).toBe(0);
    expect(runCli(root, ['undo']).code).toBe(0);
    expect(runGit(root, 'status', '--porcelain')).toBe(before);
    expect(read(root, 'mine.js')).toBe('export const a = 2;\n');
  });
});
