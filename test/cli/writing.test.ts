import { chmodSync, linkSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryDirectory, temporaryRepository } from '../temporary.js';
import { APP, runCli } from './run-cli.js';

const read = (root: string, path: string) => readFileSync(join(root, path), 'utf8');

describe('--write', () => {
  it('16: writes once, and has nothing to do after', () => {
    const root = temporaryRepository({ 'a.js': APP, '.env.example': 'OPENAI_API_KEY=\n' });
    expect(runCli(root, ['--write']).code).toBe(0);
    const written = read(root, 'a.js');
    expect(written).toContain('https://api.holysheep.ai/v1');
    expect(read(root, '.env.example')).toBe('HOLYSHEEP_API_KEY=\n');
    expect(runCli(root, ['--check'])).toEqual({ code: 0, stdout: '', stderr: '' });
    expect(runCli(root, ['--write', '--allow-dirty']).code).toBe(0);
    expect(read(root, 'a.js')).toBe(written);
  });

  it('40: refuses a file with uncommitted changes, and only such a file', () => {
    const root = temporaryRepository({ 'a.js': APP, 'other.js': 'export {};\n' });
    writeFileSync(join(root, 'other.js'), 'export const changed = 1;\n');
    expect(runCli(root, ['--write', '--json']).code).toBe(0);
    const dirty = temporaryRepository({ 'a.js': APP });
    writeFileSync(join(dirty, 'a.js'), `${APP}// mine\n`);
    const refused = runCli(dirty, ['--write']);
    expect(refused).toMatchObject({ code: 2, stdout: '' });
    expect(refused.stderr).toContain('a.js');
    expect(read(dirty, 'a.js')).toBe(`${APP}// mine\n`);
    expect(runCli(dirty, ['--write', '--allow-dirty']).code).toBe(0);
    expect(read(dirty, 'a.js')).toContain('// mine');
  });

  it('41: needs to be told to write where git cannot undo it', () => {
    const root = temporaryDirectory({ 'a.js': APP });
    expect(runCli(root, ['--write']).code).toBe(2);
    expect(read(root, 'a.js')).toBe(APP);
    expect(runCli(root, ['--write', '--allow-no-vcs']).code).toBe(0);
  });

  it('27, 29: keeps the mode, refuses a hard link, and writes the others', () => {
    const root = temporaryRepository({ 'a.js': APP, 'b.js': APP });
    chmodSync(join(root, 'a.js'), 0o755);
    linkSync(join(root, 'b.js'), join(root, 'c.txt'));
    const { code, stdout } = runCli(root, ['--write', '--allow-dirty', '--json']);
    expect(code).toBe(2);
    expect(JSON.parse(stdout).written).toEqual(['a.js']);
    expect(statSync(join(root, 'a.js')).mode & 0o777).toBe(0o755);
    expect(read(root, 'b.js')).toBe(APP);
    expect(stdout).toContain('hard-link');
  });

  it('45: reports a .env that git ignores, and writes it only when asked to', () => {
    const root = temporaryRepository({ 'a.js': APP, '.gitignore': '.env\n' });
    writeFileSync(join(root, '.env'), 'OPENAI_API_KEY=sk-xxx\n');
    expect(runCli(root, []).stdout).toContain('--env-files');
    expect(runCli(root, ['--write']).code).toBe(0);
    expect(read(root, '.env')).toBe('OPENAI_API_KEY=sk-xxx\n');
    expect(runCli(root, ['--write', '--allow-dirty', '--env-files']).code).toBe(0);
  });

  it('runs a transform of the user, and never one that the repository names', () => {
    const root = temporaryRepository({ 'a.js': APP, 'babel.config.js': 'throw new Error("run");\n' });
    const own = temporaryDirectory({
      'mine.cjs': `module.exports = (file, { j }) =>
        j(file.source).find(j.Identifier, { name: 'ask' }).forEach((path) => { path.node.name = 'askAgain'; }).toSource();\n`,
    });
    expect(runCli(root, ['--write', '--transform', join(own, 'mine.cjs')]).code).toBe(0);
    expect(read(root, 'a.js')).toContain('askAgain');
    expect(read(root, 'a.js')).toContain('api.holysheep.ai');
  });
});
