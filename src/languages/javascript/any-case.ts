import { posix } from 'node:path';
import type { Files } from '../front-end.js';

const VIEWS = new WeakMap<Files, Files>();

/**
 * The file that `find` finds where names are not told apart by their case, as on most developers' systems: `./OpenAI` is `openai.ts`
 * there. Folders are, since a listing has each as it is.
 */
export function inAnyCase(files: Files, find: (files: Files) => string | undefined): string | undefined {
  const view = VIEWS.get(files) ?? viewOf(files);
  VIEWS.set(files, view);
  const found = find(view);
  return found === undefined ? undefined : alike(files, found);
}

function viewOf(files: Files): Files {
  return {
    has: (path) => alike(files, path) !== undefined,
    named: (name) => files.named(name),
    inFolder: (folder) => files.inFolder(folder),
    isCatalogued: (language, specifier) => files.isCatalogued(language, specifier),
    isSharedName: (...asked) => files.isSharedName(...asked),
    isCommon: (...asked) => files.isCommon(...asked),
    read: (path) => files.read(path),
  };
}

/** The one file whose name is that but for the case. */
function alike(files: Files, path: string): string | undefined {
  if (files.has(path)) return path;
  const folder = posix.dirname(path);
  const folded = path.toLowerCase();
  const found = files.inFolder(folder === '.' ? '' : folder).filter((one) => one.toLowerCase() === folded);
  return found.length === 1 ? found[0] : undefined;
}
