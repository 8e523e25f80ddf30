import {
  chmodSync,
  linkSync,
  lstatSync,
  readdirSync,
  readFileSync,
  renameSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runGit, temporaryDirectory, temporaryRepository, writeFiles } from '../temporary.js';
import { APP, runCli } from './run-cli.js';

const read = (root: string, path: string) => readFileSync(join(root, path), 'utf8');

describe('--write refuses', () => {
  it('40: every file with work that git could not bring back, names each, and writes none', () => {
    const root = temporaryRepository({ 'clean.js': APP, 'modified.js': APP, 'staged.js': APP });
    writeFiles(root, { 'modified.js': `${APP}// mine\n`, 'staged.js': `${APP}// mine\n`, 'new.js': APP });
    runGit(root, 'add', 'staged.js');
    const { code, stdout, stderr } = runCli(root, ['--write']);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('  modified.js (modified)\n  new.js (untracked)\n  staged.js (staged)');
    expect(stderr).toContain('--allow-dirty');
    expect(stderr).not.toContain('clean.js');
    expect(read(root, 'clean.js')).toBe(APP);
    const allowed = JSON.parse(runCli(root, ['--write', '--allow-dirty', '--json']).stdout);
    expect(allowed.written).toEqual(['clean.js', 'modified.js', 'new.js', 'staged.js']);
  });

  it('42: in the middle of a merge, also with --allow-dirty', () => {
    const root = temporaryRepository({ 'a.js': APP });
    writeFileSync(join(root, '.git/MERGE_HEAD'), runGit(root, 'rev-parse', 'HEAD'));
    const { code, stderr } = runCli(root, ['--write', '--allow-dirty']);
    expect(code).toBe(2);
    expect(stderr).toContain('merge');
    expect(read(root, 'a.js')).toBe(APP);
    expect(runCli(root, []).code).toBe(0);
  });

  it('29, 30: what it must not replace, with the reason, and writes the others', () => {
    const root = temporaryDirectory({ 'a.js': APP, 'linked.js': APP, 'read-only.js': APP, 'z.js': APP });
    linkSync(join(root, 'linked.js'), join(root, 'other.txt'));
    chmodSync(join(root, 'read-only.js'), 0o444);
    chmodSync(join(root, 'z.js'), 0o755);
    // Either is enough where there is no repository.
    const first = runCli(root, ['--write', '--allow-dirty']);
    expect(first.code).toBe(2);
    expect(first.stdout).toContain('it has a second name');
    expect(first.stdout).toContain('it is read-only');
    for (const path of ['linked.js', 'read-only.js', 'other.txt']) expect(read(root, path), path).toBe(APP);
    for (const path of ['a.js', 'z.js']) expect(read(root, path), path).toContain('https://api.holysheep.ai/v1');
    expect(lstatSync(join(root, 'z.js')).mode & 0o777).toBe(0o755);
    expect(lstatSync(join(root, 'linked.js')).nlink).toBe(2);
    expect(readdirSync(root)).toEqual(['a.js', 'linked.js', 'other.txt', 'read-only.js', 'z.js']);

    const second = runCli(root, ['--write', '--allow-no-vcs', '--json']);
    expect(second.code).toBe(2);
    expect(JSON.parse(second.stdout)).toMatchObject({ changed: ['linked.js', 'read-only.js'], written: [] });
  });

  it('28: to go through a link that has taken the place of a tracked directory', () => {
    const outside = temporaryDirectory({ 'src/a.js': APP });
    const root = temporaryRepository({ 'src/a.js': APP });
    renameSync(join(root, 'src'), join(temporaryDirectory(), 'src'));
    symlinkSync(join(outside, 'src'), join(root, 'src'));
    const { stdout } = runCli(root, ['--write', '--allow-dirty', '--json']);
    expect(JSON.parse(stdout).written).toEqual([]);
    expect(read(outside, 'src/a.js')).toBe(APP);
  });
});

describe('a .env that git ignores', () => {
  it('45: is reported, and stays without --env-files', () => {
    const root = temporaryRepository({ 'a.js': APP, '.gitignore': '.env*\n' });
    writeFiles(root, { '.env': 'OPENAI_API_KEY=YOUR_OPENAI_API_KEY\n', 'packages/.env.local': 'OPENAI_API_KEY=\n' });
    const preview = JSON.parse(runCli(root, ['--json']).stdout);
    expect(preview.changed).toEqual(['a.js']);
    const ignored = preview.findings.filter((one: { reason: string }) => one.reason === 'ignored-file');
    expect(ignored.map((one: { file: string; action: string }) => `${one.action} ${one.file}`)).toEqual([
      'review .env',
      'review packages/.env.local',
    ]);
    expect(runCli(root, ['--write']).code).toBe(0);
    expect(read(root, '.env')).toBe('OPENAI_API_KEY=YOUR_OPENAI_API_KEY\n');
  });

  it('45: counts as work that git could not bring back', () => {
    const root = temporaryRepository({ 'a.js': APP, '.gitignore': '.env\n' });
    writeFiles(root, { '.env': 'OPENAI_API_KEY=YOUR_OPENAI_API_KEY\nOTHER=1\n' });
    const refused = runCli(root, ['--write', '--env-files']);
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain('  .env (untracked)\n');
    expect(read(root, 'a.js')).toBe(APP);
    expect(runCli(root, ['--write', '--env-files', '--allow-dirty']).code).toBe(0);
    expect(read(root, '.env')).toBe('HOLYSHEEP_API_KEY=YOUR_HOLYSHEEP_API_KEY\nOTHER=1\n');
    expect(runCli(root, ['--check', '--env-files'])).toEqual({ code: 0, stdout: '', stderr: '' });
  });
});
