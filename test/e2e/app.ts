import { spawn } from 'node:child_process';
import { access, cp, mkdir, mkdtemp, readdir, readFile, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { javascriptPackages } from '../../scripts/javascript-packages.mjs';
import { type Hosts, OPENAI, type Seen } from './hosts.js';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const PRELOAD = new URL('preload.mjs', import.meta.url).href;
const CLI = join(ROOT, 'bin/migrate-to-holysheep.js');

const APPS = join(ROOT, 'fixtures/e2e');
/** Applications whose own tests are run. */
export const SUITES = join(ROOT, 'fixtures/suites');

/** A copy of an application. */
export interface Copy {
  root: string;
}

/** A copy of an application, with the packages that its package.json asks for. */
export interface App extends Copy {
  main: string;
}

interface Manifest {
  main: string;
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
}

/** What the development dependencies call the version that an application asks for. */
function installedAs(name: string, range: string): string {
  if (name === 'axios' || name === 'vitest') return name;
  const major = /\d+/.exec(range)?.[0];
  return `${name.replace('@', '').replace('/', '-')}-v${major}`;
}

let packages: Promise<ReadonlyMap<string, string>> | undefined;

/** `installed`: a folder of test/e2e/javascript/packages, for packages that are none of the development dependencies. */
export async function withApp<T>(
  name: string,
  use: (app: App) => Promise<T>,
  { from = APPS, installed }: { from?: string; installed?: string | undefined } = {},
): Promise<T> {
  const linked = async (root: string) => {
    const manifest = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as Manifest;
    if (installed !== undefined) {
      packages ??= javascriptPackages();
      const folder = (await packages).get(installed);
      if (!folder) throw new Error(`No packages for ${installed}`);
      await symlink(folder, join(root, 'node_modules'), 'junction');
      return use({ root, main: manifest.main });
    }
    for (const [dependency, range] of Object.entries({ ...manifest.dependencies, ...manifest.devDependencies })) {
      const link = join(root, 'node_modules', dependency);
      await mkdir(dirname(link), { recursive: true });
      await symlink(join(ROOT, 'node_modules', installedAs(dependency, range)), link, 'junction');
    }
    return use({ root, main: manifest.main });
  };
  return withCopy(name, linked, from);
}

/** `use` may change the copy; it is removed afterwards. */
export async function withCopy<T>(name: string, use: (root: string) => Promise<T>, from = APPS): Promise<T> {
  const root = await realpath(await mkdtemp(join(tmpdir(), 'holysheep-e2e-')));
  try {
    await cp(join(from, name), root, { recursive: true });
    return await use(root);
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}

/** The applications in one language: those that are not in JavaScript say so in their names. */
export async function appsIn(
  language: 'javascript' | 'python' | 'go' | 'java' | 'php' | 'ruby' | 'shell',
): Promise<string[]> {
  const languageOf = (name: string) => /^(?:python|go|java|php|ruby|shell)(?=-)/.exec(name)?.[0] ?? 'javascript';
  return (await readdir(APPS)).filter((name) => languageOf(name) === language).sort();
}

export interface Ran {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** Starts the application as a deployment would: with what `environment` says, and nothing else. */
export async function start(app: App, hosts: Hosts, environment: Record<string, string>): Promise<Ran> {
  const parameters = [join(app.root, app.main)];
  return node(parameters, app.root, { ...environment, E2E_HOSTS: hosts.url }, await runtimeOf(app));
}

/** The Node.js among an application's packages, for those that take a newer one than the tool does. */
export async function runtimeOf({ root }: Copy): Promise<string> {
  const own = join(root, 'node_modules', `node-${process.platform}-${process.arch}`, 'bin/node');
  return access(own).then(
    () => own,
    () => process.execPath,
  );
}

/** Runs the built CLI in a repository that has no commit yet; it can reach no host at all. */
export async function migrate(app: Copy, flags: string[], environment: Record<string, string> = {}): Promise<Ran> {
  await run('git', ['init', '--quiet'], app.root, {});
  return node([CLI, app.root, ...flags], app.root, environment);
}

export async function node(
  parameters: string[],
  cwd: string,
  environment: Record<string, string>,
  runtime = process.execPath,
): Promise<Ran> {
  return run(runtime, ['--import', PRELOAD, ...parameters], cwd, environment);
}

export async function run(
  command: string,
  parameters: string[],
  cwd: string,
  environment: Record<string, string>,
): Promise<Ran> {
  await gate.enter();
  try {
    return await new Promise<Ran>((resolve, reject) => {
      const { PATH = '', SystemRoot = '' } = process.env;
      const child = spawn(command, parameters, { cwd, env: { PATH, SystemRoot, ...environment }, timeout: 60_000 });
      const ran: Ran = { code: null, stdout: '', stderr: '' };
      child.stdin.end();
      child.stdout.setEncoding('utf8').on('data', (text: string) => (ran.stdout += text));
      child.stderr.setEncoding('utf8').on('data', (text: string) => (ran.stderr += text));
      child.on('error', reject);
      child.on('close', (code) => resolve({ ...ran, code }));
    });
  } finally {
    gate.leave();
  }
}

/** Two processes at a time, however many tests are under way. */
const gate = {
  free: 2,
  waiting: [] as (() => void)[],
  async enter(): Promise<void> {
    if (this.free > 0) this.free -= 1;
    else await new Promise<void>((resolve) => this.waiting.push(resolve));
  },
  leave(): void {
    const next = this.waiting.shift();
    if (next) next();
    else this.free += 1;
  },
};

/** All files of an application but those of git and of its packages. */
export async function files(app: Copy): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (const entry of await readdir(app.root, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name).slice(app.root.length + 1);
    if (entry.isFile() && !/^(?:\.git|node_modules)[\\/]/.test(path))
      found.set(path, await readFile(join(app.root, path), 'utf8'));
  }
  return new Map([...found].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** What `sed -i` over the whole tree does. */
export async function replaceText(app: Copy, replacements: readonly (readonly [RegExp, string])[]): Promise<void> {
  for (const [path, before] of await files(app)) {
    const after = replacements.reduce((text, [from, to]) => text.replace(from, to), before);
    if (after !== before) await writeFile(join(app.root, path), after);
  }
}

/** One line for what became of a run: who answered, or who refused and why. */
export function outcome(ran: Ran, hosts: Hosts): string {
  const last = hosts.seen.at(-1);
  if (!last) return 'sends nothing';
  const leak = hosts.seen.some(({ host, key }) => host === OPENAI && key === hosts.keys.holysheep);
  const who = [...new Set(hosts.seen.map(({ host }) => (host === OPENAI ? 'OpenAI' : 'HolySheep')))].join(' and ');
  if (ran.code === 0) return `works at ${who}`;
  return `${last.status} at ${who}${leak ? ', which now knows the HolySheep key' : ''}`;
}

/** What a person reads, whoever answered. */
export function kind(ran: Ran): string {
  return ran.stdout.replace(/Answer from \S+ \(\S+\)/g, '…');
}

export function spoken(seen: readonly Seen[]): string[] {
  return seen.map(({ host, path, model }) => `${host} ${path} ${model}`);
}
