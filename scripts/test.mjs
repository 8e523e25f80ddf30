// `npm test`: lint and format, types, tests, and what the tests of Python applications run in. Runs all whatever fails;
// arguments go to vitest.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ready, root } from './ready.mjs';

const STEPS = [
  ['node_modules/@biomejs/biome/bin/biome', 'check', '.'],
  ['node_modules/typescript/bin/tsc', '--noEmit'],
  ['scripts/python-environments.mjs'],
  ['scripts/javascript-packages.mjs'],
  ['node_modules/vitest/vitest.mjs', 'run', ...process.argv.slice(2)],
];

ready();
const failed = STEPS.filter(([script, ...args]) => {
  const options = { cwd: root, stdio: 'inherit' };
  return spawnSync(process.execPath, [join(root, script), ...args], options).status !== 0;
});
for (const [script, ...args] of failed) console.error(`failed: ${script} ${args.join(' ')}`);
process.exitCode = failed.length > 0 ? 1 : 0;
