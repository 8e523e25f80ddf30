import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryDirectory } from '../temporary.js';
import { APP, CLI, runCli } from './run-cli.js';

const CHECK = ['--check', '--staged'];
const CLEAN = { code: 0, stdout: '', stderr: '' };

function repository(files: Record<string, string>) {
  const root = temporaryDirectory(files);
  const git = (...args: string[]) => {
    const identity = ['-c', 'user.name=x', '-c', 'user.email=x@example.com', '-c', 'commit.gpgsign=false'];
    const { status, stderr } = spawnSync('git', [...identity, ...args], { cwd: root, encoding: 'utf8' });
    return { status, stderr };
  };
  git('init', '-q');
  git('add', '-A');
  git('commit', '-q', '-m', 'before');
  const write = (path: string, text: string) => writeFileSync(join(root, path), text);
  return { root, git, write };
}

describe('--staged', () => {
  it('says nothing where nothing is staged, or nothing that matters', () => {
    const { root, git, write } = repository({ 'a.js': APP, 'b.js': '' });
    expect(runCli(root, CHECK)).toEqual(CLEAN);
    write('b.js', 'export {};\n');
    git('add', 'b.js');
    expect(runCli(root, CHECK)).toEqual(CLEAN);
  });

  it('reads the index, and not the work tree', () => {
    const { root, git, write } = repository({ 'a.js': '' });
    write('a.js', APP);
    expect(runCli(root, CHECK)).toEqual(CLEAN);
    git('add', 'a.js');
    write('a.js', '');
    const { code, stdout } = runCli(root, CHECK);
    expect({ code, isSaid: stdout.includes('a.js') }).toEqual({ code: 1, isSaid: true });
    rmSync(join(root, 'a.js'));
    expect(runCli(root, CHECK).code).toBe(1);
  });

  it('reads who asks with a variable of an address as it is staged', () => {
    const ask = "export const ask = (body) => fetch(process.env.CHAT_URL, { method: 'POST', body });\n";
    const { root, git, write } = repository({ '.env.example': '', 'ask.js': ask });
    write('.env.example', 'CHAT_URL=https://api.openai.com/v1/chat/completions\n');
    git('add', '.env.example');
    write('ask.js', '');
    const { findings } = JSON.parse(runCli(root, ['--staged', '--json']).stdout);
    expect(findings.map(({ reason }: { reason: string }) => reason)).toEqual(['unit-review']);
  });

  it('follows values into what is committed, and not into what is not', () => {
    const model = "export const MODEL = 'gpt-4o';\n";
    const app = APP.replace("'gpt-4o'", 'MODEL').replace(
      'import OpenAI',
      "import { MODEL } from './model.js';\nimport OpenAI",
    );
    const { root, git, write } = repository({ 'model.js': model, 'app.js': '' });
    write('app.js', app);
    git('add', 'app.js');
    write('model.js', 'export const MODEL = process.argv[2];\n');
    write('untracked.js', APP);
    const { stdout } = runCli(root, ['--staged', '--json']);
    const { findings } = JSON.parse(stdout);
    expect(findings.map(({ file, action }: { file: string; action: string }) => `${file} ${action}`)).toEqual([
      'app.js rewrite',
    ]);
  });

  it('asks what this machine gives to what is staged, as a run on all does', () => {
    const { root, git, write } = repository({ '.gitignore': '.env\n', 'a/a.js': APP, 'b/b.js': '' });
    write('b/b.js', APP);
    git('add', 'b');
    const findings = (...args: string[]) => JSON.parse(runCli(root, [...args, '--json']).stdout).findings;
    const isStaged = ({ file }: { file: string }) => file === 'b/b.js';
    const actions = () => {
      const found = findings('--staged');
      expect(found).toEqual(findings().filter(isStaged));
      return found.map(({ action }: { action: string }) => action);
    };
    expect(actions()).toEqual(['rewrite', 'rewrite']);
    write('a/.env', 'OPENAI_BASE_URL=https://llm.example.com/v1\n');
    expect(actions()).toEqual(['review', 'review']);
  });

  it('keeps to its part of a repository', () => {
    const { root, git, write } = repository({ 'web/a.js': '', 'api/b.js': '' });
    write('web/a.js', APP);
    write('api/b.js', APP);
    git('add', '-A');
    const { stdout } = runCli(join(root, 'web'), ['--staged', '--json']);
    expect(new Set(JSON.parse(stdout).findings.map(({ file }: { file: string }) => file))).toEqual(new Set(['a.js']));
  });

  it('sees what a hook is about, also of a commit of some files only', () => {
    const { root, git, write } = repository({ 'a.js': '', 'b.js': '' });
    mkdirSync(join(root, '.git', 'hooks'), { recursive: true });
    const hook = join(root, '.git', 'hooks', 'pre-commit');
    writeFileSync(hook, `#!/bin/sh\nexec "${process.execPath}" "${CLI}" --check --staged >&2\n`);
    chmodSync(hook, 0o755);
    write('a.js', APP);
    write('b.js', 'export {};\n');
    git('add', 'a.js');
    // Git makes an index for this commit alone, which has no change of a.js in it.
    expect(git('commit', '-q', '-m', 'only b', 'b.js')).toEqual({ status: 0, stderr: '' });
    const { status, stderr } = git('commit', '-q', '-m', 'a');
    expect({ status, isSaid: stderr.includes('a.js') }).toEqual({ status: 1, isSaid: true });
  });

  it.each([[['--staged', '--write']], [['--staged', 'a.js', 'b.js']]])('is refused with %j', (args) => {
    expect(runCli(repository({ 'a.js': '', 'b.js': '' }).root, args).code).toBe(2);
  });

  it('needs a repository', () => {
    const { code, stderr } = runCli(temporaryDirectory({ 'a.js': APP }), CHECK);
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: 'migrate-to-holysheep: --staged needs a git repository. Run it in a git repository.\n',
    });
  });
});
