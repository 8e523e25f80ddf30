import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { temporaryRepository } from '../temporary.js';
import { APP, CLI } from './run-cli.js';

describe('83: more names than fit into one call', () => {
  const clean = Array.from({ length: 4999 }, (_, index) => [`src/${index % 100}/-f ${index}.js`, 'export {};\n']);

  it.each([
    ['one of which has something to do', { '-o.js': APP }, '123', 1],
    ['none of which has', { '-o.js': '' }, '0', 0],
  ])(
    'are checked by several processes at once: %s',
    (_, other, status, headlines) => {
      const root = temporaryRepository({ ...Object.fromEntries(clean), ...other });
      const check = `git ls-files -z | xargs -0 -P 4 -n 1250 "${process.execPath}" "${CLI}" --check --; echo $?`;
      const { stdout, stderr } = spawnSync('bash', ['-c', check], { cwd: root, encoding: 'utf8' });
      expect(stderr).toBe('');
      expect(stdout.trimEnd().split('\n').at(-1)).toBe(status);
      expect(stdout.match(/rewrites in/g) ?? []).toHaveLength(headlines);
      expect(stdout.match(/^ {2}-o\.js$/gm) ?? []).toHaveLength(headlines);
    },
    120_000,
  );
});

describe('84: names that a hook hands over', () => {
  it('of a file that has gone, and of a submodule, are answered in plain words', () => {
    const root = temporaryRepository({ 'a.js': '' });
    const run = (...names: string[]) => {
      const { status, stderr } = spawnSync(process.execPath, [CLI, '--check', '--', ...names], {
        cwd: root,
        encoding: 'utf8',
      });
      return { status, stderr };
    };
    const sub = temporaryRepository({ 'b.js': '' });
    spawnSync('git', ['-c', 'protocol.file.allow=always', 'submodule', 'add', '-q', sub, 'sub'], { cwd: root });
    expect(run('sub', 'a.js')).toEqual({ status: 0, stderr: '' });
    expect(run('sub')).toEqual({ status: 0, stderr: '' });
    expect(run('a.js', 'gone.js')).toEqual({
      status: 2,
      stderr: 'migrate-to-holysheep: gone.js does not exist. Check the path, or run in the directory that holds it.\n',
    });
  });
});
