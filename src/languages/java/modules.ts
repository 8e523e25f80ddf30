import { posix } from 'node:path';
import type { Files, ModuleTarget, SpelledImport } from '../front-end.js';

/** Stands before a name that no import of its own has, which is a class of the file's own package or of one that is imported whole. */
const OWN = '.';

/** `wildcards`: the packages of which a file imports all. */
export function ownSpecifier(name: string, wildcards: readonly string[]): string {
  return [`${OWN}${name}`, ...wildcards].join(' ');
}

/** Where an import leads: the file of the project that has the class, or a package of another's. */
export function resolveJavaModule(from: string, specifier: string, files: Files): ModuleTarget | undefined {
  if (!specifier.startsWith(OWN)) {
    const folder = specifier.slice(0, specifier.lastIndexOf('.'));
    return classFile(from, specifier, files) ?? { package: folder };
  }
  const [own = '', ...wildcards] = specifier.split(' ');
  const name = own.slice(OWN.length);
  const beside = besideOf(from, name, files);
  if (beside) return { file: beside };
  for (const folder of wildcards) {
    const found = classFile(from, `${folder}.${name}`, files);
    if (found) return found;
  }
  const [known = wildcards[0]] = wildcards.filter((one) => files.hasName?.('java', one, name));
  return known === undefined ? undefined : { package: known };
}

/** The file of a class of the project. Of several, the one that lies nearest. */
function classFile(from: string, name: string, files: Files): ModuleTarget | undefined {
  const path = `${name.replaceAll('.', '/')}.java`;
  const all = files.named(posix.basename(path)).filter((one) => one === path || one.endsWith(`/${path}`));
  const [first] = [...all].sort((a, b) => shared(b, from) - shared(a, from));
  return first === undefined ? undefined : { file: first };
}

/** How many letters two paths begin with alike. */
function shared(path: string, other: string): number {
  let length = 0;
  while (length < path.length && path[length] === other[length]) length++;
  return length;
}

/** The file beside one that declares a class of a name: its own, or another one's. */
function besideOf(from: string, name: string, files: Files): string | undefined {
  const same = sameModule(from, files);
  const own = same.find((path) => posix.basename(path) === `${name}.java`);
  if (own !== undefined) return own;
  const declares = new RegExp(
    `^[ \\t]*(?:(?:final|abstract|sealed)[ \\t]+)*(?:class|enum|record|interface)[ \\t]+${name}\\b`,
    'm',
  );
  return same.find((path) => declares.test(files.read(path) ?? ''));
}

/** The other files of a file's own package, in its folder and under the other roots of sources: tests lie apart. */
export function sameModule(path: string, files: Files): string[] {
  const folder = posix.dirname(path);
  const own = inFolder(folder, path, files);
  const twin = /^(.*?)\bsrc\/(test|main)\/java(\/|$)/.exec(folder);
  if (!twin) return own;
  const [whole, before = '', kind, slash = ''] = twin;
  const other = `${before}src/${kind === 'test' ? 'main' : 'test'}/java${slash}${folder.slice(whole.length)}`;
  return kind === 'test' ? [...own, ...inFolder(other, path, files)] : own;
}

function inFolder(folder: string, path: string, files: Files): string[] {
  return files.inFolder(folder === '.' ? '' : folder).filter((one) => one !== path && one.endsWith('.java'));
}

/** A class is imported by its name, or with all of its package. */
export function javaModuleNames(path: string): string[] {
  const folder = posix.basename(posix.dirname(path));
  return [posix.basename(path, '.java'), ...(folder === '.' ? [] : [folder])];
}

/** The imports in a text, without parsing it. */
export function* spelledImports(text: string): Iterable<SpelledImport> {
  for (const [, isStatic, path = ''] of text.matchAll(
    /^[ \t]*import[ \t]+(static[ \t]+)?([\w.]{1,300}(?:\*)?)[ \t]*;/gm,
  )) {
    const names = path.split('.');
    const classes = names.filter((one) => /^[A-Z]/.test(one));
    if (names.at(-1) === '*' && !isStatic && classes.length === 0) yield { last: names.at(-2) ?? '' };
    for (const one of classes.length > 0 ? classes : names.slice(-1)) if (one !== '*') yield { last: one };
  }
}
