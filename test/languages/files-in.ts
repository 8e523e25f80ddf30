import type { Files } from '../../src/languages/front-end.js';

/** A repository of texts, as a front end sees it; `known` is what the catalog says. */
export function filesIn(texts: Record<string, string>, known: Partial<Files> = {}): Files {
  const paths = Object.keys(texts);
  const folderOf = (path: string) => path.slice(0, Math.max(0, path.lastIndexOf('/')));
  return {
    has: (path) => path in texts,
    named: (name) => paths.filter((path) => `/${path}`.endsWith(`/${name}`)),
    inFolder: (folder) => paths.filter((path) => folderOf(path) === folder),
    ending: (end) => paths.filter((path) => path.endsWith(end)),
    isCatalogued: () => false,
    isSharedName: () => false,
    isCommon: () => false,
    read: (path) => texts[path],
    ...known,
  };
}
