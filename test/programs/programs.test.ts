import { spawnSync } from 'node:child_process';
import { realpathSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Random } from '../fuzz/random.js';
import { outcomesOf, type Trial } from './fault-of-program.js';
import type { Dialect } from './form.js';
import { FormsTried } from './forms-tried.js';
import { GO_WITH_GO_OPENAI, GO_WITH_OPENAI_GO } from './go/dialect.js';
import { goRunner } from './go/run.js';
import { COMMON_JS, ES_MODULES } from './javascript.js';
import { makeProgram } from './program.js';
import { PYTHON } from './python.js';
import { javascriptRunner, pythonRunner, type Runner } from './run-program.js';

/** `PROGRAMS=2000 SEED=1 npx vitest run test/programs` tries more, or others; with FORMS=1 it says which forms stay the most often. */
const COUNT = Number(process.env.PROGRAMS ?? 60);
const SEED = Number(process.env.SEED ?? 1);
let root = '';
const runners: Runner[] = [];
beforeAll(async () => {
  root = realpathSync(await mkdtemp(join(tmpdir(), 'programs-')));
});
afterAll(async () => {
  for (const runner of runners) runner.stop();
  await rm(root, { recursive: true, force: true });
});

/** Without it they are skipped; in CI they fail. */
const isWithoutGo = !process.env.CI && spawnSync('go', ['version']).error !== undefined;
/** So many are compiled at once. */
const BATCH = 60;

interface Language {
  name: string;
  dialect: Dialect;
  runnerOf(): Runner;
  /** How many are tried. */
  count: number;
  /** As many at least have to move: a tool that leaves everything as it is has no fault. Some forms are reviews, and never half a move. */
  moved: number;
  isWithout?: boolean;
}

const LANGUAGES: Language[] = [
  { name: 'Python', dialect: PYTHON, runnerOf: pythonRunner, count: COUNT, moved: 0.5 },
  { name: 'ES modules', dialect: ES_MODULES, runnerOf: () => javascriptRunner(root), count: COUNT, moved: 0.5 },
  { name: 'CommonJS', dialect: COMMON_JS, runnerOf: () => javascriptRunner(root), count: COUNT, moved: 0.5 },
  ...[
    { name: 'Go, go-openai', dialect: GO_WITH_GO_OPENAI },
    { name: 'Go, openai-go', dialect: GO_WITH_OPENAI_GO },
  ].map((one) => ({
    ...{ ...one, runnerOf: () => goRunner(root), isWithout: isWithoutGo },
    ...{ count: Math.ceil(COUNT / 2), moved: 0.25 },
  })),
];

describe.each(LANGUAGES)('programs made at random: $name', ({ dialect, runnerOf, count, moved, isWithout = false }) => {
  it.skipIf(isWithout)(
    `${count} of them ask the gateway, or OpenAI as before, and never something in between`,
    async () => {
      const runner = runnerOf();
      runners.push(runner);
      const faults: string[] = [];
      const tried = new FormsTried();
      for (let first = SEED; first < SEED + count; first += BATCH) {
        const seeds = Array.from({ length: Math.min(BATCH, SEED + count - first) }, (_, index) => first + index);
        const trials = seeds.map((seed): Trial => {
          return { program: makeProgram(dialect, new Random(seed)), env: seed % 4 === 0 ? 'keep' : 'rename' };
        });
        for (const [index, { fault, hasMoved }] of (await outcomesOf(trials, runner, root)).entries()) {
          const [seed = 0, forms = []] = [seeds[index], trials[index]?.program.forms];
          tried.add(seed, forms, hasMoved);
          if (fault !== undefined) faults.push(`${seed}: ${fault} (${forms.join(', ')})`);
        }
      }
      if (process.env.FORMS) console.log(tried.toString());
      expect(faults).toEqual([]);
      expect(tried.moved).toBeGreaterThanOrEqual(count * moved);
    },
    3_600_000,
  );
});
