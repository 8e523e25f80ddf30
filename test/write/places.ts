import { spawn } from 'node:child_process';
import { cpSync, existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import { Failure } from '../../src/errors.js';
import { exclusively } from '../../src/write/exclusively.js';
import { historyOf, resume, undo } from '../../src/write/history.js';
import { runGit, temporaryDirectory, writeFiles } from '../temporary.js';
import { bundle } from './bundle.js';
import { CHANGES, TEXTS } from './files.js';
import { write } from './write.js';

const FAULTS = fileURLToPath(new URL('faults.mjs', import.meta.url));

/** How many processes run at a time: most of what one does is wait for the disk. */
const AT_ONCE = 4;

let scratch: string;
let program: string;

/** Before each test: a directory for its places, and the program that runs one step. */
export async function prepare(): Promise<void> {
  scratch = temporaryDirectory();
  program = await bundle('test/write/child.ts');
}

/** A repository of the files, with what is kept of its runs in it. */
export class Place {
  readonly root: string;

  constructor(readonly name: string) {
    this.root = join(scratch, name);
  }
  make(): this {
    rmSync(this.root, { recursive: true, force: true });
    const there = Object.entries(TEXTS).flatMap(([path, [before]]) => (before === undefined ? [] : [[path, before]]));
    writeFiles(this.root, Object.fromEntries(there));
    runGit(this.root, 'init', '-q', '--template=');
    return this;
  }
  copyFrom(other: string): void {
    rmSync(this.root, { recursive: true, force: true });
    cpSync(join(scratch, other), this.root, { recursive: true, preserveTimestamps: true });
  }
  /** For each file: does it hold its old text, or its new one? Nothing else may be in it. */
  sides(): ('old' | 'new')[] {
    return Object.entries(TEXTS).map(([path, [before, after]]) => {
      const file = join(this.root, path);
      const text = existsSync(file) ? readFileSync(file, 'utf8') : undefined;
      expect(text === before || text === after, `${path} is whole`).toBe(true);
      return text === before ? 'old' : 'new';
    });
  }
  /** Nothing else may lie beside them. */
  expectAll(side: 'old' | 'new'): void {
    expect(this.sides()).toEqual(CHANGES.map(() => side));
    const names = [...readdirSync(this.root), ...readdirSync(join(this.root, 'sub'))].sort();
    const made = side === 'new' ? ['d.txt'] : [];
    expect(names).toEqual(['.git', 'a.txt', 'b.txt', 'c.txt', ...made, 'sub']);
  }
}

export interface Fault {
  at: number;
  do: string;
  always?: boolean;
}

/** Runs a step in a process of its own; gives what ended it, and the calls that it made. */
export async function runStep(step: string, { root, name }: Place, faults: readonly Fault[]) {
  const log = join(scratch, `${name}.log`);
  rmSync(log, { force: true });
  const env = { ...process.env, FAULTS: JSON.stringify(faults), FAULTS_LOG: log };
  const child = spawn(process.execPath, ['--import', FAULTS, program, step, root], { env, stdio: 'ignore' });
  const signal = await new Promise<string | null>((ended) => child.on('exit', (_, by) => ended(by)));
  return { signal, calls: existsSync(log) ? readFileSync(log, 'utf8').trim().split('\n') : [] };
}

/** What the next run says: nothing, or how the last one has ended. */
async function nextRun({ root }: Place): Promise<string | undefined> {
  try {
    await exclusively(root, false, async () => {});
    return undefined;
  } catch (error) {
    if (error instanceof Failure) return error.code;
    throw error;
  }
}

/** After a step was ended at a call: all that may be done then leads to whole files, all old or all new. */
export async function expectRecovery(place: Place, unfinished: readonly string[]): Promise<void> {
  place.sides();
  const killed = new Place(`${place.name}-killed`);
  killed.copyFrom(place.name);
  const said = await nextRun(place);
  if (said === undefined) {
    const side = place.sides()[0] ?? 'old';
    place.expectAll(side);
    const [run] = historyOf(place.root).runs;
    if (run) {
      await undo(place.root, undefined);
      place.expectAll('old');
    } else if (side === 'new') place.make();
    await write(place.root, CHANGES);
    place.expectAll('new');
  } else {
    expect(unfinished).toContain(said);
    // Nothing is written before somebody has looked after it.
    await expect(write(place.root, CHANGES)).rejects.toThrow('interrupted');
    await undo(place.root, undefined);
    place.expectAll('old');
    expect(historyOf(place.root).runs).toEqual([]);
    if (said === 'unfinished-run') {
      place.copyFrom(killed.name);
      await resume(place.root);
      place.expectAll('new');
      await undo(place.root, undefined);
      place.expectAll('old');
    }
  }
  expect(await nextRun(place)).toBeUndefined();
}

/** Runs a step from the same state once for each fault, several at a time, and looks at what is left each time. */
export async function tryEach(
  step: string,
  from: string,
  faults: readonly (readonly Fault[])[],
  check: (place: Place, signal: string | null) => Promise<void>,
): Promise<void> {
  const waiting = [...faults];
  const work = async (place: Place) => {
    for (let tried = waiting.shift(); tried !== undefined; tried = waiting.shift()) {
      place.copyFrom(from);
      const { signal, calls } = await runStep(step, place, tried);
      try {
        await check(place, signal);
      } catch (error) {
        const last = tried.at(-1);
        (error as Error).message += `\n${step}: ${last?.do} at call ${calls[(last?.at ?? 0) - 1]}`;
        throw error;
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, (_, index) => work(new Place(`place-${index}`))));
}

/** The calls that a step makes from a state when nothing goes wrong but `faults`. */
export async function callsOf(step: string, from: string, faults: readonly Fault[] = []): Promise<string[]> {
  const whole = new Place('whole');
  whole.copyFrom(from);
  return (await runStep(step, whole, faults)).calls;
}

/** A state in which one of the files is written, and the process that did it is dead. */
export async function makeHalf(): Promise<string> {
  const half = new Place('half').make();
  const { calls } = await runStep('write', half, []);
  const second = calls.find((call) => / rename .*b\.txt$/.test(call)) ?? '';
  half.make();
  await runStep('write', half, [{ at: Number.parseInt(second, 10), do: 'kill' }]);
  expect(half.sides()).toEqual(['new', 'old', 'old', 'old']);
  return half.name;
}
