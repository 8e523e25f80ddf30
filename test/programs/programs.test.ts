import { realpathSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Random } from '../fuzz/random.js';
import { outcomeOf } from './fault-of-program.js';
import type { Dialect } from './form.js';
import { COMMON_JS, ES_MODULES } from './javascript.js';
import { makeProgram } from './program.js';
import { PYTHON } from './python.js';
import { javascriptRunner, pythonRunner, type Runner } from './run-program.js';

/** `PROGRAMS=2000 SEED=1 npx vitest run test/programs` tries more, or others; with FORMS=1 it says which forms stay the most often. */
const COUNT = Number(process.env.PROGRAMS ?? 60);
const SEED = Number(process.env.SEED ?? 1);
/** As many at least have to move: a tool that leaves everything as it is has no fault. Some forms are reviews, and never half a move. */
const MOVED = 0.5;

let root = '';
const runners: Runner[] = [];
beforeAll(async () => {
  root = realpathSync(await mkdtemp(join(tmpdir(), 'programs-')));
});
afterAll(async () => {
  for (const runner of runners) runner.stop();
  await rm(root, { recursive: true, force: true });
});

const LANGUAGES: [string, Dialect, () => Runner][] = [
  ['Python', PYTHON, pythonRunner],
  ['ES modules', ES_MODULES, () => javascriptRunner(root)],
  ['CommonJS', COMMON_JS, () => javascriptRunner(root)],
];

function tableOf(tried: ReadonlyMap<string, { programs: number; stayed: readonly number[] }>): string {
  return [...tried]
    .map(([form, { programs, stayed }]) => ({ form, programs, stayed, share: stayed.length / programs }))
    .toSorted((one, other) => other.share - one.share)
    .map(({ form, programs, stayed }) => `${stayed.length}/${programs} ${form}: ${stayed.slice(0, 4).join(' ')}`)
    .join('\n');
}

describe.each(LANGUAGES)('programs made at random: %s', (_, dialect, runnerOf) => {
  it(`${COUNT} of them ask the gateway, or OpenAI as before, and never something in between`, async () => {
    const runner = runnerOf();
    runners.push(runner);
    const faults: string[] = [];
    let moved = 0;
    const tried = new Map<string, { programs: number; stayed: number[] }>();
    for (let seed = SEED; seed < SEED + COUNT; seed++) {
      const program = makeProgram(dialect, new Random(seed));
      const { fault, hasMoved } = await outcomeOf(program, seed % 4 === 0 ? 'keep' : 'rename', runner, root);
      if (hasMoved) moved++;
      for (const form of new Set(program.forms)) {
        const counted = tried.get(form) ?? { programs: 0, stayed: [] };
        counted.programs++;
        if (!hasMoved) counted.stayed.push(seed);
        tried.set(form, counted);
      }
      if (fault !== undefined) faults.push(`${seed}: ${fault} (${program.forms.join(', ')})`);
    }
    if (process.env.FORMS) console.log(`${moved} of ${COUNT} move\n${tableOf(tried)}`);
    expect(faults).toEqual([]);
    expect(moved).toBeGreaterThanOrEqual(COUNT * MOVED);
  }, 3_600_000);
});
