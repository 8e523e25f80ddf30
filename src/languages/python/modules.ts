import { posix } from 'node:path';
import type { Files, ModuleTarget } from '../front-end.js';
import { isAlwaysLoaded, isStandardLibrary } from './standard-library.js';

/**
 * Where an import leads. A relative one is looked for beside the file. An absolute one is looked for in the file's own
 * directory and those above it, then wherever the repository has that package; else it is a package of the registry, or
 * of the standard library, with the names walked in it. A folder `agents` of a program's own does not hide the package
 * that is installed under that name: who imports what the folder does not have means the package.
 */
export function resolvePythonModule(from: string, specifier: string, files: Files): ModuleTarget | undefined {
  const dots = /^\.*/.exec(specifier)?.[0].length ?? 0;
  const names = specifier.slice(dots).split('.').filter(Boolean);
  if (dots > 0) {
    const file = moduleAt(up(posix.dirname(from), dots - 1), names, files);
    return file === undefined ? undefined : { file };
  }
  const [top = '', ...path] = names;
  const external: ModuleTarget = { package: top, path };
  if (isAlwaysLoaded(top)) return external;
  const own = posix.dirname(from);
  // A file beside the importing one hides a package of its name; one elsewhere is another thing.
  const isKnown = isStandardLibrary(top) || files.isCatalogued('python', top);
  // `streamlit.py` of one program is not what `import streamlit` of another means.
  const elsewhere = files.isCommon('python', top) ? [] : rootsOf(top, from, files);
  const roots = isKnown ? [own, ...packageRoot(own, top)] : [...above(own), ...elsewhere];
  const otherwise = files.isSharedName('python', top) ? external : undefined;
  const inFolder = otherwise && { files: [], otherwise };
  for (const root of roots) {
    const file = moduleAt(root, names, files);
    if (file !== undefined) return otherwise && !givesAnything(file, files) ? { file, otherwise } : { file };
    // `a.b` may be a directory only: what is imported from it is asked for next.
    if (!isKnown && names.length > 1 && moduleAt(root, [top], files) !== undefined) return inFolder;
  }
  // A directory without `__init__.py` is a package too; the file itself lies in it.
  return !isKnown && packageRoot(own, top).length > 0 ? inFolder : external;
}

/** Whether a module makes names when they are asked for, so that nobody can tell which it has. */
function givesAnything(file: string, files: Files): boolean {
  return files.read(file)?.includes('__getattr__') === true;
}

/** The directories from a file's own up to the root. */
function above(directory: string): string[] {
  return directory === '.' ? ['.'] : [directory, ...above(posix.dirname(directory))];
}

function up(directory: string, steps: number): string {
  return steps <= 0 ? directory : up(posix.dirname(directory), steps - 1);
}

function moduleAt(root: string, names: readonly string[], files: Files): string | undefined {
  const base = (root === '.' ? names : [root, ...names]).join('/');
  const candidates = names.length === 0 ? [] : [`${base}.py`, `${base}.pyi`];
  return [...candidates, base === '' ? '__init__.py' : `${base}/__init__.py`].find((path) => files.has(path));
}

/** The directory that holds the package, for files that lie in it: the repository may be that package. */
function packageRoot(directory: string, top: string): string[] {
  return above(directory).flatMap((one) => (posix.basename(one) === top ? [posix.dirname(one)] : []));
}

/** Whether a file, or a folder that is a package, has the name. */
export function isModuleName(name: string, files: Files): boolean {
  return files.named(`${name}.py`).length > 0 || packagesIn(files).has(name);
}

const PACKAGES = new WeakMap<Files, ReadonlySet<string>>();

/** The names of all folders with an `__init__.py`. */
function packagesIn(files: Files): ReadonlySet<string> {
  const found =
    PACKAGES.get(files) ?? new Set(files.named('__init__.py').map((path) => posix.basename(posix.dirname(path))));
  PACKAGES.set(files, found);
  return found;
}

const ROOTS = new WeakMap<Files, Map<string, readonly string[]>>();

/** The directories, anywhere in the repository, that hold a module or a package of the name; the nearest alone. */
function rootsOf(top: string, from: string, files: Files): string[] {
  const known = ROOTS.get(files) ?? new Map<string, readonly string[]>();
  ROOTS.set(files, known);
  const roots = known.get(top) ?? [
    ...files.named(`${top}.py`).map((path) => posix.dirname(path)),
    ...files
      .named('__init__.py')
      .map((path) => posix.dirname(path))
      .filter((path) => posix.basename(path) === top)
      .map((path) => posix.dirname(path)),
  ];
  known.set(top, roots);
  const nearness = (root: string) => above(posix.dirname(from)).findIndex((one) => isInside(root, one));
  const nearest = Math.min(...roots.map(nearness));
  const chosen = roots.filter((root) => nearness(root) === nearest);
  // Of two that are as near, neither is known to be meant.
  return chosen.length === 1 ? chosen : [];
}

function isInside(directory: string, outer: string): boolean {
  return outer === '.' || directory === outer || directory.startsWith(`${outer}/`);
}
