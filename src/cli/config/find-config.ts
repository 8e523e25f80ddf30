import { existsSync, lstatSync, readFileSync, realpathSync } from 'node:fs';
import { homedir } from 'node:os';
import { basename, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { foldersUpToTop } from '../../discover/up-to-top.js';
import { Failure } from '../../errors.js';

export interface ConfigFile {
  path: string;
  /** As it is named in messages. */
  label: string;
  source: 'project' | 'user';
  /** The key in it that holds the configuration; the whole file without one. */
  under?: string;
}

export const PACKAGE_KEY = 'migrate-to-holysheep';
const NAMES = ['.holysheeprc', '.holysheeprc.json', '.holysheeprc.yaml', '.holysheeprc.yml', 'holysheep.config.json'];
const PROGRAMS = ['.holysheeprc', 'holysheep.config'].flatMap((name) =>
  ['js', 'cjs', 'mjs', 'ts', 'cts', 'mts'].map((extension) => `${name}.${extension}`),
);
const USER_NAMES = ['config.json', 'config.yaml', 'config.yml'];

/**
 * The file of the project: in the folder that is scanned, or the nearest one above it, up to the top of the git repository.
 * @throws Failure where two files are beside each other, or one would have to be run.
 */
export function findProjectConfig(root: string): ConfigFile | undefined {
  for (const folder of foldersUpToTop(root)) {
    const program = PROGRAMS.find((name) => isThere(join(folder, name)));
    if (program !== undefined)
      throw new Failure('config', `${labelOf(join(folder, program))} is a program. Write it as .holysheeprc.json.`);
    const found = NAMES.filter((name) => isThere(join(folder, name))).map((name) => join(folder, name));
    const files: ConfigFile[] = found.map((path) => ({ path, label: labelOf(path), source: 'project' }));
    const manifest = join(folder, 'package.json');
    if (mayHoldConfig(manifest))
      files.push({ path: manifest, label: labelOf(manifest), source: 'project', under: PACKAGE_KEY });
    const [file, other] = files;
    if (file && other)
      throw new Failure('config', `Both ${file.label} and ${other.label} are there. Keep one of them.`);
    if (file) return file;
  }
  return undefined;
}

/** The user's own file. Source: the XDG Base Directory Specification, which ignores a relative path. */
export function findUserConfig(environment: NodeJS.ProcessEnv): ConfigFile | undefined {
  const home = environment.XDG_CONFIG_HOME;
  const folder = join(home && isAbsolute(home) ? home : join(homedir(), '.config'), 'migrate-to-holysheep');
  const found = USER_NAMES.map((name) => join(folder, name)).filter((path) => existsSync(path));
  const [path, other] = found;
  if (path !== undefined && other !== undefined)
    throw new Failure('config', `Both ${path} and ${other} are there. Keep one of them.`);
  return path === undefined ? undefined : { path: realpathSync(path), label: path, source: 'user' };
}

/** The file that `--config` names. It counts as the project's, since it may be the repository's own. */
export function namedConfig(name: string): ConfigFile {
  const path = resolve(name);
  if (!existsSync(path)) throw new Failure('config', `${name} does not exist.`);
  const under = basename(path) === 'package.json' ? { under: PACKAGE_KEY } : {};
  return { path: realpathSync(path), label: name, source: 'project', ...under };
}

/** A look at the text: a manifest that does not matter may well be broken. */
function mayHoldConfig(manifest: string): boolean {
  const stats = lstatSync(manifest, { throwIfNoEntry: false });
  return stats?.isFile() === true && MARK.test(readFileSync(manifest, 'latin1'));
}
const MARK = new RegExp(`"${PACKAGE_KEY}"\\s*:\\s*[^\\s"]`);

function isThere(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}

function labelOf(path: string): string {
  const short = relative(process.cwd(), path).split(sep).join('/');
  return short.startsWith('../../') ? path : short;
}
