import { posix } from 'node:path';
import { foldersOf } from '../../discover/folders-of.js';
import type { Files, ModuleTarget, SpelledImport } from '../front-end.js';
import { basesIn, declaredIn, functionsIn, loadedIn } from './declared-names.js';

/** How far files are followed that files load. */
const MAX_LOADED = 40;

/**
 * Where a name leads. `Shop::Chat>OpenAI::Client` is a constant as it is read inside of a namespace, `#client` a function that is
 * called by its bare name, `./x` a file that is loaded.
 */
export function resolveRubyModule(from: string, specifier: string, files: Files): ModuleTarget | undefined {
  if (specifier.startsWith('#')) return functionNamed(from, specifier, files);
  const [around, name] = specifier.split('>');
  if (around === undefined || name === undefined) return loadedFile(from, specifier, files);
  const [first = '', ...rest] = name.split('::');
  for (const whole of [...wholeNames(around, name), ...inheritedNames(from, around, name, files)]) {
    const found = filesWith(from, whole, files);
    if (found.length === 0) continue;
    const target = { files: found, name: whole };
    // A project may open a package's own module, too.
    return whole === name && files.isCatalogued('ruby', first)
      ? { ...target, otherwise: { package: first, path: rest } }
      : target;
  }
  return { package: first, path: rest };
}

/** All that the name may mean, the innermost namespace first. */
function wholeNames(around: string, name: string): string[] {
  const names = around === '' ? [] : around.split('::');
  return [...names.map((_, index) => [...names.slice(0, names.length - index), name].join('::')), name];
}

/** How many classes are followed up from one. */
const MAX_BASES = 6;

/** What the classes around have of those that they extend. */
function inheritedNames(from: string, around: string, name: string, files: Files): string[] {
  const found: string[] = [];
  const open = around === '' ? [] : [around];
  for (let one = open.pop(); one !== undefined && found.length < MAX_BASES; one = open.pop()) {
    const outer = one.includes('::') ? one.slice(0, one.lastIndexOf('::')) : '';
    for (const path of filesWith(from, one, files))
      for (const base of basesIn(path, one, files)) {
        const whole = wholeNames(base.startsWith('::') ? '' : outer, base.replace(/^::/, '')).find(
          (each) => filesWith(path, each, files).length > 0,
        );
        if (whole === undefined || found.includes(`${whole}::${name}`)) continue;
        found.push(`${whole}::${name}`);
        open.push(whole);
      }
  }
  return found;
}

function loadedFile(from: string, specifier: string, files: Files): ModuleTarget | undefined {
  const base = posix.join(posix.dirname(from), specifier);
  const file = [`${base}.rb`, base].find((path) => files.has(path));
  return file === undefined ? undefined : { file };
}

function functionNamed(from: string, specifier: string, files: Files): ModuleTarget | undefined {
  const found = loadedBy(from, files).filter((path) => functionsIn(path, files).has(specifier.slice(1)));
  return found.length > 0 ? { files: found, name: specifier } : undefined;
}

/** The files that a file loads by their paths, and those that these load. */
function loadedBy(from: string, files: Files): string[] {
  const found = new Set<string>();
  const open = [from];
  for (let path = open.pop(); path !== undefined && found.size < MAX_LOADED; path = open.pop())
    for (const one of loadedIn(path, files))
      if (!found.has(one) && files.has(one)) {
        found.add(one);
        open.push(one);
      }
  found.delete(from);
  return [...found];
}

const KNOWN = new WeakMap<Files, Map<string, readonly string[]>>();

/** The files that declare the constant: those that a loader would look into by its name, and those that are near. */
function filesWith(from: string, name: string, files: Files): readonly string[] {
  const known = KNOWN.get(files) ?? new Map<string, readonly string[]>();
  KNOWN.set(files, known);
  const byName = known.get(name) ?? filesNamedAfter(name, files);
  known.set(name, byName);
  const isHere = (path: string) => declaredIn(path, files).has(name);
  if (byName.length > 0) return isHere(from) && !byName.includes(from) ? [from, ...byName] : byName;
  const near = [from, ...loadedBy(from, files), ...nearby(from, files)];
  return [...new Set(near)].filter(isHere);
}

function filesNamedAfter(name: string, files: Files): string[] {
  const parts = name.split('::');
  const found = new Set<string>();
  // A constant stands in the file of the class that it belongs to.
  for (const one of [parts.at(-1), parts.at(-2)])
    for (const base of one === undefined ? [] : fileNames(one))
      for (const path of files.named(`${base}.rb`)) if (declaredIn(path, files).has(name)) found.add(path);
  return [...found];
}

/** Files whose constants are known without a name that leads there: what an app loads when it starts, and scripts side by side. */
function nearby(from: string, files: Files): string[] {
  const folder = posix.dirname(from);
  const folders = [
    folder === '.' ? '' : folder,
    ...foldersOf(from).flatMap((one) =>
      ['config', 'config/initializers', 'config/environments', 'lib'].map((inner) => posix.join(one, inner)),
    ),
  ];
  return [...new Set(folders)].flatMap((one) => files.inFolder(one).filter((path) => path.endsWith('.rb')));
}

/** `OpenAIClient` → `open_ai_client`, `openai_client`, …: a project may say which words are names. */
function fileNames(constant: string): Set<string> {
  const plain = constant
    .replace(/([A-Z\d])([A-Z][a-z])/g, '$1_$2')
    .replace(/([a-z\d])([A-Z])/g, '$1_$2')
    .toLowerCase();
  const names = [
    plain,
    plain.replace('open_ai', 'openai'),
    plain.replace('chat_gpt', 'chatgpt'),
    plain.replaceAll('_', ''),
  ];
  return new Set(names);
}

/** Constants are spelled in capitals where they are read, and files are not. */
export function rubyModuleNames(path: string): string[] {
  const base = posix.basename(path).replace(/\.\w+$/, '');
  return [base.replaceAll('_', '').toLowerCase(), ANYWHERE];
}

/** Stands for a file whose name says nothing of the constants in it. */
const ANYWHERE = '*';

/** Constants that a text spells, too many rather than too few. */
export function* spelledImports(text: string): Iterable<SpelledImport> {
  const found = new Set<string>();
  for (const [name] of text.matchAll(/(?<![\w:@$.'"])(?:::)?[A-Z]\w*(?:::[A-Z]\w*)*/g))
    found.add(name.replace(/^::/, ''));
  for (const name of found) {
    for (const part of name.split('::')) yield { last: part.replaceAll('_', '').toLowerCase() };
    // What is written in capitals is in no file of its name.
    if (/^[A-Z\d_]+$/.test(name)) yield { last: ANYWHERE };
  }
  for (const [, path = ''] of text.matchAll(/^[ \t]*require_relative[ \t(]+["']([^"'\n]{1,200})["']/gm))
    yield { last: posix.basename(path).replace(/\.rb$/, '').replaceAll('_', '').toLowerCase() };
}
