import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { KEY_SHAPES, SecretFinder } from '../seeded-keys.js';
import { movingRepository, SYNTAXES, stubbornRepository } from '../seeded-repository.js';
import { runGit, temporaryDirectory, temporaryRepository } from '../temporary.js';
import { runCli } from './run-cli.js';

const MOVES = movingRepository();
const STAYS = stubbornRepository();
const finder = new SecretFinder([...MOVES.secrets, ...STAYS.secrets]);

/** Whether anything of a secret stands in one of these, which all have to say something. */
function expectNone(outputs: Record<string, string>): void {
  const found = Object.entries(outputs).map(([name, text]) => [
    name,
    text === '' ? ['nothing at all'] : finder.find(text),
  ]);
  expect(Object.fromEntries(found.filter(([, left]) => left?.length))).toEqual({});
}

function filesIn(directory: string): Record<string, string> {
  const entries = readdirSync(directory, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = entries.map((entry) => join(entry.parentPath, entry.name));
  return Object.fromEntries(paths.map((path) => [path.slice(directory.length + 1), readFileSync(path, 'utf8')]));
}

describe('what is looked for', () => {
  it('53: is found: each of twelve shapes of key and more, in each of ten syntaxes and more', () => {
    expect(KEY_SHAPES.length).toBeGreaterThanOrEqual(12);
    expect(Object.keys(SYNTAXES).length).toBeGreaterThanOrEqual(10);
    for (const { files, secrets } of [MOVES, STAYS]) {
      const texts = Object.entries(files).map(
        ([path, content]) => `${path}\n${content.toString('utf8')}\n${content.toString('utf16le')}`,
      );
      const found = finder.find(texts.join('\n'));
      expect([...secrets.keys()].filter((name) => !found.includes(name))).toEqual([]);
    }
  });

  it('53: is found in every encoding, and by eight of its characters', () => {
    const secret = 'Zq81xK-p+a/ss&w0<rd>"9\'kL';
    const one = new SecretFinder([['one', secret]]);
    for (const text of [
      secret.slice(3, 11),
      Buffer.from(secret).toString('hex'),
      ...['', 'u', 'me'].map((before) => Buffer.from(before + secret).toString('base64')),
      encodeURIComponent(secret),
      JSON.stringify(secret),
      'w0&lt;rd&gt;&quot;9&apos;kL',
      'w0&#60;rd&#62;&#34;9&#39;kL',
    ])
      expect(one.find(`a ${text} b`), text).not.toEqual([]);
    expect(one.find(secret.slice(3, 10))).toEqual([]);
  });
});

describe.each([
  ['moves', MOVES],
  ['stays', STAYS],
])('53, 54, 55: of a repository that %s no key, nor eight characters of one,', (which, { files }) => {
  it('stands in any view', () => {
    const root = temporaryRepository(files);
    const out = temporaryDirectory();
    const temporary = temporaryDirectory();
    const formats = ['pretty', 'json', 'ndjson', 'sarif', 'github', 'gitlab', 'junit', 'rdjson', 'markdown', 'html'];
    const { code, stdout, stderr } = runCli(
      root,
      [
        ...['--verbose', '--debug', '--docs', '--report', join(out, 'report.json'), '--patch', join(out, 'p.patch')],
        ...formats.flatMap((name) => ['--format', `${name}=${join(out, name)}`]),
      ],
      {
        GITHUB_ACTIONS: 'true',
        GITHUB_WORKSPACE: root,
        GITHUB_STEP_SUMMARY: join(out, 'summary'),
        GITHUB_OUTPUT: join(out, 'output'),
        TMPDIR: temporary,
      },
    );
    expect(code, stderr).toBe(0);
    const { 'p.patch': patch = '', ...outputs } = filesIn(out);
    expect(Object.keys(outputs).sort()).toEqual([...formats, 'output', 'report.json', 'summary'].sort());
    expectNone({ ...outputs, stdout, stderr, patch: `a patch: ${patch}` });
    for (const name of [...formats, 'report.json', 'p.patch'])
      expect(statSync(join(out, name)).mode & 0o777, `63: ${name}`).toBe(0o600);
    expect(readdirSync(temporary)).toEqual([]);
    const shown = [...stdout.matchAll(/^\+\+\+ b\/([^/\n]*)/gm)].map(([, directory]) => directory);
    if (which === 'moves') expect([...new Set(shown)].length).toBeGreaterThan(12);
  });

  it('stands in what is said', () => {
    const root = temporaryRepository(files);
    runGit(root, 'rm', '-q', '-r', '--cached', '.');
    runGit(root, 'commit', '-q', '-m', 'Nothing');
    runGit(root, 'add', '-A', '-f');
    const runs = [
      ['--check'],
      ['--quiet', '--env', 'keep', '--docs'],
      ['--staged', '--verbose'],
      ['--json', '--debug', '--responses', 'chat'],
      ['--explain', 'quoted/model.js:3'],
      ['--explain', 'js/legacy.js:2'],
      ['--print-config'],
    ].map((args) => [args.join(' '), runCli(root, args)] as const);
    expectNone(Object.fromEntries(runs.map(([args, { stdout, stderr }]) => [args, stdout + stderr])));
  });
});

describe('what is written', () => {
  it('53, 60, 63: no key goes to another place, into a name of what is kept, or into what is said of it', () => {
    const root = temporaryRepository(MOVES.files);
    const edits = join(temporaryDirectory(), 'e.json');
    const before = filesIn(root);
    const runs = [
      ['--write', '--docs', '--verbose'],
      ['undo', '--list'],
      ['undo', '--json'],
      ['--edits', edits, '--docs', '--quiet'],
      ['apply', edits],
      ['--write'],
    ].map((args) => {
      const { code, stdout, stderr } = runCli(root, args);
      expect(code, stderr).toBe(0);
      return [args.join(' '), stdout + stderr];
    });
    expectNone({ ...Object.fromEntries(runs), edits: readFileSync(edits, 'utf8') });

    const after = filesIn(root);
    const isKept = (path: string) => path.startsWith('.git/');
    const kept = Object.keys(after).filter((path) => path.startsWith('.git/migrate-to-holysheep/'));
    expect(kept.length).toBeGreaterThan(0);
    expectNone({ names: Object.keys(after).join('\n') });
    expectNone(
      Object.fromEntries(kept.filter((path) => /journal/.test(path)).map((path) => [path, after[path] ?? ''])),
    );
    for (const path of kept) expect(statSync(join(root, path)).mode & 0o777, path).toBe(0o600);
    for (const [path, text] of Object.entries(after)) {
      if (isKept(path)) continue;
      expect(path in before, path).toBe(true);
      const had = finder.find(before[path] ?? '');
      expect(
        finder.find(text).filter((secret) => !had.includes(secret)),
        path,
      ).toEqual([]);
      const renamed = text.split('\n').filter((line) => /HOLYSHEEP_\w*KEY\w*["']?\s*[=:]/.test(line));
      expect(finder.find(renamed.join('\n')), path).toEqual([]);
    }
  });
});

describe('53, 55: when something fails, no key', () => {
  const [{ key, body }] = [KEY_SHAPES[1]?.make('failures') ?? { key: '', body: '' }];
  const own = new SecretFinder([['the key', body]]);
  const app = `import OpenAI from 'openai';\nconst client = new OpenAI({ apiKey: '${key}' });\nexport const ask = () => client.chat.completions.create({ model: 'gpt-4o', messages: [] });\n`;
  const expectSaid = (args: string[], said: string, env: Record<string, string> = {}) => {
    const root = temporaryRepository({ 'a.js': app, [`${key}.txt`]: 'openai\n' });
    writeFileSync(join(root, `${key}.js`), app);
    const { code, stdout, stderr } = runCli(root, args, env);
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining(said) });
    expect(own.find(stdout + stderr)).toEqual([]);
  };

  it.each([
    [[key], 'does not exist'],
    [['--key-env', key], 'name of a variable'],
    [[`--${key}`], 'unknown option'],
    [['--format', key], 'must be one of'],
    [['--baseline', key], 'could not be read'],
    [['--config', key], ''],
    [['--explain', key], 'FILE:LINE'],
    [['apply', key], 'could not be read'],
    [['undo', key], 'does not exist'],
    [['explain', key], 'There is no finding'],
    [['--transform', key], 'could not be loaded'],
    [['--report', `a.js/${key}`], 'could not be written'],
    [['--patch', `a.js/${key}`], 'could not be written'],
    [['--write'], 'not committed'],
    [['--write', '--json'], 'not committed'],
  ])('is quoted from the command line or a name: %#', (args, said) => {
    expectSaid(args, said);
  });

  it.each([
    ["throw new Error('with ' + SOURCE)", 'failed on'],
    ["throw 'with ' + SOURCE", 'failed on'],
    ["return SOURCE + '= ='", 'does not parse'],
  ])('is quoted by a transform that does: %s', (text, said) => {
    const transform = join(temporaryDirectory(), 't.cjs');
    writeFileSync(transform, `module.exports = ({ source: SOURCE }) => { ${text} };`);
    expectSaid(['--transform', transform], said);
  });

  it.each([
    ["fs.fsyncSync = () => { throw new Error('at ' + key, { cause: new Error(key) }); };", '--debug'],
    ["fs.fsyncSync = () => { throw new Error('at ' + key); };", '--json'],
    [
      "fs.fsyncSync = () => { throw Object.assign(new Error(''), { name: key, stack: key + '\\n at ' + key }); };",
      '--debug',
    ],
    ['fs.fsyncSync = () => { throw key; };', '--debug'],
    ['fs.fsyncSync = () => setImmediate(() => { throw new Error(key); });', '--debug'],
    ['fs.fsyncSync = () => Promise.reject(key);', '--debug'],
  ])('stands in an error of our own, nor in its stack: %s', (fault, flag) => {
    const preload = join(temporaryDirectory(), 'p.mjs');
    writeFileSync(
      preload,
      `import fs from 'node:fs';\nimport { syncBuiltinESMExports } from 'node:module';\nconst key = ${JSON.stringify(key.slice(0, 9))} + ${JSON.stringify(key.slice(9))};\n${fault}\nsyncBuiltinESMExports();\n`,
    );
    expectSaid(['--write', '--allow-dirty', flag], 'This is a bug', { NODE_OPTIONS: `--import ${preload}` });
  });
});
