import { spawn } from 'node:child_process';
import { cpSync, existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeEach, describe, expect, it } from 'vitest';
import { Failure } from '../../src/errors.js';
import { exclusively } from '../../src/write/exclusively.js';
import { historyOf, resume, undo } from '../../src/write/history.js';
import { runGit, temporaryDirectory, writeFiles } from '../temporary.js';
import { bundle } from './bundle.js';
import { CHANGES, TEXTS } from './files.js';
import { write } from './write.js';

const HERE = fileURLToPath(new URL('.', import.meta.url));
const FAULTS = join(HERE, 'faults.mjs');

/** How many processes are killed at a time: most of what one does is wait for the disk. */
const AT_ONCE = 4;

let scratch: string;
let program: string;

beforeEach(async () => {
  scratch = temporaryDirectory();
  program = await bundle('test/write/child.ts');
});

/** A repository of the files, with what is kept of its runs in it. */
class Place {
  readonly root: string;

  constructor(readonly name: string) {
    this.root = join(scratch, name);
  }
  make(): this {
    rmSync(this.root, { recursive: true, force: true });
    writeFiles(this.root, Object.fromEntries(CHANGES.map(({ path, before }) => [path, before])));
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
      const text = readFileSync(join(this.root, path), 'utf8');
      expect(text === before || text === after, `${path} is whole`).toBe(true);
      return text === before ? 'old' : 'new';
    });
  }
  /** Nothing else may lie beside them. */
  expectAll(side: 'old' | 'new'): void {
    expect(this.sides()).toEqual(CHANGES.map(() => side));
    const names = [...readdirSync(this.root), ...readdirSync(join(this.root, 'sub'))].sort();
    expect(names).toEqual(['.git', 'a.txt', 'b.txt', 'c.txt', 'sub']);
  }
}

interface Fault {
  at: number;
  do: string;
}

/** Runs a step in a process of its own; gives what ended it, and the calls that it made. */
async function runStep(step: string, { root, name }: Place, faults: readonly Fault[]) {
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

/** After a step was killed at a call: all that may be done then leads to whole files, all old or all new. */
async function expectRecovery(place: Place, unfinished: readonly string[]): Promise<void> {
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

/** Ends a step at each of its calls, in every way. `unfinished`: what the next run may say. Gives how often. */
async function killEverywhere(
  step: string,
  from: string,
  unfinished: readonly string[],
  first: readonly Fault[] = [],
): Promise<number> {
  const whole = new Place('whole');
  whole.copyFrom(from);
  const { calls } = await runStep(step, whole, first);
  const kills = calls.flatMap((call, index) => {
    const ways = call.includes(' write ') ? ['kill', 'torn', 'power'] : ['kill', 'power'];
    return index < (first[0]?.at ?? 0) ? [] : ways.map((way) => ({ at: index + 1, do: way }));
  });
  const waiting = [...kills];
  const work = async (place: Place) => {
    for (let fault = waiting.shift(); fault !== undefined; fault = waiting.shift()) {
      place.copyFrom(from);
      try {
        expect((await runStep(step, place, [...first, fault])).signal).toBe('SIGKILL');
        await expectRecovery(place, unfinished);
      } catch (error) {
        (error as Error).message += `\n${step}: ${fault.do} at call ${calls[fault.at - 1]}`;
        throw error;
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, (_, index) => work(new Place(`place-${index}`))));
  return kills.length;
}

describe('34: a process that is killed, or loses power, at every call that changes something', () => {
  it('of a write', { timeout: 600_000 }, async () => {
    new Place('before').make();
    expect(await killEverywhere('write', 'before', ['unfinished-run'])).toBeGreaterThan(100);
  });

  it('of undo', { timeout: 600_000 }, async () => {
    const { name, root } = new Place('written').make();
    await write(root, CHANGES);
    expect(await killEverywhere('undo', name, ['unfinished-undo'])).toBeGreaterThan(60);
  });

  it('of --resume, which takes over a dead lock', { timeout: 600_000 }, async () => {
    const half = new Place('half').make();
    const { calls } = await runStep('write', half, []);
    const second = calls.find((call) => / rename .*b\.txt$/.test(call)) ?? '';
    half.make();
    await runStep('write', half, [{ at: Number.parseInt(second, 10), do: 'kill' }]);
    expect(half.sides()).toEqual(['new', 'old', 'old']);
    expect(await killEverywhere('resume', half.name, ['unfinished-run'])).toBeGreaterThan(60);
  });

  it('of undo --forget', { timeout: 600_000 }, async () => {
    const { name, root } = new Place('kept').make();
    await write(root, CHANGES);
    // A run that is listed can be undone; `expectRecovery` undoes it, or finds none.
    expect(await killEverywhere('forget', name, [])).toBeGreaterThan(15);
  });

  it('of a rollback', { timeout: 600_000 }, async () => {
    const { calls } = await runStep('write', new Place('whole').make(), []);
    const last = calls.findLast((call) => / write .*\.hs-/.test(call)) ?? '';
    new Place('before').make();
    const full = { at: Number.parseInt(last, 10), do: 'ENOSPC' };
    expect(await killEverywhere('write', 'before', ['unfinished-run', 'unfinished-undo'], [full])).toBeGreaterThan(40);
  });
});
