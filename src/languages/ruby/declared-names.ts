import { posix } from 'node:path';
import { push } from '../../push.js';
import type { Files } from '../front-end.js';

interface Declared {
  constants: ReadonlySet<string>;
  functions: ReadonlySet<string>;
  /** What classes extend, and the modules that they take in, as these are written. */
  bases: ReadonlyMap<string, readonly string[]>;
  /** The paths that it loads. */
  loaded: readonly string[];
}

const KNOWN = new WeakMap<Files, Map<string, Declared>>();

/** The constants of a file by their whole names, as its text says without being parsed. */
export function declaredIn(path: string, files: Files): ReadonlySet<string> {
  return declared(path, files).constants;
}

/** The functions of a file that stand outside of classes. */
export function functionsIn(path: string, files: Files): ReadonlySet<string> {
  return declared(path, files).functions;
}

export function basesIn(path: string, name: string, files: Files): readonly string[] {
  return declared(path, files).bases.get(name) ?? [];
}

export function loadedIn(path: string, files: Files): readonly string[] {
  return declared(path, files).loaded;
}

function declared(path: string, files: Files): Declared {
  const known = KNOWN.get(files) ?? new Map<string, Declared>();
  KNOWN.set(files, known);
  const found = known.get(path) ?? readFrom(path, files.read(path) ?? '');
  known.set(path, found);
  return found;
}

const LINE =
  /^([ \t]*)(?:(?:class|module)[ \t]+((?:::)?[A-Z]\w*(?:::[A-Z]\w*)*)(?:[ \t]*<[ \t]*((?:::)?[A-Z][\w:]*))?|((?:::)?[A-Z]\w*)[ \t]*(?:\|\|)?=(?![=~>])|def[ \t]+(?!self\.)(\w+[?!]?)|(?:include|extend|prepend)[ \t(]+((?:::)?[A-Z][\w:]*)|require_relative[ \t(]+["']([^"'\n]{1,200})["'])/gm;

/** Indentation tells what stands in which namespace, as all that lay out the language have it. */
function readFrom(path: string, text: string): Declared {
  const found = { constants: new Set<string>(), functions: new Set<string>(), bases: new Map<string, string[]>() };
  const loaded: string[] = [];
  const open: { indent: number; name: string }[] = [];
  const lines = text.replace(/^\uFEFF/, '').matchAll(LINE);
  for (const [, blanks = '', namespace, base, constant, method, module, file] of lines) {
    while (open.length > 0 && (open.at(-1)?.indent ?? 0) >= blanks.length) open.pop();
    const around = open.at(-1)?.name;
    const whole = (name: string) =>
      around === undefined || name.startsWith('::') ? name.replace(/^::/, '') : `${around}::${name}`;
    if (namespace !== undefined) {
      const name = whole(namespace);
      found.constants.add(name);
      if (base !== undefined) push(found.bases, name, base);
      open.push({ indent: blanks.length, name });
    } else if (constant !== undefined) found.constants.add(whole(constant));
    else if (method !== undefined && blanks === '') found.functions.add(method);
    else if (module !== undefined && around !== undefined) push(found.bases, around, module);
    else if (file !== undefined) loaded.push(posix.join(posix.dirname(path), `${file.replace(/\.rb$/, '')}.rb`));
  }
  return { ...found, loaded };
}
