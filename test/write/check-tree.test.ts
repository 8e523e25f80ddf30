import { chmodSync, existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Failure } from '../../src/errors.js';
import { assertWritable, dirtyFiles } from '../../src/write/check-tree.js';
import { commitAll, runGit, temporaryDirectory, temporaryRepository, writeFiles } from '../temporary.js';

const strict = { allowDirty: false, allowNoVcs: false };

function failureOf(run: () => void): Failure | undefined {
  try {
    run();
  } catch (error) {
    if (error instanceof Failure) return error;
    throw error;
  }
  return undefined;
}

describe('assertWritable', () => {
  it('41: needs a repository, or leave to do without', () => {
    const root = temporaryDirectory({ 'a.ts': '' });
    expect(failureOf(() => assertWritable(root, ['a.ts'], strict))?.code).toBe('not-a-repository');
    expect(failureOf(() => assertWritable(root, ['a.ts'], { ...strict, allowNoVcs: true }))).toBeUndefined();
    expect(failureOf(() => assertWritable(root, ['a.ts'], { ...strict, allowDirty: true }))).toBeUndefined();
  });

  it('40: accepts committed files, whatever else is dirty, in a subdirectory too', () => {
    const root = temporaryRepository({ 'a.ts': '1', 'dir/b [x].ts': '1', 'é.ts': '1', 'other.ts': '1' });
    writeFiles(root, { 'other.ts': '2', 'new.ts': '' });
    expect(failureOf(() => assertWritable(root, ['a.ts', 'dir/b [x].ts', 'é.ts'], strict))).toBeUndefined();
    expect(failureOf(() => assertWritable(join(root, 'dir'), ['b [x].ts'], strict))).toBeUndefined();
  });

  it('40: lists modified, staged, new, ignored and conflicted files', () => {
    const root = temporaryRepository({
      '.gitignore': '.env\n',
      'clean.ts': '1',
      'modified.ts': '1',
      'staged.ts': '1',
      'gone.ts': '1',
    });
    writeFiles(root, { 'modified.ts': '2', 'staged.ts': '2', 'new.ts': '1', 'added.ts': '1', '.env': 'A=1' });
    runGit(root, 'add', 'staged.ts', 'added.ts');
    rmSync(join(root, 'gone.ts'));
    const paths = ['clean.ts', 'modified.ts', 'staged.ts', 'new.ts', 'added.ts', '.env', 'gone.ts'];
    expect(dirtyFiles(root, paths)).toEqual([
      { path: 'modified.ts', state: 'modified' },
      { path: 'staged.ts', state: 'staged' },
      { path: 'new.ts', state: 'untracked' },
      { path: 'added.ts', state: 'staged' },
      { path: '.env', state: 'untracked' },
      { path: 'gone.ts', state: 'modified' },
    ]);
    const failure = failureOf(() => assertWritable(root, paths, strict));
    expect(failure?.code).toBe('dirty-tree');
    expect(failure?.message).toContain('  modified.ts (modified)\n');
    expect(failure?.message).not.toContain('clean.ts');
    expect(failureOf(() => assertWritable(root, paths, { ...strict, allowDirty: true }))).toBeUndefined();
  });

  it('takes everything as new before the first commit', () => {
    const root = temporaryRepository();
    writeFiles(root, { 'a.ts': '' });
    expect(failureOf(() => assertWritable(root, ['a.ts'], strict))?.code).toBe('dirty-tree');
  });

  it('does not take line endings made by git for a change', () => {
    const root = temporaryRepository({ 'a.ts': '1\n2\n' });
    writeFileSync(join(root, 'a.ts'), '1\r\n2\r\n');
    expect(dirtyFiles(root, ['a.ts'])).toEqual([]);
  });

  it('42: works with SHA-256 and in a worktree', () => {
    const root = temporaryDirectory({ 'a.ts': '1' });
    runGit(root, 'init', '-q', '--object-format=sha256');
    commitAll(root);
    expect(dirtyFiles(root, ['a.ts'])).toEqual([]);
    const tree = join(temporaryDirectory(), 'tree');
    runGit(root, 'worktree', 'add', '-q', '--detach', tree);
    expect(failureOf(() => assertWritable(tree, ['a.ts'], strict))).toBeUndefined();
  });

  it.each(['merge', 'cherry-pick', 'rebase'])('42: refuses during a %s', (operation) => {
    const root = temporaryRepository({ 'a.ts': '1', 'b.ts': '1' });
    runGit(root, 'checkout', '-q', '-b', 'other');
    writeFiles(root, { 'a.ts': '2' });
    commitAll(root);
    runGit(root, 'checkout', '-q', 'main');
    writeFiles(root, { 'a.ts': '3' });
    commitAll(root);
    expect(() => runGit(root, operation, 'other')).toThrow();
    const failure = failureOf(() => assertWritable(root, ['b.ts'], { ...strict, allowDirty: true }));
    expect(failure?.code).toBe('operation-in-progress');
    expect(failure?.message).toContain(operation);
    expect(dirtyFiles(root, ['a.ts'])).toEqual([{ path: 'a.ts', state: 'conflicted' }]);
  });

  it('44: runs no program that the repository names', () => {
    const root = temporaryRepository({ 'a.ts': '1' });
    const canary = join(temporaryDirectory(), 'canary');
    writeFiles(root, {
      'evil.sh': `#!/bin/sh\ntouch "${canary}"\ncat\n`,
      '.gitattributes': '* filter=evil\n',
      'a.ts': '2',
    });
    chmodSync(join(root, 'evil.sh'), 0o755);
    runGit(root, 'config', 'filter.evil.clean', join(root, 'evil.sh'));
    runGit(root, 'config', 'core.fsmonitor', join(root, 'evil.sh'));
    expect(dirtyFiles(root, ['a.ts'])).toEqual([{ path: 'a.ts', state: 'modified' }]);
    expect(existsSync(canary)).toBe(false);
  });
});
