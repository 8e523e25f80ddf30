import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type Ahead, PackedModelsAhead } from '../../../src/languages/packed/models-ahead.js';
import { Dictionary } from '../../../src/languages/packed/pack.js';
import { PackedModel } from '../../../src/languages/packed/packed-model.js';
import { packText } from '../../../src/languages/python/pack-text.js';
import { loadPython } from '../../../src/languages/python/parser.js';
import { parses } from '../../../src/languages/python/parses.js';
import { TABLES } from '../../../src/names.js';
import { temporaryDirectory } from '../../temporary.js';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const fixtures = join(root, 'fixtures/python');
const PROGRAM = pathToFileURL(join(root, 'dist/parse-thread.js'));

let ahead: PackedModelsAhead | undefined;
beforeAll(loadPython);
afterEach(() => ahead?.stop());

/** Files that parse, and one in the middle that does not. */
function someFiles() {
  const paths = readdirSync(fixtures, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.py'));
  const files = paths.slice(0, 300).map((path) => ({ path, text: readFileSync(join(fixtures, path), 'utf8') }));
  return files.toSpliced(100, 0, { path: 'broken.py', text: 'def (:\n' });
}

const dictionary = new Dictionary();
const makeHere = (text: string): Ahead => ({ packed: packText(text, dictionary), texts: dictionary.texts });

/** All that stands under a name, in a model. */
function namesIn(text: string, { packed, texts }: Ahead): string[] {
  const found: string[] = [];
  const model = new PackedModel('python', 'a.py', text, packed, texts);
  for (const table of TABLES)
    model.each(table, (name, place) => {
      found.push(`${table} ${name} ${JSON.stringify(model.made(table, place), ['kind', 'start', 'end'])}`);
    });
  return found;
}

describe('models that other threads make', () => {
  test.each([1, 3])('are those that this one would make, with %i', (threads) => {
    const files = someFiles();
    ahead = new PackedModelsAhead(files, threads, PROGRAM, makeHere);
    for (const { path, text } of files.filter(({ text }) => parses(text)))
      expect(namesIn(text, ahead.take(path) ?? makeHere(text)), path).toEqual(namesIn(text, makeHere(text)));
  });

  test('come from the threads when this one has something else to do', async () => {
    const files = someFiles();
    ahead = new PackedModelsAhead(files, 1, PROGRAM, makeHere);
    await new Promise((resolve) => setTimeout(resolve, 3000));
    expect(ahead.take(files[10]?.path ?? '')).toBeDefined();
    expect(ahead.take('broken.py')).toBeUndefined();
    expect(ahead.take('another.py')).toBeUndefined();
  });

  test('are made here when a thread has died over one', () => {
    const source = `import { workerData } from 'node:worker_threads';
Atomics.store(workerData.states, 0, 1);
process.exit(1);`;
    const files = someFiles();
    ahead = new PackedModelsAhead(
      files,
      1,
      pathToFileURL(join(temporaryDirectory({ 'dead.mjs': source }), 'dead.mjs')),
      makeHere,
    );
    // Until it has begun.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1000);
    expect(files.map(({ path }) => ahead?.take(path)).slice(0, 2)).toEqual([undefined, expect.anything()]);
  });
});

test('a report is the same, byte for byte, without threads and with three', () => {
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
  expect(report('3') === alone).toBe(true);
});
