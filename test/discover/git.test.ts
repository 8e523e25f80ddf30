import { chmodSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { git } from '../../src/discover/git.js';
import { listFiles } from '../../src/discover/list-files.js';
import { runGit, temporaryDirectory, temporaryRepository, writeFiles } from '../temporary.js';

it('gives the output, or undefined when there is no repository or the command fails', () => {
  const repository = temporaryRepository({ 'a b.txt': 'x' });
  expect(git(repository, ['ls-files', '-z'])?.toString()).toBe('a b.txt\0');
  expect(git(repository, ['no-such-command'])).toBeUndefined();
  expect(git(temporaryDirectory(), ['ls-files'])).toBeUndefined();
  expect(git('/no/such/directory', ['ls-files'])).toBeUndefined();
});

it('asks about the directory, not about the repository of the hook that it runs in', () => {
  const repository = temporaryRepository({ 'a.txt': 'x' });
  const other = temporaryRepository({ 'b.txt': 'x' });
  process.env.GIT_DIR = join(other, '.git');
  try {
    expect(git(repository, ['ls-files'])?.toString()).toBe('a.txt\n');
  } finally {
    delete process.env.GIT_DIR;
  }
});

it('44: runs no program that the repository names', async () => {
  const root = temporaryRepository({ 'a.js': 'x', 'b.js': 'y', '.gitattributes': '* filter=evil diff=evil\n' });
  const canary = join(root, '..', `canary-${process.pid}`);
  writeFiles(root, { 'evil.sh': `#!/bin/sh\ntouch "${canary}"\ncat\n`, 'a.js': 'changed' });
  const script = join(root, 'evil.sh');
  chmodSync(script, 0o755);
  const names = [
    'core.fsmonitor',
    'diff.external',
    'core.pager',
    'diff.evil.textconv',
    'core.sshCommand',
    'core.editor',
  ];
  for (const name of names) runGit(root, 'config', name, script);
  runGit(root, 'config', 'core.hooksPath', root);
  for (const name of ['clean', 'smudge', 'process']) runGit(root, 'config', `filter.evil.${name}`, script);
  expect((await listFiles(root, [])).files).toContain('a.js');
  expect(existsSync(canary)).toBe(false);
});
