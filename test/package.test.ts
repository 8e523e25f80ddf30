import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
const project = mkdtempSync(join(tmpdir(), 'package-test-'));
const APP = `import OpenAI from 'openai';

const client = new OpenAI();

export async function answer(question) {
  const completion = await client.chat.completions.create({
    model: 'gpt-4o',
    messages: [{ role: 'user', content: question }],
  });
  return completion.choices[0].message.content;
}
`;

/** npm hands its own settings down to the scripts it runs; a user's npm has none of them. */
const env = Object.fromEntries(
  Object.entries(process.env).filter(
    ([name]) => !/^(npm_(lifecycle|package|command|config_local)|INIT_CWD)/.test(name),
  ),
);

function run(command: string, args: readonly string[], cwd = project) {
  const isWindows = process.platform === 'win32';
  return spawnSync(command, args, { cwd, env, encoding: 'utf8', shell: isWindows, stdio: ['ignore', 'pipe', 'pipe'] });
}

function snapshot() {
  const entries = readdirSync(join(project, 'repo'), { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => {
      const path = join(parentPath, name);
      return [path, readFileSync(path, 'utf8')];
    });
}

function expectPreview({ status, stdout, stderr }: ReturnType<typeof run>) {
  expect(stdout, stderr).toContain('-const client = new OpenAI();');
  expect(stdout).toMatch(/^\+.*HOLYSHEEP_API_KEY/m);
  expect(stdout).toMatch(/^\+\s*model: 'deepseek-/m);
  expect(status).toBe(0);
}

describe('the published package', () => {
  let files: string[];

  beforeAll(() => {
    mkdirSync(join(project, 'repo'));
    writeFileSync(join(project, 'repo/app.js'), APP);
    writeFileSync(join(project, 'repo/package.json'), '{ "type": "module", "dependencies": { "openai": "^6.0.0" } }\n');
    writeFileSync(join(project, 'package.json'), '{ "private": true }\n');

    const packed = run('npm', ['pack', '--ignore-scripts', '--json', '--pack-destination', project], root);
    expect(packed.status, packed.stderr).toBe(0);
    const [tarball] = JSON.parse(packed.stdout);
    files = tarball.files.map((file: { path: string }) => file.path);
    const flags = ['--ignore-scripts', '--prefer-offline', '--no-audit', '--no-fund', '--no-package-lock'];
    const installed = run('npm', ['install', ...flags, `./${tarball.filename}`]);
    expect(installed.status, installed.stderr).toBe(0);
  });

  afterAll(() => rmSync(project, { recursive: true, force: true }));

  test('holds what runs and what a user reads, nothing else', () => {
    const allowed = /^(bin|dist|man|schema)\/|^(package\.json|README\.md|LICENSE)$/;
    expect(files.filter((path) => !allowed.test(path))).toEqual([]);
    expect(files).toEqual(
      expect.arrayContaining([
        'bin/migrate-to-holysheep.js',
        'dist/cli.js',
        'dist/jscodeshift.cjs',
        'man/migrate-to-holysheep.1',
      ]),
    );
  });

  test('runs nothing when it is installed', () => {
    const path = join(project, 'node_modules/migrate-to-holysheep/package.json');
    const { scripts } = JSON.parse(readFileSync(path, 'utf8'));
    for (const name of ['preinstall', 'install', 'postinstall']) expect(scripts).not.toHaveProperty(name);
  });

  test('previews a migration through npx and writes nothing', () => {
    const before = snapshot();
    expectPreview(run('npx', ['--no', '--', 'migrate-to-holysheep', './repo']));
    expect(snapshot()).toEqual(before);
  });

  test('is a transform for jscodeshift', () => {
    const transform = 'node_modules/migrate-to-holysheep/dist/jscodeshift.cjs';
    const { stdout, stderr } = run('npx', [
      '--no',
      '--',
      'jscodeshift',
      '--dry',
      '--print',
      '-t',
      transform,
      'repo/app.js',
    ]);
    expect(stdout, stderr).toContain('HOLYSHEEP_API_KEY');
    expect(stdout).toContain('1 ok');
  });

  test('runs from a checkout with paths as its caller means them', () => {
    const before = snapshot();
    expectPreview(run('npm', ['--prefix', root, 'start', '--', './repo']));
    expect(snapshot()).toEqual(before);
    expect(existsSync(join(project, 'dist'))).toBe(false);
  });
});
