import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, expect, it, vi } from 'vitest';
import { listFiles } from '../../src/discover/list-files.js';
import { Look } from '../../src/discover/look.js';
import { CLI } from '../cli/run-cli.js';
import { temporaryDirectory, temporaryRepository } from '../temporary.js';

const POINTER = `version https://git-lfs.github.com/spec/v1\noid sha256:${'0'.repeat(64)}\nsize 12345\n`;

/** Files of which several stretches are made, with all that may become of one among them. */
function manyFiles(): string {
  const files = Object.fromEntries(
    Array.from({ length: 1200 }, (_, n) => [
      `d${n % 40}/f${n}.ts`,
      n % 90 === 7
        ? `import OpenAI from 'openai';\nexport const c${n} = new OpenAI();\n`
        : `export const a${n} = ${n};\n`,
    ]),
  );
  const root = temporaryRepository({
    ...files,
    'a/pointer.json': POINTER,
    'd1/gone.ts': 'openai',
    'd39/pipe.ts': 'openai',
    'd5/huge.ts': Buffer.alloc(11 * 1024 * 1024, 'openai '),
    'd6/utf16.ts': Buffer.from('\ufeffuse openai', 'utf16le'),
    'e/report.json': '{"schemaVersion": 1, "tool": {"name": "migrate-to-holysheep"}, "x": "openai"}',
    'linked/x.ts': 'openai',
    'z/broken.ts': 'const openai = (',
  });
  rmSync(join(root, 'd1/gone.ts'));
  rmSync(join(root, 'd39/pipe.ts'));
  execFileSync('mkfifo', [join(root, 'd39/pipe.ts')]);
  rmSync(join(root, 'linked'), { recursive: true });
  symlinkSync('d2', join(root, 'linked'));
  writeFileSync(join(root, 'new.ts'), 'openai');
  mkdirSync(join(root, 'new'));
  writeFileSync(join(root, 'new/b.ts'), 'x');
  return root;
}

async function lookIn(root: string, look: Look) {
  return look.finish(await listFiles(root, [], (files) => look.begin(files)));
}

afterEach(() => vi.unstubAllEnvs());

it('has what can matter in the order of the listing, and what cannot be looked at', async () => {
  const root = manyFiles();
  const { candidates, skipped, listing } = await lookIn(root, new Look(root));
  expect(candidates).toHaveLength(17);
  expect(candidates).toEqual(listing.files.filter((path) => candidates.includes(path)));
  expect(candidates.slice(-2)).toEqual(['new.ts', 'z/broken.ts']);
  expect(skipped).toEqual([
    { file: 'a/pointer.json', reason: 'lfs-pointer' },
    { file: 'd39/pipe.ts', reason: 'not-a-file' },
    { file: 'd5/huge.ts', reason: 'too-large', detail: '11.0 MiB' },
    { file: 'e/report.json', reason: 'own-report' },
    { file: 'linked/x.ts', reason: 'symlink' },
  ]);
  expect(listing.files).not.toContain('d1/gone.ts');
  expect(listing.files).not.toContain('linked/x.ts');
});

it('says the same, byte for byte, without threads and with one or three', () => {
  const root = manyFiles();
  const report = (threads: string) => {
    const env = { ...process.env, MIGRATE_TO_HOLYSHEEP_THREADS: threads };
    const { stdout, stderr } = spawnSync(process.execPath, [CLI, root, '--json'], { env, encoding: 'utf8' });
    expect(stderr).toBe('');
    return stdout;
  };
  const alone = report('0');
  expect(JSON.parse(alone).summary.candidates).toBe(17);
  expect(report('1') === alone).toBe(true);
  expect(report('3') === alone).toBe(true);
});

it.each([
  ['has died over a stretch', 'throw new Error();'],
  ['has ended without a word', 'process.exit(1);'],
])('looks itself at what a thread had taken that %s', async (_, end) => {
  const root = manyFiles();
  const alone = await lookIn(root, new Look(root));
  vi.stubEnv('MIGRATE_TO_HOLYSHEEP_THREADS', '2');
  const source = `import { workerData } from 'node:worker_threads';\nAtomics.add(workerData.next, 0, 1);\n${end}`;
  const program = pathToFileURL(join(temporaryDirectory({ 'dead.mjs': source }), 'dead.mjs'));
  expect(await lookIn(root, new Look(root, undefined, program))).toEqual(alone);
});
