// `node scripts/python-environments.mjs`: one virtual environment for each file in test/e2e/python/requirements, made
// once and kept while its file stays the same. The end-to-end tests of Python applications run in them. With E2E_LARGE=1
// also those of large applications.
import { execFile, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { neededNow } from './large-apps.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const REQUIREMENTS = join(root, 'test/e2e/python/requirements');
const CACHE = join(root, 'node_modules/.cache/e2e-python');

/** The oldest CPython that has a wheel of every pinned package. */
const OLDEST = '3.11';

/** The command of a Python that is new enough, and its version. */
export function findPython() {
  for (const command of [process.env.PYTHON, 'python3', 'python'].filter(Boolean)) {
    const { status, stdout } = spawnSync(command, ['-c', 'import sys; print("%d.%d.%d" % sys.version_info[:3])'], {
      encoding: 'utf8',
    });
    const version = stdout?.trim();
    if (status === 0 && Number(version.split('.')[0]) === 3 && minor(version) >= minor(OLDEST))
      return { command, version };
  }
  return undefined;
}

function minor(version) {
  return Number(version.split('.')[1]);
}

/** Makes what is missing, and tells where the Python of each environment is. */
export async function pythonEnvironments() {
  const python = findPython();
  if (!python) throw new Error(`No Python ${OLDEST} or newer was found. Install one, or name it in PYTHON.`);
  const isNeeded = neededNow('python', 'environment');
  const files = (await readdir(REQUIREMENTS))
    .filter((name) => name.endsWith('.txt') && isNeeded(basename(name, '.txt')))
    .sort();
  const wanted = await Promise.all(files.map((file) => describe(join(REQUIREMENTS, file), python)));
  const missing = wanted.filter(({ folder }) => !existsSync(folder));
  if (missing.length > 0) await makeAll(missing, python);
  return new Map(wanted.map(({ name, folder }) => [name, interpreter(folder)]));
}

async function describe(file, { command, version }) {
  const name = basename(file, '.txt');
  const hash = createHash('sha256')
    .update(await readFile(file))
    .update(`${command} ${version}`);
  return { name, file, folder: join(CACHE, `${name}-${hash.digest('hex').slice(0, 16)}`) };
}

function interpreter(folder) {
  return process.platform === 'win32' ? join(folder, 'Scripts/python.exe') : join(folder, 'bin/python');
}

/** Two at a time: a pip is busy with the network for one half, with the processor for the other. */
async function makeAll(missing, python) {
  console.error(`making ${missing.length} Python environments: ${missing.map(({ name }) => name).join(', ')}`);
  const scratch = join(CACHE, `making-${process.pid}`);
  try {
    await mkdir(scratch, { recursive: true });
    // A pip of its own installs into all others: they need none, which is what takes long in a new environment.
    const pip = join(scratch, 'pip');
    await run(python.command, ['-m', 'venv', pip]);
    const queue = [...missing];
    const work = async () => {
      for (let next = queue.shift(); next; next = queue.shift()) await make(next, interpreter(pip), scratch, python);
    };
    await Promise.all([work(), work()]);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

async function make({ name, file, folder }, pip, scratch, python) {
  const place = join(scratch, name);
  await run(python.command, ['-m', 'venv', '--without-pip', place]);
  await run(pip, [
    ...[
      '-m',
      'pip',
      '--python',
      interpreter(place),
      'install',
      '--no-deps',
      '--quiet',
      '--no-input',
      '--disable-pip-version-check',
    ],
    ...['--requirement', file],
  ]);
  for (const other of await readdir(CACHE)) if (isOlder(other, name)) await rm(join(CACHE, other), { recursive: true });
  // Whole or not there at all, should it be stopped on the way; another process may have been first.
  await rename(place, folder).catch((error) => {
    if (!existsSync(folder)) throw error;
  });
}

function isOlder(folder, name) {
  return folder.startsWith(`${name}-`) && /^[0-9a-f]{16}$/.test(folder.slice(name.length + 1));
}

async function run(command, args) {
  await promisify(execFile)(command, args, { cwd: root }).catch((error) => {
    const hint = /ensurepip/.test(error.stdout + error.stderr) ? ' (on Debian: apt-get install python3-venv)' : '';
    throw new Error(`failed: ${command} ${args.join(' ')}${hint}\n${error.stdout}${error.stderr}`);
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  if (findPython() || process.env.CI) await pythonEnvironments();
  else console.error(`No Python ${OLDEST} or newer: the end-to-end tests of Python applications are skipped.`);
}
