import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { runGit, temporaryDirectory, temporaryRepository } from './temporary.js';

const bench = (name: string) => fileURLToPath(new URL(`../bench/${name}`, import.meta.url));

it('makes a monorepo out of copies, with an ignored node_modules', () => {
  const root = temporaryRepository({ 'a.ts': 'a', 'lib/b.ts': 'b' });
  const to = join(temporaryDirectory(), 'monorepo');
  execFileSync(process.execPath, [bench('make-monorepo.mjs'), to, root, '--files', '5'], { stdio: 'pipe' });
  expect(readdirSync(join(to, 'packages'))).toHaveLength(3);
  expect(runGit(to, 'ls-files', 'packages').trim().split('\n')).toHaveLength(5);
  expect(runGit(to, 'ls-files', '-o', '--exclude-standard')).toBe('');
  expect(runGit(to, 'ls-files', '-o', '-i', '--exclude-standard').trim().split('\n')).toHaveLength(2);
});
