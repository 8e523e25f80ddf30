import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { commitAll, runGit, temporaryDirectory } from '../temporary.js';
import { APP } from './run-cli.js';
import { canTrace, NOT_TRACED, runTraced } from './traced.js';

const PYTHON = `from openai import OpenAI
client = OpenAI()
answer = client.chat.completions.create(model="gpt-4o", messages=[])
`;
const HOOKS = [
  'pre-commit',
  'post-checkout',
  'post-index-change',
  'pre-push',
  'fsmonitor-watchman',
  'reference-transaction',
];
const FILTER = ['clean', 'smudge', 'process'];
const PROGRAMS = [
  'core.fsmonitor',
  'core.sshCommand',
  'core.pager',
  'core.editor',
  'core.askPass',
  'diff.external',
  'diff.evil.textconv',
  'diff.evil.command',
  'merge.evil.driver',
  'credential.helper',
  'gpg.program',
  'pager.ls-files',
  'alias.ls-files',
];

/** A repository in which all that could be run makes the file `canary`. */
function hostileRepository(): { root: string; canary: string } {
  const canary = join(temporaryDirectory(), 'canary');
  const script = `#!/bin/sh\ntouch ${canary}\n`;
  const commonJs = `require('node:fs').writeFileSync(${JSON.stringify(canary)}, __filename);\nmodule.exports = {};\n`;
  const module = `import { writeFileSync } from 'node:fs';\nwriteFileSync(${JSON.stringify(canary)}, import.meta.url);\nexport default {};\n`;
  const python = `open(${JSON.stringify(canary)}, "w").close()\n`;
  const configuration = Object.fromEntries(
    [
      '.holysheeprc',
      'holysheep.config',
      'babel.config',
      '.babelrc',
      'vite.config',
      'eslint.config',
      'prettier.config',
      'lint-staged.config',
    ].flatMap((name) => [
      [`${name}.js`, commonJs],
      [`${name}.cjs`, commonJs],
      [`${name}.mjs`, module],
      [`${name}.ts`, module],
    ]),
  );
  const packages = Object.fromEntries(
    ['openai', 'typescript', 'ts-morph', 'oxc-parser', 'jscodeshift', 'globby', 'migrate-to-holysheep', 'evil'].flatMap(
      (name) => [
        [`node_modules/${name}/package.json`, JSON.stringify({ name, version: '1.0.0', main: 'index.js' })],
        [`node_modules/${name}/index.js`, commonJs],
      ],
    ),
  );
  const root = temporaryDirectory({
    ...configuration,
    ...packages,
    'app.ts': APP.replace('(content)', '(content: string)'),
    'app.py': PYTHON,
    'sitecustomize.py': python,
    'setup.py': `import openai\n${python}`,
    'conftest.py': `import openai\n${python}`,
    'notebook.ipynb': JSON.stringify({
      nbformat: 4,
      nbformat_minor: 5,
      metadata: {},
      cells: [
        { cell_type: 'code', metadata: {}, outputs: [], execution_count: null, source: `!touch ${canary}\n${PYTHON}` },
      ],
    }),
    Makefile: `export OPENAI_API_KEY := $(shell touch ${canary})\n`,
    'run.sh': `export OPENAI_API_KEY="$(touch ${canary})"\n`,
    '.env': `OPENAI_API_KEY=$(touch ${canary})\n`,
    'compose.yaml': `services:\n  app:\n    build: .\n    environment:\n      OPENAI_API_KEY: !!js/function "function () { require('fs').writeFileSync('${canary}', '') }"\n`,
    '.npmrc': `node-options=--require ${join('.', 'babel.config.cjs')}\nscript-shell=./evil.sh\nprefix=.\n`,
    'evil.sh': script,
    'tsconfig.json': JSON.stringify({
      extends: ['./evil.json', 'evil'],
      compilerOptions: {
        plugins: [{ name: './babel.config.cjs' }, { name: 'evil' }],
        typeRoots: ['node_modules'],
        types: ['evil'],
      },
    }),
    'evil.json': JSON.stringify({ compilerOptions: { plugins: [{ transform: './babel.config.cjs' }] } }),
    'package.json': JSON.stringify({
      name: 'app',
      scripts: Object.fromEntries(
        ['preinstall', 'install', 'postinstall', 'prepare', 'test'].map((name) => [name, './evil.sh']),
      ),
      dependencies: { openai: '^6.0.0' },
      babel: { plugins: ['evil'] },
      browserslist: ['extends evil'],
    }),
    '.gitattributes': '* filter=evil diff=evil merge=evil\n',
    ...Object.fromEntries(
      ['git', 'node', 'npm', 'npx', 'sh', 'python3', 'ps'].map((name) => [`node_modules/.bin/${name}`, script]),
    ),
  });
  for (const name of ['git', 'node', 'npm', 'npx', 'sh', 'python3', 'ps'])
    chmodSync(join(root, 'node_modules/.bin', name), 0o755);
  chmodSync(join(root, 'evil.sh'), 0o755);
  runGit(root, 'init', '-q');
  commitAll(root);
  writeFileSync(join(root, 'staged.ts'), APP);
  runGit(root, 'add', 'staged.ts');
  for (const name of PROGRAMS)
    runGit(root, 'config', name, name.startsWith('alias') ? `!${root}/evil.sh` : `${root}/evil.sh`);
  for (const name of FILTER) runGit(root, 'config', `filter.evil.${name}`, `${root}/evil.sh`);
  for (const hook of HOOKS) {
    const path = join(root, '.git/hooks', hook);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, script, { mode: 0o755 });
  }
  return { root, canary };
}

const MODES: readonly (readonly string[])[] = [
  ['.'],
  ['.', '--json', '--docs', '--env-files'],
  ['.', '--check'],
  ['.', '--staged', '--check'],
  ['.', '--typecheck', '--json'],
  [
    '.',
    '--format',
    'html=REPORTS/a.html',
    '--format',
    'sarif=REPORTS/a.sarif',
    '--report',
    'REPORTS/a.json',
    '--patch',
    'REPORTS/a.patch',
  ],
  ['.', '--write', '--allow-dirty', '--env-files', '--typecheck'],
  ['undo'],
];

describe('a hostile repository', () => {
  it.skipIf(!canTrace)(
    `44, 62, 64, 95: runs nothing, reaches no network, and nothing is written outside of it, in every mode${canTrace ? '' : NOT_TRACED}`,
    { timeout: 300_000 },
    () => {
      const { root, canary } = hostileRepository();
      const reports = temporaryDirectory();
      const env = {
        PATH: `.:node_modules/.bin:${process.env.PATH}`,
        GITHUB_ACTIONS: '',
        XDG_STATE_HOME: join(reports, 'state'),
      };
      const git = runTraced(root, ['.', '--no-config'], env).executed.find((path) => path.endsWith('/git')) ?? '';
      // A program that is the tool's own configuration is refused.
      expect(runTraced(root, ['.'], env).code).toBe(2);
      const ours = [process.execPath, git];
      expect(git).not.toContain(root);
      for (const mode of MODES) {
        const noConfig = mode[0] === 'undo' ? [] : ['--no-config'];
        const args = [...mode.map((one) => one.replace('REPORTS', reports)), ...noConfig];
        const { code, stderr, executed, written, network } = runTraced(root, args, env);
        const said = args.join(' ');
        expect([0, 1], `${said}: ${stderr}`).toContain(code);
        expect(network, said).toEqual([]);
        expect(
          [...new Set(executed)].filter((path) => !ours.includes(path)),
          said,
        ).toEqual([]);
        const isOurs = (path: string) =>
          path === '/dev/null' || path.startsWith(`${root}/`) || path.startsWith(`${reports}/`);
        expect(
          written.filter((path) => !isOurs(path)),
          said,
        ).toEqual([]);
        expect(existsSync(canary), said).toBe(false);
      }
      expect(readFileSync(join(root, 'app.py'), 'utf8')).toBe(PYTHON);
    },
  );
});
