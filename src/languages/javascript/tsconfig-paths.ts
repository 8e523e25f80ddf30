import { posix } from 'node:path';
import { parse } from 'jsonc-parser';
import type { Files } from '../front-end.js';
import { findFolder, findModule } from './modules.js';
import { type StarPattern, starIn, starPattern } from './star-pattern.js';
import { ancestors, packageRoots } from './workspace.js';

/** What a tsconfig says of where modules lie. Folders are relative to the repository's root, `''`. */
interface Mapping {
  /** Where names are looked for that no pattern matches. */
  baseUrl: string | undefined;
  patterns: readonly Pattern[];
}

/** `"@/*": ["./src/*"]`, or a name without `*`. */
interface Pattern extends StarPattern {
  /** Paths from the root, with the same `*`, in the order in which they are tried. */
  targets: readonly string[];
}

/** What is inherited: `paths` lie where they are written, unless there is a `baseUrl`. */
interface Options {
  baseUrl?: string;
  paths?: Record<string, unknown>;
  pathsFolder?: string;
}

interface TsConfig {
  extends?: unknown;
  references?: unknown;
  compilerOptions?: { baseUrl?: unknown; paths?: unknown };
}

const MAPPINGS = new WeakMap<Files, Map<string, Mapping | undefined>>();

/**
 * The file that a specifier means by a tsconfig or jsconfig (`paths`, `baseUrl`, `extends`, project references), as TypeScript
 * resolves it (https://www.typescriptlang.org/tsconfig/#paths). A test holds it against TypeScript itself, which would take 100 MB
 * and a third of a second to ask.
 */
export function resolveThroughTsconfig(from: string, specifier: string, files: Files): string | undefined {
  const mapping = mappingFor(from, files);
  if (!mapping) return undefined;
  const pattern = bestPattern(mapping.patterns, specifier);
  const find = (path: string) => findModule(path, files) ?? findFolder(path, files);
  if (!pattern) return mapping.baseUrl === undefined ? undefined : find(join(mapping.baseUrl, specifier));
  const rest = starIn(pattern, specifier) ?? '';
  for (const target of pattern.targets) {
    const found = find(target.replace('*', () => rest));
    if (found !== undefined) return found;
  }
  return undefined;
}

/** A whole name before all others, then the longest beginning. */
function bestPattern(patterns: readonly Pattern[], specifier: string): Pattern | undefined {
  const matching = patterns.filter((pattern) => starIn(pattern, specifier) !== undefined);
  const whole = matching.find(({ suffix }) => suffix === undefined);
  return whole ?? matching.reduce<Pattern | undefined>((best, one) => (longer(one, best) ? one : best), undefined);
}

function longer(one: Pattern, best: Pattern | undefined): boolean {
  return !best || one.prefix.length > best.prefix.length;
}

/** That of the nearest configuration that maps modules. */
function mappingFor(from: string, files: Files): Mapping | undefined {
  const known = MAPPINGS.get(files) ?? new Map<string, Mapping | undefined>();
  MAPPINGS.set(files, known);
  for (const directory of ancestors(from))
    for (const name of ['tsconfig.json', 'jsconfig.json']) {
      const path = posix.join(directory, name);
      if (!files.has(path)) continue;
      if (!known.has(path)) known.set(path, mappingOf(path, files));
      const mapping = known.get(path);
      if (mapping) return mapping;
    }
  return undefined;
}

function mappingOf(path: string, files: Files, seen = new Set<string>()): Mapping | undefined {
  seen.add(path);
  const { baseUrl, paths, pathsFolder = '' } = optionsOf(path, files);
  if (paths || baseUrl !== undefined) {
    const place = placeIn(baseUrl ?? pathsFolder, posix.dirname(path));
    return { baseUrl, patterns: Object.entries(paths ?? {}).flatMap((entry) => patternOf(entry, place) ?? []) };
  }
  // A solution file only refers to others; the first that maps anything speaks for the directory.
  for (const reference of listOf(configAt(path, files)?.references)) {
    const referred = (reference as { path?: unknown } | null)?.path;
    if (typeof referred !== 'string') continue;
    const inside = join(posix.dirname(path), referred);
    const file = inside.endsWith('.json') ? inside : join(inside, 'tsconfig.json');
    const mapping = seen.has(file) ? undefined : mappingOf(file, files, seen);
    if (mapping) return mapping;
  }
  return undefined;
}

function patternOf([name, targets]: [string, unknown], place: (path: string) => string): Pattern | undefined {
  const pattern = starPattern(name);
  const paths = listOf(targets).flatMap((target) => (typeof target === 'string' ? [place(target)] : []));
  return pattern && { ...pattern, targets: paths };
}

/** The options that count, those of what it extends included: the last one that says something. */
function optionsOf(path: string, files: Files, above: readonly string[] = []): Options {
  const config = above.includes(path) ? undefined : configAt(path, files);
  if (!config) return {};
  const folder = posix.dirname(path);
  const extended = listOf(config.extends).flatMap((name) => {
    const base = typeof name === 'string' ? extendedFile(folder, name, files) : undefined;
    return base === undefined ? [] : [optionsOf(base, files, [...above, path])];
  });
  const { baseUrl, paths } = config.compilerOptions ?? {};
  const place = placeIn(folder, posix.dirname(above[0] ?? path));
  const isMap = typeof paths === 'object' && paths !== null && !Array.isArray(paths);
  return Object.assign({}, ...extended, {
    ...(typeof baseUrl === 'string' && { baseUrl: place(baseUrl) }),
    ...(isMap && { paths, pathsFolder: folder }),
  });
}

/** A path, or a file of a package of the workspace. */
function extendedFile(folder: string, name: string, files: Files): string | undefined {
  if (/^\.\.?(?:\/|$)/.test(name)) return asConfig(join(folder, name), files);
  const [first = '', second = '', ...rest] = name.split('/');
  const isScoped = first.startsWith('@');
  const root = packageRoots(files).get(isScoped ? `${first}/${second}` : first);
  const inside = (isScoped ? rest : [second, ...rest]).join('/');
  return root === undefined ? undefined : asConfig(join(root, inside || 'tsconfig.json'), files);
}

function asConfig(path: string, files: Files): string | undefined {
  return [path, `${path}.json`].find((one) => files.has(one));
}

function configAt(path: string, files: Files): TsConfig | undefined {
  const value: unknown = parse(files.read(path) ?? '', [], { allowTrailingComma: true });
  return typeof value === 'object' && value !== null ? value : undefined;
}

function listOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  return typeof value === 'string' ? [value] : [];
}

/** `${configDir}` is the folder of the configuration that nobody extends. */
function placeIn(folder: string, configDir: string): (path: string) => string {
  return (path) =>
    path.startsWith(CONFIG_DIR) ? join(configDir, `./${path.slice(CONFIG_DIR.length)}`) : join(folder, path);
}
// biome-ignore lint/suspicious/noTemplateCurlyInString: TypeScript's own syntax
const CONFIG_DIR = '${configDir}';

/** Inside the repository, with `''` for its root. */
function join(folder: string, path: string): string {
  const joined = posix.join(folder, path);
  return joined === '.' || joined === './' ? '' : joined.replace(/\/$/, '');
}
