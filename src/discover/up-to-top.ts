import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * A folder and those above it, the nearest first, up to the top of its git repository. Outside of git the folder alone: what
 * stands above it is not known to belong to it.
 */
export function foldersUpToTop(root: string): string[] {
  const folders = [root];
  for (let folder = root; !existsSync(join(folder, '.git')); folder = dirname(folder)) {
    if (dirname(folder) === folder) return [root];
    folders.push(dirname(folder));
  }
  return folders;
}
