import { isTestPath } from '../../discover/file-kinds.js';
import { push } from '../../push.js';
import type { Files } from '../front-end.js';

/** Which files of a repository declare what, by whole names: PHP looks names up in all files that are loaded, whichever these are. */
export interface Declarations {
  classes: ReadonlyMap<string, readonly string[]>;
  /** Functions and constants. */
  others: ReadonlyMap<string, readonly string[]>;
  /** Variables of the top level. */
  variables: ReadonlyMap<string, readonly string[]>;
}

const KNOWN = new WeakMap<Files, Declarations>();

/** Read once, when a name is asked for that is neither of the file itself nor of a package of the catalog. */
export function declarationsIn(files: Files): Declarations {
  const known = KNOWN.get(files);
  if (known) return known;
  const classes = new Map<string, string[]>();
  const others = new Map<string, string[]>();
  const variables = new Map<string, string[]>();
  for (const path of files.ending?.('.php') ?? []) {
    // A test declares what it stands in for.
    if (isTestPath(path)) continue;
    const text = files.read(path) ?? '';
    for (const { kind, name } of declaredBy(text)) push(kind === 'class' ? classes : others, name.toLowerCase(), path);
    for (const name of new Set(Array.from(text.matchAll(VARIABLE), ([, one = '']) => one))) push(variables, name, path);
  }
  const found = { classes, others, variables };
  KNOWN.set(files, found);
  return found;
}

export function namespaceOf(text: string): string {
  return /^[ \t]*(?:<\?php[ \t]+)?namespace[ \t]+([\w\\]+)[ \t]*[;{]/m.exec(text)?.[1] ?? '';
}

const CLASS = /^[ \t]*(?:(?:abstract|final|readonly)[ \t]+){0,3}(?:class|interface|trait|enum)[ \t]+([A-Za-z_]\w*)/gm;
const FUNCTION = /^([ \t]*)function[ \t]+&?([A-Za-z_]\w*)[ \t]*\(/gm;
const CONSTANT = /\bdefine[ \t]*\([ \t]*['"](\w+)['"]|^const[ \t]+(?:\w+[ \t]+)?([A-Za-z_]\w*)[ \t]*=/gm;

const VARIABLE = /^(\$\w+)[ \t]*=(?![=>])/gm;

function* declaredBy(text: string): Iterable<{ kind: 'class' | 'other'; name: string }> {
  const namespace = namespaceOf(text);
  const whole = (name: string) => (namespace === '' ? name : `${namespace}\\${name}`);
  let firstClass = text.length;
  for (const { 1: name = '', index } of text.matchAll(CLASS)) {
    firstClass = Math.min(firstClass, index);
    yield { kind: 'class', name: whole(name) };
  }
  // What is indented behind a class is one of its methods.
  for (const { 1: indent = '', 2: name = '', index } of text.matchAll(FUNCTION))
    if (indent === '' || index < firstClass) yield { kind: 'other', name: whole(name) };
  for (const { 1: defined, 2: written = '' } of text.matchAll(CONSTANT))
    yield { kind: 'other', name: defined ?? whole(written) };
}
