import { expect, it } from 'vitest';
import { listFiles } from '../src/discover/list-files.js';
import { Look } from '../src/discover/look.js';
import { migrate } from '../src/migrate.js';
import { isNothingToSay, reportOfNothing } from '../src/nothing-to-say.js';
import { stateOf } from '../src/write/state.js';
import { runOptions } from './fixtures.js';
import { temporaryDirectory, temporaryRepository } from './temporary.js';

async function discovered(root: string) {
  const found = await new Look(root).finish(await listFiles(root, []));
  return { ...found, isSelected: () => true };
}

it.each([
  ['nothing at all', {}],
  ['files that cannot matter', { 'a.ts': 'export const a = 1;\n', 'b/c.py': 'x = 1\n', '.gitattributes': '* text\n' }],
  [
    'files that are left out',
    { 'a.png': '', 'node_modules/x.js': 'openai', 'yarn.lock': 'openai', 'a.min.js': 'gpt-4' },
  ],
  [
    'a report of its own',
    { 'r.json': '{"schemaVersion": 1, "tool": {"name": "migrate-to-holysheep"}, "x": "openai"}' },
  ],
])('is what a plan comes to where no file can matter: %s', async (_, files) => {
  for (const make of [temporaryDirectory, temporaryRepository]) {
    const root = make(files);
    const options = runOptions(root, {});
    const found = await discovered(root);
    expect(isNothingToSay(found, options)).toBe(true);
    expect(reportOfNothing(root, found, options)).toEqual(await migrate(root, found, options, stateOf(root)));
  }
});

it.each([
  ['a file that can matter', { 'a.ts': 'openai' }],
  ['a file that cannot be read', { 'a.py': Buffer.alloc(11 * 1024 * 1024, 'x') }],
  ['patterns of which none keeps anything', { 'a.ts': '', 'sub/.holysheepignore': 'b.ts\n' }],
])('a plan is made for %s', async (_, files) => {
  const root = temporaryRepository(files as Record<string, string | Buffer>);
  expect(isNothingToSay(await discovered(root), runOptions(root, {}))).toBe(false);
});
