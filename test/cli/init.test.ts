import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { addToYaml } from '../../src/cli/init/add-to-yaml.js';
import { SETUP_FILES } from '../../src/cli/init/setup-files.js';
import { applyEdits } from '../../src/edit/apply-edits.js';
import { temporaryDirectory } from '../temporary.js';
import { runInTerminal } from './in-terminal.js';
import { runCli } from './run-cli.js';

const read = (root: string, path: string) => readFileSync(join(root, path), 'utf8');
const ALL = Object.keys(SETUP_FILES).flatMap((id) => ['--add', id]);

describe('init --yes (88)', () => {
  it('asks nothing and writes what the flags say, which every run then goes by', () => {
    const root = temporaryDirectory();
    const flags = ['--model', 'gpt-4.1', '--env', 'keep', '--docs'];
    const { code, stderr } = runCli(root, ['init', '--yes', ...flags], { CI: '1' });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const written = JSON.parse(read(root, '.holysheeprc.json'));
    expect(written).toMatchObject({ model: 'gpt-4.1', env: 'keep', docs: true });
    const schema = JSON.parse(readFileSync(new URL('../../schema/config.schema.json', import.meta.url), 'utf8'));
    expect(new Ajv().validate(schema, written)).toBe(true);
    const { config } = JSON.parse(runCli(root, ['--print-config', '--json']).stdout);
    for (const key of ['model', 'env', 'docs']) expect(config[key].source).toBe('project');
    expect(readdirSync(root)).toEqual(['.holysheeprc.json']);
  });

  it('writes each file that is asked for, in its own language', () => {
    const root = temporaryDirectory();
    expect(runCli(root, ['init', '--yes', ...ALL]).code).toBe(0);
    for (const { path } of Object.values(SETUP_FILES)) {
      const text = read(root, path);
      expect(text, path).toContain('migrate-to-holysheep');
      if (/\.ya?ml$/.test(path)) expect(parse(text), path).toBeTypeOf('object');
      else if (path.endsWith('.json')) expect(JSON.parse(text)).toBeTypeOf('object');
    }
  });

  it('has nothing to do the second time', () => {
    const root = temporaryDirectory();
    runCli(root, ['init', '--yes', ...ALL]);
    const again = runCli(root, ['init', '--yes', ...ALL]);
    expect(again.code).toBe(0);
    expect(again.stdout).toContain('Nothing is to be written.');
  });

  it('says in the docs what it writes', () => {
    const root = temporaryDirectory();
    runCli(root, ['init', '--yes', ...ALL]);
    const docs = ['hooks', 'ci'].map((name) => readFileSync(new URL(`../../docs/${name}.md`, import.meta.url), 'utf8'));
    const { 'lint-staged': tasks } = JSON.parse(read(root, 'package.json'));
    const lines = [
      parse(read(root, 'lefthook.yml'))['pre-commit'].jobs[0].run,
      parse(read(root, '.pre-commit-config.yaml')).repos[0].hooks[0].entry,
      read(root, '.husky/pre-commit').trim(),
      tasks['*'],
    ];
    for (const line of lines) expect(docs.join(''), line).toContain(line);
  });

  it('changes a file that is there only with --force, and writes nothing else either', () => {
    const files = { 'lefthook.yml': 'pre-commit:\n  jobs:\n    - run: mine # keep\n' };
    const root = temporaryDirectory(files);
    const flags = ['init', '--yes', '--add', 'config', '--add', 'lefthook'];
    const { code, stderr } = runCli(root, flags);
    expect(code).toBe(2);
    expect(stderr).toContain('lefthook.yml is there already. Pass --force');
    expect(readdirSync(root)).toEqual(['lefthook.yml']);
    expect(read(root, 'lefthook.yml')).toBe(files['lefthook.yml']);
    expect(runCli(root, [...flags, '--force']).code).toBe(0);
    expect(read(root, 'lefthook.yml')).toBe(
      `${files['lefthook.yml']}    - run: npx --no-install migrate-to-holysheep --check -- {staged_files}\n`,
    );
  });

  it('keeps what a JSON file holds, and leaves a task that is there', () => {
    const manifest = '{\n\t"name": "app",\n\t"lint-staged": {\n\t\t"*.js": "eslint"\n\t}\n}\n';
    const root = temporaryDirectory({
      'package.json': manifest,
      'taken/package.json': '{ "lint-staged": { "*": "a" } }',
    });
    expect(runCli(root, ['init', '--yes', '--force', '--add', 'lint-staged']).code).toBe(0);
    expect(read(root, 'package.json')).toBe(
      manifest.replace('"eslint"', '"eslint",\n\t\t"*": "migrate-to-holysheep --check --"'),
    );
    const { stdout } = runCli(root, ['init', '--yes', '--force', '--add', 'lint-staged', 'taken']);
    expect(stdout).toContain('package.json is left as it is. What it would take:');
    expect(read(root, 'taken/package.json')).toBe('{ "lint-staged": { "*": "a" } }');
  });

  it('writes no second configuration, and nothing through a link', () => {
    const root = temporaryDirectory({ 'a/.holysheeprc.yaml': 'env: keep\n', 'b/x': '' });
    expect(runCli(join(root, 'a'), ['init', '--yes'])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('.holysheeprc.yaml configures this project already'),
    });
    mkdirSync(join(root, 'outside'));
    symlinkSync(join(root, 'outside'), join(root, 'b/.husky'));
    expect(runCli(join(root, 'b'), ['init', '--yes', '--add', 'husky']).code).toBe(2);
    expect(readdirSync(join(root, 'outside'))).toEqual([]);
  });

  it('refuses a file that it does not know', () => {
    expect(runCli('.', ['init', '--yes', '--add', 'circleci'])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('config, github, gitlab'),
    });
  });

  it('54: masks a key in the diff of a file', () => {
    const key = `sk-proj-${'aB3dE6gH9jK2'.repeat(4)}`;
    const root = temporaryDirectory({ '.gitlab-ci.yml': `job:\n  variables: { OPENAI_API_KEY: ${key} }\n` });
    const { stdout } = runCli(root, ['init', '--yes', '--force', '--add', 'gitlab']);
    expect(stdout).toContain('(redacted)');
    expect(stdout).not.toContain(key.slice(8, 20));
    expect(read(root, '.gitlab-ci.yml')).toContain(key);
  });
});

describe('init in a terminal', () => {
  it('writes what is answered', () => {
    const root = temporaryDirectory({ '.husky/_/x': '' });
    const { code, shown } = runInTerminal(root, ['init'], ['', 'keep', 'perhaps', 'yes', 'config, husky', 'y']);
    expect(shown).toContain('Used here: husky.');
    expect(shown).toContain('That is none of them.');
    expect(code).toBe(0);
    expect(JSON.parse(read(root, '.holysheeprc.json'))).toMatchObject({
      model: 'deepseek-v3.2',
      env: 'keep',
      docs: true,
    });
    expect(read(root, '.husky/pre-commit')).toContain('--check --staged');
  });

  it('asks only for what no flag says', () => {
    const root = temporaryDirectory();
    const flags = ['--model', 'deepseek-v3.2', '--env', 'rename', '--no-docs', '--add', 'config'];
    expect(runInTerminal(root, ['init', ...flags], ['y']).code).toBe(0);
    expect(existsSync(join(root, '.holysheeprc.json'))).toBe(true);
  });

  it.each([
    ['^C at the first question', ['^C'], 130],
    ['^C at the last question', ['', '', '', '', '^C'], 130],
    ['^D', ['', '', '', '', '^D'], 0],
    ['n', ['', '', '', '', 'n'], 0],
  ])('88: writes nothing on %s', (_, answers, expected) => {
    const root = temporaryDirectory();
    const { code, shown } = runInTerminal(root, ['init'], answers);
    expect(shown).toContain('Nothing was written.');
    expect(code).toBe(expected);
    expect(readdirSync(root)).toEqual([]);
  });

  it('asks before it changes a file, and says what it would take', () => {
    const text = '# mine\nrepos: []\n';
    const block = 'repos:\n- repo: local\n  hooks: []\n';
    const root = temporaryDirectory({ '.pre-commit-config.yaml': block, 'lefthook.yml': text });
    const flags = ['--model', 'x', '--env', 'keep', '--docs', '--add', 'pre-commit', '--add', 'lefthook'];
    const left = runInTerminal(root, ['init', ...flags], ['n']);
    expect(left.shown).toContain('Change .pre-commit-config.yaml [y,n]?');
    expect(left.shown).toContain('lefthook.yml is left as it is. What it would take:');
    expect(read(root, '.pre-commit-config.yaml')).toBe(block);
    expect(runInTerminal(root, ['init', ...flags], ['y', 'y']).code).toBe(0);
    expect(read(root, '.pre-commit-config.yaml')).toMatch(
      /^repos:\n- repo: local\n {2}hooks: \[\]\n- repo: local\n {2}hooks:\n/,
    );
    expect(read(root, 'lefthook.yml')).toBe(text);
  });

  it('14: refuses where nobody would answer', () => {
    const root = temporaryDirectory();
    expect(runCli(root, ['init'])).toMatchObject({ code: 2, stdout: '' });
    expect(runInTerminal(root, ['init'], [], { CI: 'true' }).code).toBe(2);
    expect(readdirSync(root)).toEqual([]);
  });
});

describe('a block that is added to YAML', () => {
  const added = (text: string, keys = ['a'], block = '- x: 1\n  y: 2\n') => {
    const edits = addToYaml(text, keys, block);
    return edits && applyEdits(text, edits);
  };

  it.each([
    ['the list is indented', 'a:\n  - b\n', 'a:\n  - b\n  - x: 1\n    y: 2\n'],
    ['it is not', 'a:\n- b\n', 'a:\n- b\n- x: 1\n  y: 2\n'],
    ['no line ends the file', 'a:\n  - b', 'a:\n  - b\n  - x: 1\n    y: 2\n'],
    ['lines end as on Windows', 'a:\r\n  - b\r\nc: 1\r\n', 'a:\r\n  - b\r\n  - x: 1\r\n    y: 2\r\nc: 1\r\n'],
    ['comments stand around', 'a: # 1\n  - b # 2\n# 3\nc: 1\n', 'a: # 1\n  - b # 2\n  - x: 1\n    y: 2\n# 3\nc: 1\n'],
    ['an alias is used', 'z: &z 1\na:\n  - *z\n', 'z: &z 1\na:\n  - *z\n  - x: 1\n    y: 2\n'],
    [
      'the last item is a text of lines',
      'a:\n  - |\n    b\n\nc: 1\n',
      'a:\n  - |\n    b\n  - x: 1\n    y: 2\n\nc: 1\n',
    ],
  ])('goes to the end: %s', (_, before, after) => {
    expect(added(before)).toBe(after);
  });

  it('goes to the end of a map', () => {
    expect(added('b: 1\n', [], 'x: 1\n')).toBe('b: 1\nx: 1\n');
  });

  it.each([
    ['a list in brackets', 'a: [b]\n'],
    ['no list', 'a: b\n'],
    ['no such key', 'b: 1\n'],
    ['what does not parse', 'a: [\n'],
    ['an empty file', ''],
    ['a tab', 'a:\n\t- b\n'],
  ])('is not added to %s', (_, text) => {
    expect(added(text)).toBeUndefined();
  });

  it('takes no key twice', () => {
    expect(added('x: 0\n', [], 'x: 1\n')).toBeUndefined();
  });
});
