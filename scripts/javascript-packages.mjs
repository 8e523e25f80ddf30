// `node scripts/javascript-packages.mjs`: the packages of each folder in test/e2e/javascript/packages, as locked there,
// installed once and kept while the lock stays the same. End-to-end tests of JavaScript applications run with them. With
// E2E_LARGE=1 also those of large applications.
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp, mkdir, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { neededNow } from './large-apps.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const LOCKED = join(root, 'test/e2e/javascript/packages');
const CACHE = join(root, 'node_modules/.cache/e2e-javascript');
const INSTALL = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--silent'];

/** Installs what is missing of all folders, or of those that are named, and tells where the node_modules of each is. */
export async function javascriptPackages(names) {
  const all = (await readdir(LOCKED)).filter(neededNow('javascript', 'packages')).sort();
  const wanted = await Promise.all((names ?? all).map(describe));
  const missing = wanted.filter(({ folder }) => !existsSync(folder));
  if (missing.length > 0) console.error(`installing for ${missing.map(({ name }) => name).join(', ')}`);
  for (const one of missing) await install(one);
  return new Map(wanted.map(({ name, folder }) => [name, join(folder, 'node_modules')]));
}

async function describe(name) {
  const hash = createHash('sha256').update(await readFile(join(LOCKED, name, 'package-lock.json')));
  return { name, folder: join(CACHE, `${name}-${hash.digest('hex').slice(0, 16)}`) };
}

async function install({ name, folder }) {
  const scratch = join(CACHE, `making-${process.pid}`);
  try {
    await mkdir(scratch, { recursive: true });
    await cp(join(LOCKED, name), scratch, { recursive: true });
    await promisify(execFile)('npm', INSTALL, { cwd: scratch, shell: process.platform === 'win32' });
    for (const other of await readdir(CACHE))
      if (other.startsWith(`${name}-`) && /^[0-9a-f]{16}$/.test(other.slice(name.length + 1)))
        await rm(join(CACHE, other), { recursive: true });
    // Whole or not there at all, should it be stopped on the way; another process may have been first.
    await rename(scratch, folder).catch((error) => {
      if (!existsSync(folder)) throw error;
    });
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await javascriptPackages();
