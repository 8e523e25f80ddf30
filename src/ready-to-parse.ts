import { statSync } from 'node:fs';
import { join } from 'node:path';
import { fileKind } from './discover/file-kinds.js';
import type { Found } from './discover/look.js';
import { isThreadLanguage, readyThreads } from './languages/packed/parse-threads.js';

/** Starts the threads that parse, where there is enough for them: they make themselves ready while what plans is loaded. */
export function readyToParse(root: string, { candidates, listing }: Found): Promise<void> {
  const size = (path: string) =>
    listing.texts?.get(path)?.length ?? statSync(join(root, path), { throwIfNoEntry: false })?.size ?? 0;
  return readyThreads(
    candidates.flatMap((path) => {
      const language = fileKind(path);
      return isThreadLanguage(language) ? [{ language, size: () => size(path) }] : [];
    }),
  );
}
