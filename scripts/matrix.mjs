// `npm run matrix`: runs every application of fixtures/e2e, the large ones too, as it is, migrated and after text replacement, against the
// strict loopback server, and prints what came out. Talks on stderr, but for the table.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { matrixTable } from './matrix-table.mjs';
import { ready, root } from './ready.mjs';

const node = (args) => spawnSync(process.execPath, args, { cwd: root, stdio: ['ignore', 2, 2] }).status ?? 1;

process.env.E2E_LARGE = '1';
ready();
for (const script of ['python-environments.mjs', 'javascript-packages.mjs'])
  if (node([join(root, 'scripts', script)]) !== 0) process.exit(2);
const scratch = mkdtempSync(join(tmpdir(), 'holysheep-matrix-'));
try {
  const out = join(scratch, 'results.json');
  process.exitCode = node([
    ...[
      join(root, 'node_modules/vitest/vitest.mjs'),
      'run',
      'test/e2e/apps.test.ts',
      'test/e2e/python.test.ts',
      'test/e2e/evaluate.test.ts',
    ],
    ...['--reporter=dot', '--reporter=json', `--outputFile.json=${out}`],
  ]);
  const results = JSON.parse(readFileSync(out, 'utf8')).testResults.flatMap((file) => file.assertionResults);
  const of = (app) => results.filter((one) => one.ancestorTitles.at(-1) === app);
  const isFine = (app, title) =>
    of(app)
      .filter((one) => one.title.startsWith(title))
      .every(({ status }) => status === 'passed');
  // What did not run at all is no success.
  process.stdout.write(matrixTable((app, title) => of(app).length > 0 && isFine(app, title)));
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
