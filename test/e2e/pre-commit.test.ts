import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isWithoutPython, MAKING, pythonOf } from './python-app.js';

/** npm installs all that the tool is built with. */
const INSTALLING = 600_000;
const PROJECT = fileURLToPath(new URL('../..', import.meta.url));
const APP = `import OpenAI from 'openai';

export const client = new OpenAI();
export const ask = (messages) => client.chat.completions.create({ model: 'gpt-4o', messages });
`;
/** What is said of it. */
const FOUND = 'chat.js\n    3:23  Moves to';

describe.skipIf(isWithoutPython)('pre-commit', () => {
  let home: string;
  let root: string;
  let precommit: (...args: string[]) => { status: number | null; stdout: string };
  let env: NodeJS.ProcessEnv;

  const git = (...args: string[]) =>
    spawnSync('git', ['-c', 'user.name=x', '-c', 'user.email=x@example.com', ...args], { cwd: root, encoding: 'utf8' });

  beforeAll(async () => {
    const python = await pythonOf('pre-commit');
    home = mkdtempSync(join(tmpdir(), 'pre-commit-'));
    root = join(home, 'repository');
    env = { ...process.env, PRE_COMMIT_HOME: join(home, 'cache'), NO_COLOR: '1' };
    precommit = (...args) => {
      const parameters = ['-m', 'pre_commit', ...args];
      const { status, stdout, stderr } = spawnSync(python, parameters, { cwd: root, env, encoding: 'utf8' });
      return { status, stdout: stdout + stderr };
    };
    spawnSync('git', ['init', '-q', root]);
    writeFileSync(join(root, 'chat.js'), APP);
    writeFileSync(join(root, 'other.js'), 'export {};\n');
    git('add', '-A');
  }, MAKING);

  afterAll(() => rmSync(home, { recursive: true, force: true }));

  // Each try installs anew: one of them finds something, the other nothing.
  test.each([
    ['false', 'chat.js', 1, FOUND],
    ['true', 'other.js', 0, 'Passed'],
  ])(
    'runs the hook of this repository, where npm ignores scripts: %s',
    (ignored, file, code, said) => {
      env.npm_config_ignore_scripts = ignored;
      env.PRE_COMMIT_HOME = join(home, `try-${ignored}`);
      const { status, stdout } = precommit('try-repo', PROJECT, 'migrate-to-holysheep', '--files', file);
      expect(stdout).toContain(said);
      expect(status).toBe(code);
    },
    INSTALLING,
  );

  test.each(['false', 'true'])(
    'runs the package, where npm ignores scripts: %s',
    (ignored) => {
      env.npm_config_ignore_scripts = ignored;
      env.PRE_COMMIT_HOME = join(home, `package-${ignored}`);
      const parameters = ['pack', '--ignore-scripts', '--json', '--pack-destination', home];
      const packed = spawnSync('npm', parameters, { cwd: PROJECT, encoding: 'utf8' });
      const [{ filename }] = JSON.parse(packed.stdout);
      writeFileSync(join(root, '.pre-commit-config.yaml'), JSON.stringify(configFor(join(home, filename))));
      writeFileSync(join(root, 'chat.js'), APP);
      git('add', '-A');
      const { status, stdout } = precommit('run');
      expect(stdout).toContain(FOUND);
      expect(status).toBe(1);
      writeFileSync(join(root, 'chat.js'), 'export {};\n');
      git('add', '-A');
      expect(precommit('run').status).toBe(0);
      writeFileSync(join(root, 'chat.js'), APP);
      git('add', '-A');
    },
    INSTALLING,
  );
});

/** As in docs/hooks.md. */
function configFor(dependency: string) {
  const name = { id: 'migrate-to-holysheep', name: 'migrate-to-holysheep' };
  const entry = { entry: 'migrate-to-holysheep --check --', language: 'node', types: ['text'], require_serial: true };
  return { repos: [{ repo: 'local', hooks: [{ ...name, ...entry, additional_dependencies: [dependency] }] }] };
}
