import { posix } from 'node:path';
import type { SpelledImport } from '../front-end.js';

/** The last names by which an import may lead to the file. A notebook is imported by nobody. */
export function pythonModuleNames(path: string): string[] {
  const name = /(?<![^/])([^/]+)\.py[iw]?$/.exec(path)?.[1];
  if (name === undefined) return [];
  if (name !== '__init__') return [name];
  const directory = posix.basename(posix.dirname(path));
  return [...(directory === '.' ? [] : [directory]), '.', '..', '...'];
}

const KEYWORD = /\b(?:from|import)\b/g;
/** `from` is followed by a module: the names come after the next `import`, which is met on its own. */
const MODULE = /[ \t\f]*(?:\\\r?\n[ \t\f]*)?(\.+|[^\s,;()#"'\\]+)/y;
/** One step of a list of names. `\n` as two characters ends a line in the JSON of a notebook. */
const TOKEN =
  /(?<gap>[ \t\f]+|\\\r?\n)|(?<line>\r?\n|\\n)|(?<comment>#(?:(?!\\n)[^\n])*)|(?<name>[^\s,;()#"'\\]+)|[\s\S]/y;

/**
 * The last name of each module and each name that imports in a text name, read without parsing it: in broken code, in
 * the JSON of a notebook, and too much rather than too little. Each character is looked at once or twice.
 */
export function* spelledImports(text: string): Iterable<SpelledImport> {
  for (const last of importedNames(text)) yield { last };
}

function* importedNames(text: string): Iterable<string> {
  const keyword = new RegExp(KEYWORD);
  for (let match = keyword.exec(text); match; match = keyword.exec(text)) {
    if (match[0] === 'import') {
      const { names, end } = readNames(text, keyword.lastIndex);
      yield* names;
      keyword.lastIndex = end;
      continue;
    }
    MODULE.lastIndex = keyword.lastIndex;
    const module = MODULE.exec(text)?.[1];
    if (module === undefined || module === 'import') continue;
    // `from.x` and `from . x`: the dots and what follows them are one module.
    yield lastName(module);
    if (!/^\.+$/.test(module)) continue;
    const dots = MODULE.lastIndex;
    const rest = MODULE.exec(text)?.[1];
    if (rest !== undefined && rest !== 'import' && !rest.startsWith('.')) yield lastName(rest);
    keyword.lastIndex = dots;
  }
}

/** `a.b as c, d` or `(a, b as c,)` after `import`, up to the first thing that cannot stand there. */
function readNames(text: string, start: number): { names: string[]; end: number } {
  const names: string[] = [];
  let isOpen = false;
  let expected: 'name' | 'alias' | 'comma' = 'name';
  TOKEN.lastIndex = start;
  for (let at = start; at < text.length; at = TOKEN.lastIndex) {
    const token = TOKEN.exec(text);
    const { gap, line, comment, name } = token?.groups ?? {};
    if (gap !== undefined || comment !== undefined) continue;
    if (line !== undefined) {
      if (!isOpen) return { names, end: TOKEN.lastIndex };
    } else if (name === 'import' || name === 'from') return { names, end: at };
    else if (name === 'as') expected = 'alias';
    else if (name !== undefined) {
      if (expected === 'name') names.push(lastName(name));
      else if (expected === 'comma' && !isOpen) return { names, end: at };
      expected = 'comma';
    } else if (token?.[0] === ',') expected = 'name';
    else if (token?.[0] === '(' && !isOpen && names.length === 0) isOpen = true;
    // The end of a line in a notebook: `",` and the next line's quote.
    else if (!(isOpen && token?.[0] === '"')) return { names, end: TOKEN.lastIndex };
  }
  return { names, end: text.length };
}

function lastName(module: string): string {
  if (/^\.+$/.test(module)) return module;
  return module.slice(module.lastIndexOf('.') + 1);
}
