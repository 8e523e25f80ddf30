import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { programOf } from '../src/cli/options.js';
import { commitAll, runGit, temporaryDirectory } from './temporary.js';

const ROOT = fileURLToPath(new URL('../', import.meta.url));
const PAGE = readFileSync(join(ROOT, 'docs/walkthrough.md'), 'utf8');
const TOOL = 'migrate-to-holysheep';

/** Calls of the tool in the commands of a page, without the command that `verify` runs and what a shell does after it. */
function callsIn(page: string): string[][] {
  const commands = [...page.matchAll(/^\$ (.+)$/gm)].map(([, command = '']) => command);
  return commands.flatMap((command) =>
    command
      .split(/ (?:&&|\||&) ?/)
      .filter((one) => one.includes(TOOL))
      .map((one) => one.slice(one.indexOf(TOOL) + TOOL.length).replace(/ -- .*/, ''))
      .map((one) => one.split(' ').filter((word) => word !== '')),
  );
}

test('the record names commands and options that there are', () => {
  const program = programOf();
  const calls = callsIn(PAGE);
  const unknown = calls.filter(([first = '', ...rest]) => {
    const command = program.commands.find((one) => one.name() === first);
    const known = (command ?? program).options.flatMap(({ flags: names }) => names.match(/--[a-z-]+/g));
    const flags = [first, ...rest].filter((word) => word.startsWith('--'));
    return !(command || first === '.' || first.startsWith('--')) || flags.some((flag) => !known.includes(flag));
  });
  expect(unknown).toEqual([]);
  expect(new Set(calls.map(([first = '']) => first))).toEqual(
    new Set(['.', '--write', 'verify', 'mock', 'undo', 'cost', 'evaluate', 'canary', 'limits', '--from', '--to']),
  );
});

test('the record is one of the story and the steps as they are', () => {
  const steps = join(ROOT, 'scripts/walkthrough-steps.mjs');
  const story = readFileSync(join(ROOT, 'scripts/walkthrough.json'), 'utf8');
  // In a process of its own: the steps are plain JavaScript, without types.
  const script = `import { walkthroughSteps } from ${JSON.stringify(steps)};
    console.log(JSON.stringify(walkthroughSteps(${story})));`;
  const printed = execFileSync(process.execPath, ['--input-type=module', '--eval', script], { encoding: 'utf8' });
  const asked = (JSON.parse(printed) as (string | { command?: string })[]).flatMap((step) =>
    typeof step === 'string' ? [step] : step.command ? [`$ ${step.command.replace('PORT', '8787')}`] : [],
  );
  expect(asked.length).toBeGreaterThan(50);
  expect(asked.filter((text) => !PAGE.includes(text))).toEqual([]);
});

test('the script records a small repository, and leaves it alone', { timeout: 400_000 }, () => {
  const root = temporaryDirectory();
  const clone = join(root, 'asker');
  cpSync(join(ROOT, 'fixtures/walkthrough'), clone, { recursive: true });
  runGit(clone, 'init', '-q');
  commitAll(clone);
  const before = runGit(clone, 'log', '--format=%H %s');
  const packages = { openai: 'openai-v6', 'p-queue': 'p-queue' };
  const linked = Object.entries(packages).map(([name, installed]) => [join(ROOT, 'node_modules', installed), name]);
  const link = `const { mkdirSync, symlinkSync } = require('node:fs'); mkdirSync('node_modules');
    for (const [from, name] of ${JSON.stringify(linked)}) symlinkSync(from, 'node_modules/' + name);`;
  writeFileSync(join(root, 'link.cjs'), link);
  const story = {
    repository: 'example/asker',
    licence: 'MIT',
    install: [`node ${join(root, 'link.cjs')}`],
    tests: 'npm test',
    entry: 'node src/main.js',
    model: 'gpt-4o',
    user: {
      file: 'src/answer.js',
      edits: [
        ['clientFor(USER_REQUIRED, ', 'clientFor(account.id, '],
        ['{ clientFor, USER_REQUIRED }', '{ clientFor }'],
      ],
    },
  };
  writeFileSync(join(root, 'story.json'), JSON.stringify(story));
  const out = join(root, 'record.md');
  const script = join(ROOT, 'scripts/walkthrough.mjs');
  const run = (...args: string[]) => spawnSync(process.execPath, [script, ...args], { encoding: 'utf8' });

  const { status, stderr } = run(clone, '--story', join(root, 'story.json'), '--out', out);
  expect([status, stderr]).toEqual([0, '']);
  const record = readFileSync(out, 'utf8');
  expect(record).toContain('+const client = new OpenAI({');
  expect(record).toContain('1x POST https://api.openai.com/v1/chat/completions gpt-4o: 200, key of OPENAI_API_KEY');
  expect(record).toContain(
    '1x POST https://api.holysheep.ai/v1/chat/completions deepseek-v3.2: 200, key of HOLYSHEEP_API_KEY',
  );
  expect(record).toContain('No difference from before the migration.');
  // Of the folder in which all of it ran.
  expect(record).not.toContain('holysheep-walkthrough-');
  expect(runGit(clone, 'status', '--short') + runGit(clone, 'log', '--format=%H %s')).toBe(before);
});

test('the script without a repository says how it is used', () => {
  const { status, stderr } = spawnSync(process.execPath, [join(ROOT, 'scripts/walkthrough.mjs')], { encoding: 'utf8' });
  expect([status, stderr]).toEqual([2, 'Usage: npm run walkthrough -- DIR [--story FILE] [--out FILE]\n']);
});
