import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { PROFILES } from '../../src/catalog/profile.js';
import { targetOf } from '../../src/catalog/target.js';
import { type RunOptions, run } from '../../src/run.js';
import { APP, runCli } from '../cli/run-cli.js';
import { commitAll, runGit, temporaryDirectory, temporaryRepository, writeFiles } from '../temporary.js';

const WORD = 'holysheep-ignore';

/** Writes a migration of these files, and gives what they are then and what was found. */
async function migrated(files: Record<string, string>, options: Partial<RunOptions> = {}) {
  const root = temporaryDirectory(files);
  const profile = PROFILES.holysheep;
  if (!profile) throw new Error('no profile');
  const report = await run({
    root,
    selection: [],
    staged: false,
    write: true,
    allowDirty: false,
    allowNoVcs: true,
    envFiles: false,
    docs: false,
    typecheck: false,
    userTransforms: [],
    profile: targetOf(profile),
    env: 'rename',
    modelMap: [],
    responses: 'keep',
    ...options,
  });
  const changed = Object.keys(files).filter((path) => readFileSync(join(root, path), 'utf8') !== files[path]);
  return { changed: changed.sort(), report, text: (path: string) => readFileSync(join(root, path), 'utf8') };
}

const NAMED = `import OpenAI from 'openai';\n
const client = new OpenAI({ apiKey: process.env.OPENAI_API_KEY });\n
export const ask = (messages) => client.chat.completions.create({ model: process.env.OPENAI_MODEL ?? 'gpt-4o', messages });
`;
const NEUTRAL = NAMED.replace('OPENAI_API_KEY', 'CHAT_KEY').replace('OPENAI_MODEL', 'CHAT_MODEL');

describe('a name that something ignored reads or sets', () => {
  it.each([
    ['.env.example', 'OPENAI_API_KEY=\n'],
    ['worker.go', 'package main\nvar key = os.Getenv("OPENAI_API_KEY")\n'],
    ['other.py', 'import os\nkey = os.environ["OPENAI_API_KEY"]\n'],
    ['other.js', 'export const key = process.env.OPENAI_API_KEY;\n'],
    ['test/a.test.js', "process.env.OPENAI_API_KEY = 'x';\n"],
    ['compose.yaml', 'services:\n  a:\n    build: .\n    environment:\n      OPENAI_API_KEY: $OPENAI_API_KEY\n'],
    ['notes.txt', 'set OPENAI_API_KEY\n'],
  ])('stays beside the new one: %s', async (path, text) => {
    const files = { 'app.js': NAMED, '.env': 'OPENAI_API_KEY=YOUR_KEY\n' };
    const alone = await migrated(files, { envFiles: true });
    expect(alone.text('.env')).toBe('HOLYSHEEP_API_KEY=YOUR_KEY\n');
    const { changed, text: textOf, report } = await migrated({ ...files, [path]: text, '.holysheepignore': path });
    expect(changed).toEqual(['.env', 'app.js']);
    expect(textOf('.env')).toBe('OPENAI_API_KEY=YOUR_KEY\nHOLYSHEEP_API_KEY=YOUR_KEY\n');
    expect(textOf('app.js')).toContain('process.env.HOLYSHEEP_API_KEY');
    expect(report.deployment).toContainEqual(expect.objectContaining({ name: 'HOLYSHEEP_API_KEY', keepsOld: true }));
  });

  it.each([
    ['.env.example', 'CHAT_MODEL=gpt-4o\n'],
    ['.env.example', 'CHAT_KEY=\n# https://api.openai.com\n'],
    ['compose.yaml', 'services:\n  a:\n    build: .\n    environment:\n      CHAT_MODEL: gpt-4o\n'],
    ['start.sh', '#!/bin/sh\nexport CHAT_MODEL=gpt-4o\nnode app.js\n'],
    ['run.py', 'import os\nos.environ["CHAT_MODEL"] = "gpt-4o"\n'],
  ])('and that keeps its name holds what reads it: %s %j', async (path, text) => {
    const both = { 'app.js': NEUTRAL, [path]: text };
    expect((await migrated(both)).changed).toContain('app.js');
    const { changed, report } = await migrated({ ...both, '.holysheepignore': `/${path}\n` });
    expect(changed).toEqual([]);
    expect(report.findings).toContainEqual(
      expect.objectContaining({ file: 'app.js', id: 'unit', action: 'keep', reason: 'ignored' }),
    );
  });

  it('holds what reads it where names are kept: its value is a key of OpenAI’s', async () => {
    const files = { 'app.js': NAMED, '.env.example': 'OPENAI_API_KEY=\n', '.holysheepignore': '.env*\n' };
    expect((await migrated(files, { env: 'keep' })).changed).toEqual([]);
    expect((await migrated({ ...files, '.holysheepignore': '' }, { env: 'keep' })).changed).toContain('app.js');
  });
});

it('what would be put at the end of an ignored line is left out', async () => {
  const script = (line: string) => `#!/bin/sh\n${line}\nnode app.js\n`;
  const line = 'OPENAI_MODEL=gpt-4o; export OPENAI_MODEL';
  const other = { 'app.js': NAMED, 'old.go': 'package main\nvar model = os.Getenv("OPENAI_MODEL")\n' };
  expect((await migrated({ ...other, 'run.sh': script(line) })).text('run.sh')).not.toContain(`${line}\n`);
  const ignored = script(`# ${WORD}-next-line old\n${line}`);
  expect((await migrated({ ...other, 'run.sh': ignored })).text('run.sh')).toBe(ignored);
});

describe('a key', () => {
  const key = `sk-proj-${'NotARealKey0'.repeat(5)}`;
  const leaked = (root: string, flags: string[] = []) => {
    const { stdout, stderr } = runCli(root, ['--json', '--verbose', ...flags]);
    for (const format of ['pretty', 'sarif', 'html']) {
      const shown = runCli(root, ['--verbose', '--format', format, ...flags]);
      expect(shown.stdout + shown.stderr).not.toContain(key);
    }
    expect(stdout + stderr).not.toContain(key);
    return JSON.parse(stdout).findings.filter((one: { id: string }) => one.id === 'leaked-key');
  };

  it('is told of in an ignored file, by whatever rule', () => {
    const root = temporaryDirectory({ 'a.js': `export const key = '${key}';\n` });
    const expected = [expect.objectContaining({ action: 'review', severity: 'error', reason: 'leaked-key' })];
    expect(leaked(root, ['--ignore', '*.js'])).toEqual(expected);
    writeFiles(root, { '.holysheepignore': '*\n' });
    expect(leaked(root)).toEqual(expected);
    expect(runCli(root, ['--check', '--fail-on', 'error']).code).toBe(1);
  });

  it('is told of where a comment gives no reason, and accepted where it does, and never shown', () => {
    const root = temporaryDirectory({ 'a.js': `export const key = '${key}'; // ${WORD}-line\n` });
    expect(leaked(root)).toEqual([expect.objectContaining({ action: 'review', severity: 'error' })]);
    writeFiles(root, { 'a.js': `export const key = '${key}'; // ${WORD}-line revoked in May\n` });
    const [finding] = leaked(root);
    expect(finding).toMatchObject({ action: 'keep', severity: 'note', ignored: { reason: 'revoked in May' } });
    expect(runCli(root, ['--check'])).toEqual({ code: 0, stdout: '', stderr: '' });
  });
});

describe('the command line (86)', () => {
  const IGNORED = APP.replace('const client', `// ${WORD}-next-line until May\nconst client`);

  it('counts what is ignored, lists it, and does not fail for it', () => {
    const root = temporaryDirectory({ 'a.js': IGNORED });
    expect(runCli(root, ['--check'])).toEqual({ code: 0, stdout: '', stderr: '' });
    const { summary, findings } = JSON.parse(runCli(root, ['--json']).stdout);
    expect(summary).toMatchObject({ rewrite: 0, review: 0, ignored: 1 });
    const ignored = { by: 'comment', place: 'a.js:3', reason: 'until May' };
    expect(findings).toContainEqual(expect.objectContaining({ file: 'a.js', line: 4, id: 'unit', ignored }));
    const { results } = JSON.parse(runCli(root, ['--format', 'sarif']).stdout).runs[0];
    expect(results.map((one: { suppressions: unknown }) => one.suppressions)).toEqual([
      [{ kind: 'inSource', justification: 'until May' }],
    ]);
    expect(runCli(root, []).stdout).toContain('1 of them ignored');
  });

  it('--check fails for an ignore that has nothing to ignore', () => {
    const root = temporaryDirectory({ 'a.js': `// ${WORD}-next-line until May\nexport const a = 1;\n` });
    const { code, stdout } = runCli(root, ['--check']);
    expect(code).toBe(1);
    expect(stdout).toContain('Take the comment out.');
  });

  it('--ignore leaves files, and says so', () => {
    const root = temporaryDirectory({ 'a.js': APP, 'b/c.js': APP });
    const ignoring = (...globs: string[]) => {
      const flags = globs.flatMap((glob) => ['--ignore', glob]);
      const { findings, changed } = JSON.parse(runCli(root, ['--json', ...flags]).stdout);
      return { changed, ignored: findings.flatMap((one: { ignored?: unknown }) => one.ignored ?? []) };
    };
    expect(ignoring('b/').changed).toEqual(['a.js']);
    expect(ignoring('b/').ignored[0]).toEqual({ by: 'rule', place: '--ignore' });
    expect(ignoring('*.js', '!a.js').changed).toEqual(['a.js']);
    expect(ignoring('*.JS').changed).toEqual(['a.js', 'b/c.js']);
    expect(ignoring('/c.js').changed).toEqual(['a.js', 'b/c.js']);
    expect(runCli(root, ['--ignore', '../b'])).toMatchObject({ code: 2 });
  });

  it('goes by the rules above a folder that is scanned, each from where it stands', () => {
    const root = temporaryRepository({
      '.holysheepignore': '/app/a.js\n',
      '.holysheeprc.json': '{ "ignore": ["app/b.js"] }',
      'app/.holysheepignore': 'c.js\n!a.js\n',
      'app/a.js': APP,
      'app/b.js': APP,
      'app/c.js': APP,
      'app/d.js': APP,
    });
    const changed = (...args: string[]) => JSON.parse(runCli(root, ['--json', ...args]).stdout).changed;
    expect(changed('app')).toEqual(['a.js', 'd.js']);
    expect(changed()).toEqual(['app/a.js', 'app/d.js']);
    // Beside it, what a configuration says is as a whole replaced by the command line.
    expect(changed('app', '--ignore', 'd.js')).toEqual(['a.js', 'b.js']);
    expect(changed('app', '--no-config')).toEqual(['a.js', 'b.js', 'd.js']);
  });

  it('goes by what is staged', () => {
    const root = temporaryRepository({ 'a.js': 'export {};\n' });
    writeFiles(root, { 'a.js': IGNORED });
    runGit(root, 'add', '-A');
    writeFiles(root, { 'a.js': APP });
    expect(runCli(root, ['--check', '--staged']).code).toBe(0);
    expect(runCli(root, ['--check']).code).toBe(1);
    writeFiles(root, { 'a.js': APP, '.holysheepignore': '*\n' });
    commitAll(root);
    writeFiles(root, { 'a.js': `${APP}\n` });
    runGit(root, 'add', '-A');
    expect(runCli(root, ['--check', '--staged']).code).toBe(0);
  });

  it('hands no ignored file to a transform of the user’s', () => {
    const root = temporaryDirectory({
      'a.js': APP,
      'b.js': APP,
      'add.cjs': 'module.exports = ({ source }) => source + "// seen\\n";\n',
    });
    const { stdout } = runCli(root, ['--json', '--transform', join(root, 'add.cjs'), '--ignore', 'b.js']);
    expect(JSON.parse(stdout).changed).toEqual(['a.js']);
  });
});
