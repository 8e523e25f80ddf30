import { posix } from 'node:path';
import type { Files, ModuleTarget, SpelledImport } from '../front-end.js';
import { OWN_PACKAGE } from './convert.js';

/**
 * Where an import leads: the files of a package of the repository, by the paths that its `go.mod` files give it, or a
 * package of another's.
 */
export function resolveGoModule(from: string, specifier: string, files: Files): ModuleTarget | undefined {
  if (specifier === OWN_PACKAGE) return { files: sameModule(from, files) };
  if (files.isCatalogued('go', specifier)) return { package: specifier };
  for (const { path, folder } of modulesOf(files)) {
    if (specifier !== path && !specifier.startsWith(`${path}/`)) continue;
    const inside = posix.join(folder, specifier.slice(path.length));
    const found = sourcesIn(inside === '.' ? '' : inside, files).filter((one) => !isTest(one));
    if (found.length > 0) return { files: found };
  }
  return { package: specifier };
}

/** The other files of a file's own package. */
export function sameModule(path: string, files: Files): string[] {
  const own = packageOf(path, files);
  const folder = posix.dirname(path);
  return sourcesIn(folder === '.' ? '' : folder, files).filter(
    (one) => one !== path && packageOf(one, files) === own && (isTest(path) || !isTest(one)),
  );
}

/** The name of the package that a file says it belongs to: a folder may hold the tests of another one. */
function packageOf(path: string, files: Files): string | undefined {
  return /^\uFEFF?(?:\s|\/\/[^\n]*\n|\/\*(?:[^*]|\*(?!\/))*\*\/)*package[ \t]+(\w+)/.exec(files.read(path) ?? '')?.[1];
}

function sourcesIn(folder: string, files: Files): string[] {
  return files.inFolder(folder).filter((path) => path.endsWith('.go'));
}

function isTest(path: string): boolean {
  return path.endsWith('_test.go');
}

interface Module {
  /** As imports begin. */
  path: string;
  folder: string;
}

const MODULES = new WeakMap<Files, readonly Module[]>();

/** The modules of the repository, the ones with longer paths first. */
function modulesOf(files: Files): readonly Module[] {
  const known = MODULES.get(files);
  if (known) return known;
  const found = files.named('go.mod').flatMap((manifest): Module[] => {
    const path = /^\uFEFF?[ \t]*module[ \t]+"?([^\s"]+)/m.exec(files.read(manifest) ?? '')?.[1];
    return path === undefined ? [] : [{ path, folder: posix.dirname(manifest) }];
  });
  found.sort((a, b) => b.path.length - a.path.length);
  MODULES.set(files, found);
  return found;
}

/** A package is imported by the name of its folder, or by that of the module. */
export function goModuleNames(path: string): string[] {
  const folder = posix.dirname(path);
  return [folder === '.' ? ROOT : posix.basename(folder)];
}

/** Stands for a package at the root of a module, whose name is written in its manifest only. */
const ROOT = '/';

/** The paths in a text that may be imports, without parsing it. */
export function* spelledImports(text: string): Iterable<SpelledImport> {
  const head = /^[ \t]*(?:func|type|var|const)\b/m.exec(text)?.index ?? text.length;
  for (const [, path = ''] of text.slice(0, head).matchAll(/"([\w./~-]{1,300})"/g)) {
    yield { last: posix.basename(path) };
    // Three parts, and perhaps a version, are what a whole module is called.
    if (/^[^/]+\/[^/]+(?:\/[^/]+)?(?:\/v\d+)?$/.test(path)) yield { last: ROOT };
  }
}
