import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseArguments } from '../../../src/cli/options.js';
import { temporaryDirectory } from '../../temporary.js';
import { runCli } from '../run-cli.js';

async function mistakeIn(files: Record<string, string>, environment: Record<string, string> = {}): Promise<string> {
  const root = temporaryDirectory(files);
  return mistakeAt(root, environment);
}

async function mistakeAt(root: string, environment: Record<string, string> = {}): Promise<string> {
  const parsed = await parseArguments([root], { XDG_CONFIG_HOME: join(root, 'none'), ...environment });
  return parsed.exitCode === 2 ? (parsed.mistake?.message ?? '') : 'no mistake';
}

const JSON_FILE = '.holysheeprc.json';
const YAML_FILE = '.holysheeprc.yaml';

describe('65: a configuration that is not understood', () => {
  it.each([
    [JSON_FILE, '{\n  "modle": "x"\n}', ':2: There is no key "modle". Did you mean "model"?'],
    [JSON_FILE, '{ "nonsense": 1 }', ':1: There is no key "nonsense". Known are profile, '],
    [JSON_FILE, '{ "__proto__": { "model": "x" } }', ':1: There is no key "__proto__".'],
    [JSON_FILE, '{ "constructor": { "prototype": { "x": 1 } } }', ':1: There is no key "constructor".'],
    [JSON_FILE, '{\n"modelMap": {\n"__proto__": "x" } }', ':3: "__proto__" is no name.'],
    [YAML_FILE, 'modelMap:\n  constructor: x\n', ':2: "constructor" is no name.'],
    [JSON_FILE, '{ "model": "a",\n "model": "b" }', ':2: "model" is set twice.'],
    [JSON_FILE, '{ "model": 4 }', '"model" must be a text.'],
    [JSON_FILE, '{ "model": null }', '"model" must be a text.'],
    [JSON_FILE, '{ "model": ["a"] }', '"model" must be a text.'],
    [JSON_FILE, '{ "docs": "true" }', '"docs" must be true or false.'],
    [YAML_FILE, 'docs: yes\n', '"docs" must be true or false.'],
    [YAML_FILE, 'model: true\n', '"model" must be a text.'],
    [YAML_FILE, 'model:\n', '"model" must be a text.'],
    [JSON_FILE, '{ "modelMap": ["a=b"] }', '"modelMap" must be an object of texts.'],
    [JSON_FILE, '{ "modelMap": { "a": { "b": "c" } } }', '"modelMap" must be an object of texts.'],
    [JSON_FILE, '{ "format": { "json": true } }', '"format" must be a text, or a list of texts.'],
    [JSON_FILE, '{\n\n"env": "renam" }', ':3: "env" cannot be renam. Allowed choices are rename, keep.'],
    [JSON_FILE, '{ "baseUrl": "ftp://x" }', '"baseUrl" cannot be ftp://x. It must be an http(s) URL.'],
    [JSON_FILE, '{ "keyEnv": "A B" }', '"keyEnv" cannot be A B.'],
    [JSON_FILE, '{ "modelFor": { "sight": "gpt-4.1" } }', ":1: option '--model-for sight=gpt-4.1' is invalid."],
    [JSON_FILE, '[]', ':1: A configuration is an object'],
    [JSON_FILE, '{ "model": ', 'It does not parse'],
    [JSON_FILE, `{ "model": ${'['.repeat(100_000)}`, ''],
    [YAML_FILE, 'a: [', 'It does not parse'],
    [YAML_FILE, 'model: x\n---\nmodel: y\n', ':3: It does not parse: there is more than one document.'],
    [YAML_FILE, 'model: !!js/function "function () {}"\n', ':1: It does not parse: a tag stands in it.'],
    [YAML_FILE, 'modelMap: !!python/object {a: b}\n', 'a tag stands in it.'],
    [YAML_FILE, 'model: &a x\nkeyEnv: *a\n', ':2: It does not parse: an alias stands in it.'],
    [YAML_FILE, 'a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nd: [*c, *c]\n', 'an alias stands in it.'],
    [JSON_FILE, `{ "model": "${'x'.repeat(1024 * 1024)}" }`, 'cannot be read: 1.0 MiB.'],
    [JSON_FILE, '\u0000', 'cannot be read: binary.'],
    [
      'package.json',
      '{ "migrate-to-holysheep": { "write": true } }',
      'package.json:1: "write" is for the command line alone.',
    ],
    ['package.json', '{ "migrate-to-holysheep": {} ', 'It does not parse'],
    ['package.json', '{\n"migrate-to-holysheep": [] }', ':2: A configuration is an object'],
  ])('%s %.60s', async (name, text, expected) => {
    const mistake = await mistakeIn({ [name]: text });
    expect(mistake).toContain(name);
    expect(mistake).toContain(expected);
    expect(Object.prototype).not.toHaveProperty('model');
    expect({}).not.toHaveProperty('x');
  });

  it.each(['write', 'resume', 'staged', 'check', 'report', 'json', 'debug', 'config', 'explain'])(
    '"%s" is for the command line',
    async (key) => {
      expect(await mistakeIn({ [JSON_FILE]: `{ "${key}": true }` })).toContain(
        `"${key}" is for the command line alone.`,
      );
    },
  );

  it.each([
    ['transform', '"t.js"', 'since it runs code'],
    ['envFiles', 'true', 'since it changes files that git ignores'],
    ['allowDirty', 'true', 'since it takes a safeguard away'],
    ['allowNoVcs', 'true', 'since it takes a safeguard away'],
    ['format', '["sarif=x.sarif"]', 'may not name a file in a repository'],
    ['baseline', '"/etc/passwd"', 'must be a path relative'],
    ['baseline', '"C:\\\\x.json"', 'must be a path relative'],
    ['baseline', '"file:///etc/passwd"', 'must be a path relative'],
    ['ignore', '["a/../../b"]', 'cannot be a/../../b. It must stay in the repository.'],
    ['baseline', '"../b.json"', 'must stay in the folder'],
    ['baseline', '"a/../../b.json"', 'must stay in the folder'],
  ])('"%s": %s may not come from a repository', async (key, value, expected) => {
    const mistake = await mistakeIn({ [JSON_FILE]: `{\n  "${key}": ${value}\n}` });
    expect(mistake).toContain(`${JSON_FILE}:2: "${key}"`);
    expect(mistake).toContain(expected);
  });

  it.each(['.holysheeprc.js', '.holysheeprc.cjs', 'holysheep.config.ts', 'holysheep.config.mjs'])(
    '%s is not run',
    async (name) => {
      expect(await mistakeIn({ [name]: 'process.exit(7)' })).toContain(
        `${name} is a program. Write it as .holysheeprc.json.`,
      );
    },
  );

  it('two files are one too many', async () => {
    expect(await mistakeIn({ [JSON_FILE]: '{}', [YAML_FILE]: '' })).toMatch(/^Both .*\.json and .*\.yaml are there/);
    const manifest = '{ "migrate-to-holysheep": {} }';
    expect(await mistakeIn({ [JSON_FILE]: '{}', 'package.json': manifest })).toContain('Keep one of them.');
  });

  it('no link is followed out of the repository', async () => {
    const outside = temporaryDirectory({ 'x.json': '{ "model": "x" }' });
    const linked = temporaryDirectory();
    symlinkSync(join(outside, 'x.json'), join(linked, JSON_FILE));
    expect(await mistakeAt(linked)).toContain('cannot be read: symlink.');
    const baseline = temporaryDirectory({ [JSON_FILE]: '{ "baseline": "b.json" }' });
    symlinkSync(join(outside, 'x.json'), join(baseline, 'b.json'));
    expect(await mistakeAt(baseline)).toContain('"baseline" must stay in the folder');
  });

  it.each([
    [{ HOLYSHEEP_MIGRATE_MODLE: 'x' }, 'There is no variable HOLYSHEEP_MIGRATE_MODLE.'],
    [{ HOLYSHEEP_MIGRATE_WRITE: '1' }, 'There is no variable HOLYSHEEP_MIGRATE_WRITE.'],
    [{ HOLYSHEEP_MIGRATE_DOCS: 'yes' }, 'HOLYSHEEP_MIGRATE_DOCS must be true or false.'],
    [{ HOLYSHEEP_MIGRATE_ENV: 'no' }, 'HOLYSHEEP_MIGRATE_ENV: "env" cannot be no.'],
    [{ HOLYSHEEP_MIGRATE_DOCS: '' }, 'no mistake'],
  ])('%j', async (environment, expected) => {
    expect(await mistakeIn({}, environment)).toContain(expected);
  });

  it.each([
    ['baseUrl', 'https://gateway.test/v1', ['--base-url', 'https://gateway.test/v1']],
    ['keyEnv', 'DEPLOY_TOKEN', ['--key-env', 'HOLYSHEEP_API_KEY']],
  ])('"%s" from a repository does not say what verify sends, or where', async (key, value, flags) => {
    const root = temporaryDirectory({ [JSON_FILE]: JSON.stringify({ [key]: value }) });
    const environment = { XDG_CONFIG_HOME: join(root, 'none') };
    const refused = await parseArguments(['verify', root], environment);
    expect(refused.exitCode === 2 && refused.mistake?.message).toContain(
      `"${key}" may not come from a repository here`,
    );
    expect((await parseArguments(['verify', root, ...flags], environment)).options?.command).toBe('verify');
    // With a command nothing is sent.
    expect((await parseArguments(['verify', root, '--', 'npm', 'test'], environment)).options?.command).toBe('verify');
    expect((await parseArguments([root], environment)).options?.command).toBe('migrate');
  });

  it('3: ends a run with 2, says what to do, and shows no key', () => {
    const key = `sk-proj-${'NotARealKey0'.repeat(5)}`;
    const root = temporaryDirectory({ [JSON_FILE]: `{ "env": "${key}" }` });
    const { code, stdout, stderr } = runCli(root, ['--check', '--json']);
    expect(code).toBe(2);
    expect(stderr).toContain('Mend that, name another file with --config, or run with --no-config.');
    expect(JSON.parse(stdout)).toMatchObject({ error: { code: 'config' } });
    expect(stdout + stderr).not.toContain(key);
    expect(runCli(root, ['--check', '--config', 'gone.json'])).toMatchObject({ code: 2 });
  });
});
