import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { PrintConfigOptions } from '../../../src/cli/config/print-config.js';
import { parseArguments } from '../../../src/cli/options.js';
import { temporaryDirectory, temporaryRepository, writeFiles } from '../../temporary.js';
import { runCli } from '../run-cli.js';

const PROJECT = '.holysheeprc.json';
const USER = 'migrate-to-holysheep/config.json';

/** What `--print-config` says, with these files in the repository and in the user's own folder. */
async function printed(
  project: Record<string, string>,
  { user = {}, flags = [], environment = {}, folder = '.' }: Setup = {},
): Promise<PrintConfigOptions['values']> {
  const root = temporaryRepository(project);
  const home = temporaryDirectory(user);
  const { options, mistake } = await parse(join(root, folder), flags, { XDG_CONFIG_HOME: home, ...environment });
  expect(mistake).toBeUndefined();
  return (options as PrintConfigOptions).values;
}

interface Setup {
  user?: Record<string, string>;
  flags?: string[];
  environment?: Record<string, string>;
  folder?: string;
}

async function parse(root: string, flags: readonly string[], environment: Record<string, string>) {
  const parsed = await parseArguments([root, '--print-config', ...flags], environment);
  return { options: parsed.options, mistake: parsed.exitCode === undefined ? undefined : parsed.mistake };
}

/** A value for each layer, each as that layer spells it. The value of a layer is what is expected of it. */
const KEYS: [key: string, flags: string[], variable: string, project: unknown, user: unknown, values: unknown[]][] = [
  [
    'profile',
    ['--profile', 'deepseek'],
    'deepseek',
    'deepseek',
    'deepseek',
    ['deepseek', 'deepseek', 'deepseek', 'deepseek', 'holysheep'],
  ],
  ['model', ['--model', 'a'], 'b', 'c', 'd', ['a', 'b', 'c', 'd', 'deepseek-v3.2']],
  [
    'baseUrl',
    ['--base-url', 'http://a/v1'],
    'http://b/v1',
    'http://c/v1',
    'http://d/v1',
    ['http://a/v1', 'http://b/v1', 'http://c/v1', 'http://d/v1', 'https://api.holysheep.ai/v1'],
  ],
  ['keyEnv', ['--key-env', 'A'], 'B', 'C', 'D', ['A', 'B', 'C', 'D', 'HOLYSHEEP_API_KEY']],
  ['env', ['--env', 'rename'], 'keep', 'rename', 'keep', ['rename', 'keep', 'rename', 'keep', 'rename']],
  [
    'modelMap',
    ['--model-map', 'a=1', '--model-map', 'b=2'],
    'c=3,d=4',
    { e: '5', f: '6' },
    { g: '7' },
    [['a=1', 'b=2'], ['c=3', 'd=4'], ['e=5', 'f=6'], ['g=7'], []],
  ],
  [
    'modelFor',
    ['--model-for', 'vision=gpt-4.1'],
    'n=gpt-4.1',
    { json_schema: 'gpt-4.1' },
    { vision: 'gpt-4.1', n: 'gpt-4.1' },
    [['vision=gpt-4.1'], ['n=gpt-4.1'], ['json_schema=gpt-4.1'], ['vision=gpt-4.1', 'n=gpt-4.1'], []],
  ],
  ['responses', ['--responses', 'chat'], 'keep', 'chat', 'keep', ['chat', 'keep', 'chat', 'keep', 'keep']],
  [
    'format',
    ['--format', 'html'],
    'sarif=a.sarif,json',
    'markdown',
    ['junit=b.xml'],
    [['html'], ['sarif=a.sarif', 'json'], ['markdown'], ['junit=b.xml'], []],
  ],
  ['ignore', ['--ignore', 'a/', '--ignore', 'b'], 'c,d', ['e'], 'f', [['a/', 'b'], ['c', 'd'], ['e'], ['f'], []]],
  ['failOn', ['--fail-on', 'never'], 'error', 'warning', 'never', ['never', 'error', 'warning', 'never', 'warning']],
  ['typecheck', ['--typecheck'], 'false', true, true, [true, false, true, true, false]],
  ['docs', ['--docs'], '0', true, true, [true, false, true, true, false]],
  ['color', ['--no-color'], 'true', false, false, [false, true, false, false, true]],
  ['progress', ['--no-progress'], 'true', false, false, [false, true, false, false, true]],
  ['pager', ['--no-pager'], 'true', false, false, [false, true, false, false, true]],
  ['quiet', ['--quiet'], 'false', true, true, [true, false, true, true, false]],
  ['verbose', ['--verbose'], 'false', true, true, [true, false, true, true, false]],
];

describe('85: what is set nearer counts', () => {
  it.each(KEYS)('%s', async (key, flags, variable, project, user, values) => {
    const environment = { [`HOLYSHEEP_MIGRATE_${key.replace(/[A-Z]/g, '_$&').toUpperCase()}`]: variable };
    const files = { [PROJECT]: JSON.stringify({ [key]: project }) };
    const own = { [USER]: JSON.stringify({ [key]: user }) };
    const seen = [
      await printed(files, { user: own, environment, flags }),
      await printed(files, { user: own, environment }),
      await printed(files, { user: own }),
      await printed({}, { user: own }),
      await printed({}),
    ].map((all) => all[key]);
    expect(seen.map((one) => one?.value)).toEqual(values);
    expect(seen.map((one) => one?.source)).toEqual(['flag', 'environment', 'project', 'user', 'default']);
    expect(seen[1]?.place).toBe(Object.keys(environment)[0]);
    expect(seen[2]?.place).toMatch(/\.holysheeprc\.json:1$/);
    expect(seen[3]?.place).toMatch(/config\.json:1$/);
  });

  it('takes what only the user may set from the user, with paths from the folder of the file', async () => {
    const config = { allowDirty: true, allowNoVcs: true, envFiles: true, transform: ['t.js'], baseline: 'b.json' };
    const found = await printed({}, { user: { [USER]: JSON.stringify(config) } });
    for (const key of ['allowDirty', 'allowNoVcs', 'envFiles'])
      expect(found[key]).toMatchObject({ value: true, source: 'user' });
    expect(found.transform?.value).toEqual([expect.stringMatching(/^\/.*\/migrate-to-holysheep\/t\.js$/)]);
    expect(found.baseline?.value).toMatch(/^\/.*\/migrate-to-holysheep\/b\.json$/);
  });
});

describe('files', () => {
  it.each([
    [PROJECT, '{ // why\n "model": "x", }'],
    ['holysheep.config.json', '{ "$schema": "./schema.json", "model": "x" }'],
    ['.holysheeprc', '{ "model": "x" }'],
    ['.holysheeprc', 'model: x\n'],
    ['.holysheeprc.yaml', '# why\nmodel: "x"\n'],
    ['.holysheeprc.yml', 'model: x\n'],
    ['package.json', '{ "name": "a", "migrate-to-holysheep": { "model": "x" } }'],
  ])('%s: %s', async (name, text) => {
    expect((await printed({ [name]: text, 'a/b/c.js': '' }, { folder: 'a/b' })).model).toMatchObject({
      value: 'x',
      source: 'project',
    });
  });

  it('the nearest one counts, alone, and none above the repository', async () => {
    const project = { [PROJECT]: '{ "model": "x", "docs": true }', 'a/.holysheeprc': 'model: y', 'b/c.js': '' };
    expect(await printed(project, { folder: 'a' })).toMatchObject({ model: { value: 'y' }, docs: { value: false } });
    expect(await printed(project, { folder: 'b' })).toMatchObject({ model: { value: 'x' } });
    const above = temporaryDirectory({ [PROJECT]: '{ "model": "x" }', 'app/.git/HEAD': '', 'app/a.js': '' });
    const { options } = await parse(join(above, 'app'), [], {});
    expect((options as PrintConfigOptions).values.model).toMatchObject({ source: 'default' });
  });

  it('--config names another one, --no-config none', async () => {
    const other = join(temporaryDirectory({ 'other.json': '{ "model": "z" }' }), 'other.json');
    const project = { [PROJECT]: '{ "model": "x" }' };
    const user = { [USER]: '{ "docs": true }' };
    expect(await printed(project, { user, flags: ['--config', other] })).toMatchObject({
      model: { value: 'z' },
      docs: { value: true },
    });
    const environment = { HOLYSHEEP_MIGRATE_ENV: 'keep' };
    const none = await printed(project, { user, environment, flags: ['--no-config'] });
    expect(none).toMatchObject({ model: { source: 'default' }, docs: { value: false }, env: { value: 'keep' } });
  });

  it('a manifest that sets nothing is left alone, and so is a broken one', async () => {
    const manifest = '{ "devDependencies": { "migrate-to-holysheep": "^1.0.0" }';
    expect((await printed({ 'package.json': manifest, [PROJECT]: '{ "model": "x" }' })).model?.value).toBe('x');
  });

  it('a flag that goes elsewhere with the report goes before a format', async () => {
    const project = { [PROJECT]: '{ "format": "sarif" }' };
    expect((await printed(project, { flags: ['--json'] })).format).toMatchObject({ value: [], source: 'default' });
  });
});

describe('a run', () => {
  const APP = `import OpenAI from 'openai';\n\nconst client = new OpenAI();\nclient.chat.completions.create({ model: 'gpt-4o' });\n`;

  it('goes by it, and says nothing of the file itself', () => {
    const root = temporaryDirectory({
      'a.js': APP,
      'package.json': '{ "migrate-to-holysheep": { "modelMap": { "gpt-4o": "deepseek-r1" } } }',
    });
    writeFiles(root, { 'sub/.holysheeprc.yaml': 'modelMap:\n  gpt-4o: x\n' });
    const { code, stdout, stderr } = runCli(root, ['--json']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const { findings } = JSON.parse(stdout);
    expect([...new Set(findings.map((one: { file: string }) => one.file))]).toEqual(['a.js']);
    expect(findings.map((one: { message: string }) => one.message).join()).toContain('deepseek-r1');
  });

  it('prints a table for people', () => {
    const root = temporaryDirectory({ [PROJECT]: '{\n  "model": "x\\u202e",\n  "format": "json"\n}' });
    const { code, stdout, stderr } = runCli(root, ['--print-config'], { HOLYSHEEP_MIGRATE_DOCS: '1' });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^model +x\\u\{202e\} +project \(\.holysheeprc\.json:2\)$/m);
    expect(stdout).toMatch(/^docs +true +environment \(HOLYSHEEP_MIGRATE_DOCS\)$/m);
    expect(stdout).toMatch(/^env +rename +default$/m);
  });
});
