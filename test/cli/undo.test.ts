import { appendFileSync, chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { commitAll, temporaryDirectory, temporaryRepository, writeFiles } from '../temporary.js';
import { APP, runCli } from './run-cli.js';

const FILES = { 'a.js': APP, 'src/b.js': APP.replaceAll('\n', '\r\n'), '.env.example': 'OPENAI_API_KEY=' };

function textsIn(root: string): Record<string, string> {
  return Object.fromEntries(Object.keys(FILES).map((path) => [path, readFileSync(join(root, path), 'utf8')]));
}

describe('undo', () => {
  it('34: takes a --write back, which says how', () => {
    const root = temporaryRepository(FILES);
    expect(runCli(root, ['--write']).stdout.replace(/\s+/g, ' ')).toContain('migrate-to-holysheep undo');
    expect(textsIn(root)['a.js']).toContain('api.holysheep.ai');
    const { code, stdout, stderr } = runCli(join(root, 'src'), ['undo']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toBe('Run 1 is undone: 3 files put back.\n  ../.env.example\n  ../a.js\n  b.js\n');
    expect(textsIn(root)).toEqual(FILES);
  });

  it('41: does so where there is no repository, too', () => {
    const root = temporaryDirectory(FILES);
    expect(runCli('/', [root, '--write', '--allow-no-vcs']).code).toBe(0);
    expect(runCli('/', ['undo', root]).code).toBe(0);
    expect(textsIn(root)).toEqual(FILES);
  });

  it('37: lists what was edited since, and exits with 1', () => {
    const root = temporaryRepository(FILES);
    runCli(root, ['--write']);
    appendFileSync(join(root, 'a.js'), '// mine\n');
    const { code, stdout } = runCli(root, ['undo', '--json']);
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      schemaVersion: 1,
      tool: { name: 'migrate-to-holysheep' },
      run: 1,
      restored: ['.env.example', 'src/b.js'],
      left: [{ path: 'a.js', reason: 'changed-on-disk' }],
    });
    expect(textsIn(root)['a.js']).toContain('// mine');
  });

  it('lists the runs, undoes the one that is named, and forgets', () => {
    const root = temporaryRepository(FILES);
    runCli(root, ['--write']);
    commitAll(root);
    writeFiles(root, { 'c.js': APP });
    commitAll(root);
    runCli(root, ['--write']);
    const { runs } = JSON.parse(runCli(root, ['undo', '--list', '--json']).stdout);
    expect(runs.map(({ run, state, files }: Record<string, unknown>) => [run, state, files])).toEqual([
      [1, 'written', ['.env.example', 'a.js', 'src/b.js']],
      [2, 'written', ['c.js']],
    ]);
    expect(runCli(root, ['undo', '--list']).stdout).toMatch(
      /^1 {2}\d{4}-\d\d-\d\d \d\d:\d\d UTC {2}written, 3 files\n {2}\.env\.example\n/,
    );
    expect(runCli(root, ['undo', '1', '.']).code).toBe(0);
    expect(textsIn(root)).toEqual(FILES);
    expect(runCli(root, ['undo', '--forget']).stdout).toBe('Forgotten: 2.\n');
    expect(runCli(root, ['undo'])).toMatchObject({ code: 2, stdout: '' });
    expect(runCli(root, ['undo', '--list']).stdout).toBe('There is no run to undo.\n');
    expect(readdirSync(join(root, '.git/migrate-to-holysheep'))).toEqual([]);
  });

  it.each([
    ['a run that is not there', ['undo', '7'], 'There is no run'],
    ['a directory that is not there', ['undo', 'nowhere'], 'nowhere does not exist'],
    ['a file', ['undo', 'a.js'], 'takes a directory'],
    ['what is no number', ['undo', 'one', '.'], 'one is not the number of a run'],
    ['flags that exclude each other', ['undo', '--list', '--forget'], 'cannot be used with'],
    ['flags of the migration', ['--write', 'undo'], '--write cannot be used with undo'],
    ['--resume where nothing was interrupted', ['--resume'], 'No run was interrupted'],
    ['--resume with --write', ['--resume', '--write'], 'cannot be used with'],
  ])('3: is 2 for %s', (_, args, said) => {
    const root = temporaryRepository(FILES);
    const { code, stdout, stderr } = runCli(root, args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(said);
    expect(JSON.parse(runCli(root, ['--json', ...args]).stdout).error.message).toContain(said);
  });

  it('is no command where it is a directory', () => {
    const root = temporaryDirectory({ 'undo/a.js': APP });
    for (const args of [['./undo'], ['--', 'undo']])
      expect(JSON.parse(runCli(root, ['--json', ...args]).stdout).changed, args.join(' ')).toEqual(['a.js']);
    expect(runCli(root, ['undo']).code).toBe(2);
    mkdirSync(join(root, '7'));
    expect(runCli(root, ['undo', './7']).stderr).toContain('There is no run to undo');
  });

  it('shows no key that stands in the name of a file', () => {
    const key = `sk-proj-${'NotARealKey0'.repeat(5)}`;
    const root = temporaryRepository({ [`${key}.js`]: APP });
    runCli(root, ['--write']);
    for (const args of [
      ['undo', '--list'],
      ['undo', '--list', '--json'],
      ['undo', '--json'],
    ])
      expect(runCli(root, args).stdout).not.toContain('NotARealKey0');
    expect(readFileSync(join(root, `${key}.js`), 'utf8')).toBe(APP);
  });

  it('37: counts what is gone as edited', () => {
    const root = temporaryRepository({ 'a.js': APP });
    runCli(root, ['--write']);
    writeFileSync(join(root, 'a.js'), '');
    expect(runCli(root, ['undo'])).toMatchObject({ code: 1, stderr: '' });
    expect(readFileSync(join(root, 'a.js'), 'utf8')).toBe('');
  });
});

describe('what another user keeps', () => {
  const isRoot = process.getuid?.() === 0;
  const somebody = { uid: 65534, gid: 65534 };
  const canLook = isRoot && runCli('/', ['--version'], {}, somebody).code === 0;

  it.runIf(canLook)('stands not in the way of a preview; what needs it says so', () => {
    const home = temporaryDirectory();
    const root = temporaryDirectory(FILES);
    for (const path of ['.', ...Object.keys(FILES)]) chmodSync(join(root, path), 0o777);
    runCli(root, ['--write', '--allow-no-vcs'], { XDG_STATE_HOME: home });
    chmodSync(home, 0o755);
    const as = (args: string[]) => runCli(root, args, { XDG_STATE_HOME: home }, somebody);
    expect(as([])).toMatchObject({ code: 0, stderr: '' });
    for (const args of [['undo'], ['undo', '--list'], ['--write', '--allow-no-vcs']]) {
      const { code, stdout, stderr } = as(args);
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      expect(stderr).toMatch(/could not be (?:read|kept in).*\(EACCES\)/);
    }
  });
});
