import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { frontEndFor, loadFrontEnds } from '../../../src/languages/index.js';
import { deepPlace } from '../../../src/languages/javascript/deep-place.js';
import { SHALLOW } from '../../../src/languages/javascript/pack-text.js';
import { type Ahead, type Packable, PackedModelsAhead } from '../../../src/languages/packed/models-ahead.js';
import type { PackedModel } from '../../../src/languages/packed/packed-model.js';
import { ParseThread } from '../../../src/languages/packed/parse-threads.js';
import { TABLES } from '../../../src/names.js';
import { temporaryDirectory } from '../../temporary.js';
import { NESTS } from '../nests.js';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const PROGRAM = pathToFileURL(join(root, 'dist/parse-thread.js'));

let ahead: PackedModelsAhead | undefined;
beforeAll(() => loadFrontEnds(['a.py', 'a.ts'], false));
afterEach(() => ahead?.stop());

/** What other threads make of the files. */
async function aheadOf(files: readonly Packable[], threads: number, program = PROGRAM): Promise<PackedModelsAhead> {
  const begun = Array.from({ length: threads }, () =>
    ParseThread.start(['javascript', 'python'], program, threads === 1),
  );
  return new PackedModelsAhead(files, await Promise.all(begun));
}

/** Files of both languages, and two in the middle that do not parse. */
function someFiles(): Packable[] {
  const files = [...sources('javascript', /\.[jt]sx?$/), ...sources('python', /\.py$/)];
  return [
    ...files.slice(0, 100),
    packable('broken.py', 'def (:\n'),
    packable('broken.ts', 'function (\n'),
    packable('deep.js', `${'['.repeat(300)}${']'.repeat(300)}`),
    ...files.slice(100),
  ];
}

function sources(language: string, names: RegExp): Packable[] {
  const folder = join(root, 'fixtures', language);
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => names.test(path));
  return paths.slice(0, 200).map((path) => packable(path, readFileSync(join(folder, path), 'utf8')));
}

function packable(path: string, text: string): Packable {
  const { language = '', pack } = frontEndFor(path) ?? {};
  return { path, language, read: () => text, pack: (text) => pack?.(path, text) };
}

function packedHere(file: Packable): Ahead | undefined {
  try {
    return file.pack(file.read() ?? '') as Ahead;
  } catch {
    return undefined;
  }
}

/** All that stands under a name, in a model. */
function namesIn({ path, read }: Packable, ahead: Ahead): string[] {
  const found: string[] = [];
  const model = frontEndFor(path)?.parse(path, read() ?? '', ahead) as PackedModel;
  for (const table of TABLES)
    model.each(table, (name, place) => {
      found.push(`${table} ${name} ${JSON.stringify(model.made(table, place), ['kind', 'start', 'end'])}`);
    });
  return found;
}

describe('models that other threads make', () => {
  test.each([1, 3])('are those that this one would make, with %i', async (threads) => {
    const files = someFiles();
    ahead = await aheadOf(files, threads);
    for (const file of files) {
      const here = packedHere(file);
      const there = ahead.take(file.path) ?? here;
      if (here && there) expect(namesIn(file, there), file.path).toEqual(namesIn(file, here));
      else expect(there, file.path).toBe(here);
    }
  });

  test('come from the threads when this one has something else to do', async () => {
    const files = someFiles();
    ahead = await aheadOf(files, 1);
    await new Promise((resolve) => setTimeout(resolve, 3000));
    expect(ahead.take(files[10]?.path ?? '')).toBeDefined();
    for (const path of ['broken.py', 'broken.ts', 'deep.js']) expect(ahead.take(path), path).toBeUndefined();
    expect(ahead.take('another.py')).toBeUndefined();
  });

  test('are made of what is nested as deeply as a thread may read it', async () => {
    const files = NESTS.map(([opening, inside, closing], index) => {
      const nested = (levels: number) => `x = ${opening.repeat(levels)}${inside}${closing.repeat(levels)}`;
      const levels = Array.from({ length: 150 }, (_, less) => 150 - less);
      return packable(`${index}.tsx`, nested(levels.find((one) => deepPlace(nested(one), SHALLOW) === undefined) ?? 1));
    });
    ahead = await aheadOf([...files, packable('last.ts', 'x = 1')], 1);
    await new Promise((resolve) => setTimeout(resolve, 3000));
    expect(ahead.take('last.ts')).toBeDefined();
  });

  test('are made here when a thread has died over one', async () => {
    const source = `import { workerData } from 'node:worker_threads';
workerData.port.once('message', (states) => {
  Atomics.store(states, 0, 1);
  process.exit(1);
});`;
    const files = someFiles();
    const program = join(temporaryDirectory({ 'dead.mjs': source }), 'dead.mjs');
    ahead = await aheadOf(files, 1, pathToFileURL(program));
    // Until it has begun.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1000);
    expect(files.map(({ path }) => ahead?.take(path)).slice(0, 2)).toEqual([undefined, expect.anything()]);
  });
});

test('a report is the same, byte for byte, without threads, with one and with three', () => {
  const report = (threads: string) => {
    const { stdout, stderr } = spawnSync(
      process.execPath,
      [join(root, 'bin/migrate-to-holysheep.js'), join(root, 'fixtures/e2e'), '--json'],
      {
        env: { ...process.env, MIGRATE_TO_HOLYSHEEP_THREADS: threads },
        encoding: 'utf8',
        maxBuffer: 1 << 28,
      },
    );
    expect(stderr).toBe('');
    return stdout;
  };
  const alone = report('0');
  expect(JSON.parse(alone).summary.candidates).toBeGreaterThan(40);
  for (const threads of ['1', '3']) expect(report(threads) === alone, threads).toBe(true);
});
