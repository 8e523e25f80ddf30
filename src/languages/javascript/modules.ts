import { isBuiltin } from 'node:module';
import { posix } from 'node:path';
import type { Files, ModuleTarget, SpelledImport } from '../front-end.js';
import { inAnyCase } from './any-case.js';
import { resolveFrameworkAlias } from './framework-aliases.js';
import { resolvePackageImport } from './package-imports.js';
import { resolveThroughTsconfig } from './tsconfig-paths.js';
import { packageRoots } from './workspace.js';

const EXTENSIONS = ['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs', '.json', '.d.ts', '.vue'];
/** TypeScript lets an import name the file that will be emitted. */
const EMITTED: Record<string, string[]> = {
  '.js': ['.ts', '.tsx', '.jsx'],
  '.jsx': ['.tsx'],
  '.mjs': ['.mts'],
  '.cjs': ['.cts'],
};

/** Where an import leads: relative files, packages of the workspace, tsconfig `paths`, or a package of the registry. */
export function resolveJavaScriptModule(from: string, specifier: string, files: Files): ModuleTarget | undefined {
  if (specifier.startsWith('.')) {
    const base = posix.join(posix.dirname(from), specifier);
    const file = findModule(base, files) ?? inAnyCase(files, (view) => findModule(base, view));
    return file === undefined ? undefined : { file };
  }
  if (specifier.startsWith('#')) {
    const file =
      resolvePackageImport(from, specifier, files) ??
      resolveThroughTsconfig(from, specifier, files) ??
      resolveFrameworkAlias(from, specifier, files);
    return file === undefined ? { package: specifier } : { file };
  }
  if (isBuiltin(specifier)) return { package: specifier };
  const name = registryName(specifier);
  if (files.isCatalogued('javascript', name)) return { package: name };
  const local = packageRoots(files).get(packageName(name));
  if (local !== undefined) {
    const file = findInPackage(local, name.slice(packageName(name).length), files);
    if (file !== undefined) return { file };
  }
  const aliased = (view: Files) =>
    resolveThroughTsconfig(from, specifier, view) ?? resolveFrameworkAlias(from, specifier, view);
  const mapped = aliased(files) ?? (isAlias(specifier) ? inAnyCase(files, aliased) : undefined);
  return mapped === undefined ? { package: name } : { file: mapped };
}

/** What no package can be called. */
function isAlias(specifier: string): boolean {
  return /^[@~$]\/|^\$lib\//.test(specifier);
}

/** `@scope/name/sub` → `@scope/name`. */
export function packageName(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}

/** `npm:openai@4`, `https://esm.sh/openai@4.2.0?target=es2022`, `https://deno.land/x/openai@v4/mod.ts` → `openai`. */
function registryName(specifier: string): string {
  const url =
    /^(?:npm:|jsr:|https?:\/\/(?:esm\.sh|cdn\.skypack\.dev|deno\.land\/x|unpkg\.com|cdn\.jsdelivr\.net\/npm)\/)(.+)$/.exec(
      specifier,
    );
  const name = url?.[1];
  if (name === undefined) return specifier;
  return name
    .replace(/[?#].*/s, '')
    .replace(/^((?:@[^/@]+\/)?[^/@]+)@[^/]+/, '$1')
    .replace(/\/mod\.ts$/, '');
}

/** The file that a path without its extension means. */
export function findModule(base: string, files: Files): string | undefined {
  if (/\.[a-z]+$/i.test(base) && files.has(base)) return base;
  const extension = posix.extname(base);
  for (const emitted of EMITTED[extension] ?? []) {
    const source = base.slice(0, -extension.length) + emitted;
    if (files.has(source)) return source;
  }
  for (const suffix of EXTENSIONS) if (files.has(base + suffix)) return base + suffix;
  const index = base === '' || base === '.' ? 'index' : `${base}/index`;
  for (const suffix of EXTENSIONS) if (files.has(index + suffix)) return index + suffix;
  return undefined;
}

/** The file that a folder with a manifest means. */
export function findFolder(directory: string, files: Files): string | undefined {
  return files.has(posix.join(directory, 'package.json')) ? findInPackage(directory, '', files) : undefined;
}

/** An entry of a workspace package: its source, since what its manifest names is often built and not in the tree. */
function findInPackage(directory: string, subpath: string, files: Files): string | undefined {
  const at = (path: string) => findModule(posix.join(directory, path), files);
  if (subpath !== '') return at(subpath) ?? at(`src${subpath}`) ?? at(`lib${subpath}`);
  const manifest = readJson(files.read(posix.join(directory, 'package.json')));
  const main = [manifest?.source, manifest?.module, manifest?.main, manifest?.types].filter(
    (entry): entry is string => typeof entry === 'string',
  );
  for (const entry of main) {
    const source = entry.replace(/^\.?\/?(?:dist|build|lib|out)\//, 'src/').replace(/(?:\.d)?\.[cm]?[jt]s$/, '');
    const found = at(entry) ?? at(source);
    if (found !== undefined) return found;
  }
  return at('src/index') ?? at('index') ?? at('src/main');
}

export function readJson(text: string | undefined): Record<string, unknown> | undefined {
  if (text === undefined) return undefined;
  try {
    const value: unknown = JSON.parse(text.replace(/^\uFEFF/, ''));
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

const SPECIFIER =
  /(?:\{(?<list>[^{}]{0,8000})\}\s{0,8})?(?:from|import|require)\s{0,4}\(?\s{0,4}["'`](?<specifier>[^"'`\n]{1,200})["'`]/g;
/** What stands before a list of names, or before `from`. */
const BEFORE = /\b(?:import|export)(?![\w$])\s*(?<type>type\s+)?(?:(?<whole>[\w$]+)\s*(?<comma>,)?\s*)?$/;

export function* spelledImports(text: string): Iterable<SpelledImport> {
  for (const { index, groups } of text.matchAll(SPECIFIER)) {
    const { list, specifier = '' } = groups ?? {};
    const before = BEFORE.exec(text.slice(Math.max(0, index - 100), index))?.groups;
    // Types have no values that lead anywhere.
    if (before?.type && list !== undefined) continue;
    const names = before && takenNames(list, before);
    yield { last: lastName(specifier), specifier, ...(names && { names }) };
  }
}

/** What `import whole, { list } from` takes; undefined for what may be all that the module has. */
function takenNames(list: string | undefined, { whole, comma }: Record<string, string>): string[] | undefined {
  if (list === undefined) return whole === undefined ? undefined : ['default'];
  if (whole !== undefined && comma === undefined) return undefined;
  const named = list.replace(/\/\*(?:[^*]|\*(?!\/))*(?:\*\/)?|\/\/.*/g, '').split(',');
  // `type name`: both may be a name here.
  const taken = named.flatMap((one) => one.split(/\sas\s/, 1)[0]?.match(/[^\s"']+/g) ?? []);
  return whole === undefined ? taken : ['default', ...taken];
}

/** A package's entry is imported by the package's name, often that of a directory above `src`. */
export function moduleNames(path: string): string[] {
  const name = lastName(path);
  const directories = posix.dirname(path).split('/').reverse();
  const isEntry = name === 'index' || name === 'main' || name === 'mod';
  return isEntry ? [name, '.', '..', ...directories.slice(0, 3)] : [name];
}

function lastName(specifier: string): string {
  return posix.basename(specifier).replace(/\.[cm]?[jt]sx?$/, '');
}
