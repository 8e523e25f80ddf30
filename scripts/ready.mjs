// Makes a checkout ready to run: dependencies as locked, dist/ as the sources say. Talks on stderr only.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));

export function ready() {
  const isReady = (isInstalled() || run(...npm('ci', '--ignore-scripts', '--no-audit', '--no-fund'))) && build();
  if (!isReady) process.exit(2);
}

/** For vitest: the tests that need no dist/ run without one. */
export function setup() {
  build();
}

function build() {
  return run(process.execPath, [join(root, 'scripts/build.mjs'), '--if-stale']);
}

/** By content: a lock file that npm has just rewritten is younger than a node_modules that fits it. */
function isInstalled() {
  const installed = lockedPackages('node_modules/.package-lock.json');
  const wanted = Object.entries(lockedPackages('package-lock.json') ?? {});
  return (
    installed !== undefined &&
    wanted.every(([path, { version, optional }]) => {
      const present = installed[path]?.version;
      return path === '' || present === version || (optional && present === undefined);
    })
  );
}

function lockedPackages(path) {
  try {
    return JSON.parse(readFileSync(join(root, path), 'utf8')).packages;
  } catch {
    return undefined;
  }
}

/** The npm that runs us, if one does. */
function npm(...args) {
  const script = process.env.npm_execpath;
  return script?.endsWith('.js') ? [process.execPath, [script, ...args]] : ['npm', args];
}

function run(command, args) {
  const { status, error } = spawnSync(command, args, {
    cwd: root,
    stdio: ['ignore', process.stderr, process.stderr],
    shell: command === 'npm' && process.platform === 'win32',
  });
  if (status !== 0) console.error(`failed: ${command} ${args.join(' ')}${error ? ` (${error.message})` : ''}`);
  return status === 0;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) ready();
