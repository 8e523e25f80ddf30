import { posix } from 'node:path';
import { foldersOf } from '../../discover/folders-of.js';
import type { Files, ModuleTarget, SpelledImport } from '../front-end.js';
import { declarationsIn, namespaceOf } from './declared.js';
import { includedPath } from './includes.js';
import { lastOf, OWN_PACKAGE, specifierOf } from './names.js';

const OWN = `${OWN_PACKAGE}:`;
const CONFIG = 'config:';

/** Stands for a file of Laravel's configuration. */
export function configSpecifier(file: string): string {
  return CONFIG + file;
}

/**
 * Where a name leads: a class to the files that declare it, or to the package that its namespace is; a function or a constant to the
 * files that declare it, or to the language; a path to that file.
 */
export function resolvePhpModule(from: string, specifier: string, files: Files): ModuleTarget | undefined {
  if (specifier.startsWith(OWN)) return resolveOther(from, specifier.slice(OWN.length), files);
  if (specifier.startsWith(CONFIG)) return resolveConfig(from, specifier.slice(CONFIG.length), files);
  if (/^[.~]/.test(specifier)) return resolvePath(from, specifier, files);
  return resolveClass(from, specifier, files);
}

/** The package of a class: its namespace, and its own name where it has none. */
function packageOfClass(name: string): string {
  const at = name.lastIndexOf('\\');
  return at === -1 ? name : name.slice(0, at);
}

function resolveClass(from: string, name: string, files: Files): ModuleTarget {
  const found = packageOfClass(name);
  if (files.isCatalogued('php', found)) return { package: found };
  const declaring = declarationsIn(files).classes.get(name.toLowerCase());
  return declaring ? { files: nearest(from, declaring) } : { package: found };
}

/** A function that the namespace of a file does not have is the one of all. */
function resolveOther(from: string, name: string, files: Files): ModuleTarget | undefined {
  const { others, variables } = declarationsIn(files);
  if (name.startsWith('$')) {
    // Of several files nobody knows which one was loaded before.
    const [only, ...more] = nearest(from, variables.get(name) ?? []);
    return only !== undefined && more.length === 0 ? { file: only } : undefined;
  }
  const declaring = others.get(name.toLowerCase()) ?? others.get(lastOf(name).toLowerCase());
  return declaring ? { files: nearest(from, declaring) } : { package: OWN_PACKAGE };
}

/** Of several files that declare a name those that lie nearest: a repository may hold programs beside each other, which know nothing of each other. */
function nearest(from: string, declaring: readonly string[]): readonly string[] {
  if (declaring.length < 2) return declaring;
  for (const folder of foldersOf(from)) {
    const inside = declaring.filter((path) => folder === '.' || path.startsWith(`${folder}/`));
    if (inside.length > 0) return inside;
  }
  return declaring;
}

function resolveConfig(from: string, file: string, files: Files): ModuleTarget | undefined {
  for (const folder of foldersOf(from)) {
    const path = posix.join(folder, 'config', `${file}.php`);
    if (files.has(path)) return { file: path };
  }
  return undefined;
}

function resolvePath(from: string, specifier: string, files: Files): ModuleTarget | undefined {
  const path = posix.join(posix.dirname(from), specifier);
  if (!specifier.startsWith('~') && files.has(path)) return { file: path };
  if (specifier.startsWith('..')) return undefined;
  // What the path begins with is known when the program runs: only one file may be meant.
  const inner = specifier.replace(/^[.~]\//, '');
  const ending = files.named(posix.basename(inner)).filter((one) => one === inner || one.endsWith(`/${inner}`));
  const [only, ...others] = ending;
  return inner !== '' && only !== undefined && others.length === 0 ? { file: only } : undefined;
}

/** Stands for whatever a file declares: no path says which functions and classes it has. */
const ANY_NAME = '()';

export function phpModuleNames(path: string): string[] {
  return [ANY_NAME, posix.basename(path)];
}

/** Functions of the language that nearly all files call, and what looks like a call. */
const COMMON = new Set(
  'array array_filter array_key_exists array_keys array_map array_merge array_push array_unique array_values catch count date define defined dirname echo elseif empty error_log exit explode file_get_contents file_put_contents fn for foreach function function_exists header htmlspecialchars if implode in_array intval is_array is_null is_numeric is_string isset json_decode json_encode list match max md5 microtime min null number_format preg_match preg_replace print print_r printf rtrim sprintf str_contains str_replace strlen strpos strtolower strtotime strtoupper substr switch time trim ucfirst unset use usleep var_dump while'.split(
    ' ',
  ),
);

const INCLUDED = /\b(?:require|include)(?:_once)?\b([^;?]{1,200})[;?]/g;
const USED = /^[ \t]*use[ \t]+(?:function[ \t]+|const[ \t]+)?\\?([\w\\]+)(?:[ \t]+as[ \t]+(\w+))?[ \t]*[;,]/gm;
const CLASSES =
  /(?:\b(?:new|extends|implements|instanceof)\s{1,20}|[(,|?:&]\s{0,20})(\\?[A-Z][\w\\]{0,120})(?=\s{0,20}[({;,)]|\s{1,20}(?:\$|\.\.\.|implements|extends|\{))|(?<![\w\\])(\\?[A-Z][\w\\]{0,120})(?=::|\s{1,20}\$\w)/g;
const CALLED = /(?<![\w$>:\\]|function )([a-z_][\w\\]*)\s*\(/gi;
const CONSTANTS = /(?<![\w$>:\\'"])[A-Z][A-Z0-9_]{2,60}(?![\w'"(:])/g;

/** The classes, functions, constants and files that a text names, without parsing it. */
export function* spelledImports(text: string): Iterable<SpelledImport> {
  const seen = new Set<string>();
  const namespace = namespaceOf(text);
  const inNamespace = (name: string) =>
    namespace === '' || name.startsWith('\\') ? name.replace(/^\\/, '') : `${namespace}\\${name}`;
  const tell = function* (specifier: string, name: string): Iterable<SpelledImport> {
    if (seen.has(specifier)) return;
    seen.add(specifier);
    yield { last: ANY_NAME, specifier, names: [name] };
  };
  for (const [, path = ''] of text.matchAll(INCLUDED)) {
    const specifier = includedPath(path);
    if (!seen.has(specifier)) yield { last: posix.basename(specifier), specifier };
    seen.add(specifier);
  }
  for (const [, file = ''] of text.matchAll(/\b(?:config\(|Config::get\()\s*['"]([\w-]+)[.'"]/g))
    if (!seen.has(CONFIG + file)) {
      seen.add(CONFIG + file);
      yield { last: `${file}.php`, specifier: CONFIG + file };
    }
  const aliases = new Map<string, string>();
  for (const [, whole = '', alias] of text.matchAll(USED)) {
    aliases.set(alias ?? lastOf(whole), whole);
    yield* tell(whole, lastOf(whole));
  }
  for (const [, first, second] of text.matchAll(CLASSES)) {
    const name = first ?? second ?? '';
    const [head = '', ...rest] = name.split('\\');
    const base = aliases.get(head);
    yield* tell(base === undefined ? inNamespace(name) : [base, ...rest].join('\\'), lastOf(name));
  }
  for (const [, name = ''] of text.matchAll(CALLED))
    if (!COMMON.has(name.toLowerCase())) yield* tell(specifierOf(inNamespace(name)), lastOf(name));
  for (const [, listed = ''] of text.matchAll(/\bglobal\s+(\$[^;]{1,200});/g))
    for (const [name] of listed.matchAll(/\$\w+/g)) yield* tell(specifierOf(name), name);
  for (const [name] of text.matchAll(CONSTANTS)) yield* tell(specifierOf(inNamespace(name)), name);
}
