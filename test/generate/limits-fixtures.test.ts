import { execFileSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { PROFILES, type Profile } from '../../src/catalog/profile.js';
import { moduleText } from '../../src/generate/limits/module-text.js';
import { runCli } from '../cli/run-cli.js';
import { temporaryDirectory, temporaryRepository } from '../temporary.js';

const FIXTURES = fileURLToPath(new URL('../../fixtures/limits', import.meta.url));
const MODULES = fileURLToPath(new URL('../../node_modules', import.meta.url));
const isUpdating = process.env.UPDATE_FIXTURES === '1';
const RATE = ['--per-second', '30', '--concurrency', '8'];

function filesIn(folder: string): Record<string, string> {
  const paths = (readdirSync(folder, { recursive: true }) as string[]).filter(
    (path) => !/^\.git(?:[\\/]|$)/.test(path),
  );
  const files = paths.filter((path) => statSync(join(folder, path)).isFile()).sort();
  return Object.fromEntries(files.map((path) => [path, readFileSync(join(folder, path), 'utf8')]));
}

test.each(readdirSync(FIXTURES))('%s', (name) => {
  const input = filesIn(join(FIXTURES, name, 'input'));
  const root = temporaryRepository(input);
  const limits = (...flags: string[]) => runCli(root, ['limits', '--no-config', ...RATE, '--json', ...flags]);

  const shown = limits();
  expect([shown.code, shown.stderr, filesIn(root)]).toEqual([0, '', input]);
  const written = limits('--write');
  expect([written.code, written.stderr]).toEqual([0, '']);
  const { modules, limited, left } = JSON.parse(written.stdout) as Record<string, unknown[]>;
  const folder = join(FIXTURES, name);
  if (isUpdating) {
    rmSync(join(folder, 'expected'), { recursive: true, force: true });
    for (const [path, text] of Object.entries(filesIn(root))) {
      mkdirSync(dirname(join(folder, 'expected', path)), { recursive: true });
      if (modules?.length) writeFileSync(join(folder, 'expected', path), text);
    }
    if (!modules?.length) rmSync(join(folder, 'expected'), { recursive: true, force: true });
    writeFileSync(join(folder, 'report.json'), `${JSON.stringify({ modules, limited, left }, null, 2)}\n`);
  }
  expect({ modules, limited, left }).toEqual(JSON.parse(readFileSync(join(folder, 'report.json'), 'utf8')));
  const expected = join(folder, 'expected');
  expect(filesIn(root)).toEqual(existsSync(expected) ? filesIn(expected) : input);

  // A second run has nothing to do, and what is written needs no migration.
  const before = filesIn(root);
  const again = limits('--write', '--allow-dirty');
  expect([again.code, JSON.parse(again.stdout).changes, filesIn(root)]).toEqual([0, [], before]);
  if (modules?.length === 0) return;
  const check = runCli(root, ['--no-config', '--json']);
  expect(JSON.parse(check.stdout).summary).toMatchObject({ rewrite: 0, review: 0 });
  expect(runCli(root, ['undo'])).toMatchObject({ code: 0 });
  expect(filesIn(root)).toEqual(input);
});

test('a file of somebody else’s is not written over', () => {
  const folder = join(FIXTURES, 'typescript/input');
  const root = temporaryRepository({ ...filesIn(folder), 'holysheep-limits.ts': 'export const mine = 1;\n' });
  const { code, stderr } = runCli(root, ['limits', '--no-config', ...RATE, '--write']);
  expect([code, stderr]).toEqual([2, expect.stringContaining('holysheep-limits.ts is there already')]);
});

test.each([
  [[], 'say what the gateway takes: --per-second or --per-minute'],
  [['--per-second', '1', '--per-minute', '2'], 'say what the gateway takes'],
  [['--per-second', '0'], 'It must be a number above 0'],
  [['--per-second', '-3'], 'It must be a number above 0'],
  [['--per-second', '3', '--concurrency', '1.5'], 'It must be a whole number above 0'],
  [['--per-second', '3', 'a', 'b'], 'too many arguments'],
])('limits %s is refused', (flags, why) => {
  const { code, stderr } = runCli(temporaryDirectory(), ['limits', ...flags]);
  expect([code, stderr]).toEqual([2, expect.stringContaining(why)]);
});

test('the CommonJS module loads, and sends', () => {
  const root = temporaryDirectory({
    'limits.cjs': moduleText('commonjs', PROFILES.holysheep as Profile, { requests: 90, seconds: 60 }),
    'app.cjs': `const { limitFetch, limitedFetch, MAX_RETRIES } = require('./limits.cjs');
limitFetch({}, async () => new Response('sent'))('https://gateway.test').then(async (answer) =>
  console.log(await answer.text(), typeof limitedFetch, MAX_RETRIES));
`,
  });
  cpSync(join(MODULES, 'p-queue'), join(root, 'node_modules/p-queue'), { recursive: true });
  for (const name of ['eventemitter3', 'p-timeout']) symlinkSync(join(MODULES, name), join(root, 'node_modules', name));
  const printed = execFileSync(process.execPath, ['app.cjs'], {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  expect(printed).toBe('sent function 5\n');
});
