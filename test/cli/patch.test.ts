import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runGit, temporaryDirectory, temporaryRepository } from '../temporary.js';
import { APP, runCli } from './run-cli.js';

/** No file holds the shape of a key. */
const KEY = `sk-proj-${'A1b2C3d4'.repeat(6)}`;
const OTHER = `sk-proj-${'Z9y8X7w6'.repeat(6)}`;
const FAR = '// far\n'.repeat(12);
const FILES = {
  '.env': `OPENAI_API_KEY=${KEY}\n`,
  'compose.yaml': 'services:\n  app:\n    build: .\n    environment:\n      OPENAI_API_KEY: ""\n',
  'plain.js': APP,
  'literal.js': `import OpenAI from 'openai';\n${FAR}export const client = new OpenAI({ apiKey: '${KEY}' });\n`,
  'uses-literal.js': `import { client } from './literal.js';\nclient.chat.completions.create({ model: 'gpt-4o', messages: [] });\n`,
  'beside.js': `${APP}//\n//\nexport const other = '${OTHER}';\n`,
};
const HUMAN = { CI: '' };

function textsIn(root: string, paths = Object.keys(FILES)): Record<string, string> {
  return Object.fromEntries(paths.map((path) => [path, readFileSync(join(root, path), 'utf8')]));
}

/** What `--write` makes of them. */
function written(files: Record<string, string>): Record<string, string> {
  const root = temporaryRepository(files);
  expect(runCli(root, ['--write']).code).toBe(0);
  return textsIn(root, Object.keys(files));
}

function commandIn(stderr: string): string {
  return /Apply it: (.*)/.exec(stderr)?.[1] ?? '';
}

describe('--patch', () => {
  it('48: is from the top of the work tree, wherever it is made, with a command that works anywhere', () => {
    const files = { 'a b/app.js': APP, "a b/it's/app.js": APP };
    const expected = written(files);
    for (const [cwd, args] of [
      ['.', ['a b']],
      ['a b', []],
      ["a b/it's", ['..']],
      ['/', ['ROOT/a b']],
    ] as const) {
      const root = temporaryRepository(files);
      const patch = join(temporaryDirectory(), 'my "own".patch');
      const from = cwd === '/' ? '/' : join(root, cwd);
      const { code, stderr } = runCli(from, [...args.map((arg) => arg.replace('ROOT', root)), '--patch', patch]);
      expect(code, stderr).toBe(0);
      execFileSync('sh', ['-c', commandIn(stderr)], { cwd: from });
      expect(textsIn(root, Object.keys(files)), cwd).toEqual(expected);
    }
  });

  it('48: works outside of a repository, too', () => {
    const root = temporaryDirectory({ 'src/app.js': APP });
    const { stderr } = runCli(join(root, 'src'), ['--patch', '../x.patch']);
    execFileSync('sh', ['-c', commandIn(stderr)], { cwd: '/' });
    expect(readFileSync(join(root, 'src/app.js'), 'utf8')).toBe(written({ 'src/app.js': APP })['src/app.js']);
  });

  it('46: applies whatever the configuration of git says', () => {
    const crlf = APP.replaceAll('\n', '\r\n').replace('new OpenAI()', 'new OpenAI()  ');
    for (const setting of [
      'core.autocrlf true',
      'apply.whitespace fix',
      'diff.noprefix true',
      'core.quotePath false',
    ]) {
      const root = temporaryRepository({ 'na\u00efve.js': crlf });
      runGit(root, 'config', ...setting.split(' '));
      const { stderr } = runCli(root, ['--patch', join(temporaryDirectory(), 'x.patch')]);
      execFileSync('sh', ['-c', commandIn(stderr)]);
      expect(textsIn(root, ['na\u00efve.js']), setting).toEqual(written({ 'na\u00efve.js': crlf }));
    }
  });

  it('56: leaves out files with keys, and what hangs together with them, and says so without a key', () => {
    const root = temporaryRepository(FILES);
    const patch = join(temporaryDirectory(), 'x.patch');
    const { code, stderr } = runCli(root, ['--quiet', '--patch', patch], HUMAN);
    expect(code).toBe(0);
    const text = readFileSync(patch, 'utf8');
    expect(text.match(/^diff .*/gm)).toEqual([
      'diff --git a/beside.js b/beside.js',
      'diff --git a/plain.js b/plain.js',
    ]);
    for (const said of [
      'changes 2 files',
      '  .env: a key at line 1\n',
      '  compose.yaml: goes with the others\n',
      '  literal.js: a key at line 14\n',
      '  uses-literal.js: goes with the others\n',
    ])
      expect(stderr).toContain(said);
    for (const key of [KEY, OTHER]) expect(text + stderr).not.toContain(key.slice(8, 16));

    execFileSync('sh', ['-c', commandIn(stderr)]);
    const { 'plain.js': plain, 'beside.js': beside, ...rest } = textsIn(root);
    const expected = written(FILES);
    expect({ plain, beside }).toEqual({ plain: expected['plain.js'], beside: expected['beside.js'] });
    for (const [path, left] of Object.entries(rest)) expect(left).toBe(FILES[path as keyof typeof FILES]);
  });

  it('56: leaves out all where a key and an address would go apart, since names of variables stay', () => {
    const root = temporaryRepository({ '.env': FILES['.env'], 'plain.js': APP });
    const { stderr } = runCli(root, ['--quiet', '--env', 'keep', '--patch', join(temporaryDirectory(), 'x.patch')]);
    expect(stderr).toContain('x.patch changes nothing.');
    expect(stderr).toContain('plain.js: goes with the others');
  });

  it('55, 56: leaves out a file with a key in its name', () => {
    const root = temporaryRepository({ [`${KEY}.js`]: APP, 'plain.js': APP });
    const { stdout, stderr } = runCli(root, ['--patch', '-']);
    expect(stdout).toContain('+++ b/plain.js');
    expect(stderr).toContain('sk-proj-…(redacted).js: a key in its name');
    expect(stdout + stderr).not.toContain(KEY.slice(8, 16));
  });

  it('goes through a pipe to git, and to stdout alone', () => {
    const root = temporaryRepository({ 'plain.js': APP });
    const { stdout } = runCli(root, ['--patch', '-']);
    expect(stdout).toMatch(/^diff --git a\/plain\.js b\/plain\.js\n/);
    execFileSync('git', ['apply'], { cwd: root, input: stdout });
    expect(textsIn(root, ['plain.js'])).toEqual(written({ 'plain.js': APP }));
    for (const args of [['--json'], ['--format', 'sarif']]) {
      const { code, stderr } = runCli(root, ['--patch', '-', ...args]);
      expect(code).toBe(2);
      expect(stderr).toContain('goes to stdout alone');
    }
  });

  it('is refused for a part of what hangs together', () => {
    const root = temporaryRepository({
      'model.js': "export const MODEL = 'gpt-4o';\n",
      'plain.js': `import { MODEL } from './model.js';\n${APP.replace("'gpt-4o'", 'MODEL')}`,
    });
    const patch = join(temporaryDirectory(), 'x.patch');
    const { code, stderr } = runCli(root, ['plain.js', '--patch', patch]);
    expect({ code, stderr }).toMatchObject({ code: 2, stderr: expect.stringContaining('model.js') });
    expect(existsSync(patch)).toBe(false);
  });
});

describe('--patch-with-keys', () => {
  it('46, 49, 56: leaves nothing out, and is for its owner alone', () => {
    const root = temporaryRepository(FILES);
    const directory = temporaryDirectory({ 'x.patch': 'of before\n' });
    const patch = join(directory, 'x.patch');
    chmodSync(patch, 0o644);
    const { code, stdout, stderr } = runCli(root, ['--patch', patch, '--patch-with-keys'], HUMAN);
    expect(code, stderr).toBe(0);
    expect(statSync(patch).mode & 0o777).toBe(0o600);
    for (const key of [KEY, OTHER]) expect(stdout + stderr).not.toContain(key.slice(8, 16));
    execFileSync('sh', ['-c', commandIn(stderr)]);
    expect(textsIn(root)).toEqual(written(FILES));
    runGit(root, 'apply', '-R', patch);
    expect(textsIn(root)).toEqual(FILES);
  });

  it('56: is refused where others would read it', () => {
    const root = temporaryRepository({ ...FILES, '.gitignore': 'out/\n' });
    const out = temporaryDirectory();
    symlinkSync('/dev/stdout', join(out, 'link'));
    for (const [file, env] of [
      ['-', HUMAN],
      ['/dev/stdout', HUMAN],
      [join(out, 'link'), HUMAN],
      ['x.patch', HUMAN],
      ['new/x.patch', HUMAN],
      [join(out, 'x.patch'), { CI: 'true' }],
    ] as const) {
      const { code, stdout, stderr } = runCli(root, ['--patch', file, '--patch-with-keys'], env);
      expect({ code, stdout }, file).toEqual({ code: 2, stdout: '' });
      expect(stderr).toContain('--patch-with-keys is refused');
      expect(stderr).not.toContain(KEY.slice(8, 16));
    }
    expect(existsSync(join(out, 'x.patch'))).toBe(false);
    expect(runCli(root, ['--patch', 'out/x.patch', '--patch-with-keys'], HUMAN).code).toBe(0);
    expect(runCli(root, ['--patch-with-keys'], HUMAN).code).toBe(2);
  });
});
