// Looks for texts over which the tool falls: real files, changed at random, are planned and rewritten in memory.
//
//   npm run fuzz -- [--minutes 1] [--seed N] [--cases N] [DIR …]
//
// A DIR holds repositories or files; without one, the fixtures are taken. A fault is a crash, a case that takes longer than
// 5 seconds, an edit outside of its range, a text that no longer parses, or a second plan that is not empty. Each is printed
// with its seed (`--seed N --cases 1` with the same DIRs tries it again) and the smallest text found that shows it.
import { fork } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
/** Milliseconds after which a case is taken for one that never ends: on a busy machine it may wait for others. */
const PATIENCE = 60_000;
const MAX_SIZE = 100_000;
const NEEDLE = /openai|gpt-|holysheep/i;
const SKIPPED = /(?:^|\/)(?:node_modules|\.git|dist|build|vendor|expected)(?:\/|$)/;
const TEXT =
  /\.(?:[cm]?[jt]sx?|vue|svelte|astro|py|go|java|cs|php|rb|ipynb|md|ya?ml|json|toml|tf|sh|properties|ini|conf|env|service)$|(?:^|\/)(?:\.env[^/]*|Dockerfile|Makefile|justfile|Jenkinsfile|Procfile)$/;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    minutes: { type: 'string', default: '1' },
    seed: { type: 'string', default: String(Date.now() % 2 ** 31) },
    cases: { type: 'string', default: 'Infinity' },
  },
});

/** The folders that hold texts; of a fixture, the repository that it starts from. */
function samplesIn(directory) {
  const folders = new Map();
  for (const entry of readdirSync(directory, { recursive: true, encoding: 'utf8' }).sort()) {
    const path = join(directory, entry);
    if (SKIPPED.test(entry) || !TEXT.test(entry)) continue;
    const stat = statSync(path, { throwIfNoEntry: false });
    if (!stat?.isFile() || stat.size > MAX_SIZE || stat.size === 0) continue;
    const isMeant = NEEDLE.test(readFileSync(path, 'latin1'));
    const fixture = /^(.*?\/input)\//.exec(`${path}`)?.[1];
    const folder = fixture ?? dirname(path);
    const sample = folders.get(folder) ?? { folder, files: [], meant: [] };
    folders.set(folder, sample);
    sample.files.push(relative(folder, path));
    if (isMeant) sample.meant.push(relative(folder, path));
  }
  return [...folders.values()].filter(({ meant }) => meant.length > 0);
}

const directories = positionals.length > 0 ? positionals.map((one) => resolve(one)) : [join(root, 'fixtures')];
const samples = directories.flatMap(samplesIn);
const program = join(root, 'node_modules', '.cache', `fuzz.${process.pid}.mjs`);
await build({
  absWorkingDir: root,
  entryPoints: ['test/fuzz/worker.ts'],
  outfile: program,
  bundle: true,
  format: 'esm',
  platform: 'node',
  packages: 'external',
  logLevel: 'warning',
});

const end = Date.now() + Number(values.minutes) * 60_000;
let seed = Number(values.seed);
let left = Number(values.cases);
let [tried, faults] = [0, 0];
console.log(`${samples.length} samples, from seed ${seed} on`);

/** One process that tries cases until the time is over; a new one takes its place when a case kills it. */
function work() {
  return new Promise((resolveWork) => {
    const child = fork(program, {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      env: { ...process.env, MIGRATE_TO_HOLYSHEEP_THREADS: '0' },
    });
    let current;
    let timer;
    const next = () => {
      if (Date.now() > end || left <= 0) return child.disconnect();
      left--;
      current = { seed: seed++ };
      timer = setTimeout(() => child.kill('SIGKILL'), PATIENCE);
      child.send({ samples: sent ? undefined : samples, seed: current.seed });
      sent = true;
    };
    let sent = false;
    child.on('message', (message) => {
      if (message.begun !== undefined) Object.assign(current, message);
      else if (message.reducing !== undefined) {
        clearTimeout(timer);
        timer = setTimeout(() => child.kill('SIGKILL'), 2 * PATIENCE);
      } else {
        clearTimeout(timer);
        tried++;
        if (message.fault) tell({ ...current, ...message });
        current = undefined;
        next();
      }
    });
    child.on('exit', (code, signal) => {
      clearTimeout(timer);
      if (current)
        tell({
          ...current,
          fault: signal === 'SIGKILL' ? 'does not come to an end' : `the process died: ${signal ?? code}`,
        });
      resolveWork(current !== undefined);
    });
    next();
  });
}

function tell({ seed: at, folder, path, fault, asked, small, bytes }) {
  faults++;
  const text = Buffer.from(small ?? bytes ?? '', 'base64');
  console.log(
    `\nseed ${at}: ${folder}/${path}: ${fault}\n  asked: ${JSON.stringify(asked)}\n  ${text.length} bytes: ${JSON.stringify(text.toString('latin1').slice(0, 2_000))}`,
  );
}

async function workOn() {
  while (await work()) if (Date.now() > end || left <= 0) return;
}

try {
  await Promise.all(Array.from({ length: Math.min(left, availableParallelism()) }, workOn));
} finally {
  rmSync(program, { force: true });
}
console.log(`${tried} cases, ${faults} faults`);
process.exitCode = faults > 0 ? 1 : 0;
