import { readdirSync } from 'node:fs';
import { join, posix } from 'node:path';
import { foldersOf } from './folders-of.js';
import { isKeyFile } from './key-file.js';
import { LinkedFolders } from './linked-folders.js';

/**
 * The files of keys beside some files and above them, up to the root, whatever git says of them: they say where a program leads on this machine.
 * None is behind a link. Sorted.
 */
export function keyFilesBeside(root: string, paths: readonly string[]): string[] {
  const links = new LinkedFolders(root);
  const folders = new Set(paths.flatMap(foldersOf));
  return [...folders].flatMap((folder) => namesIn(root, folder, links)).sort();
}

function namesIn(root: string, folder: string, links: LinkedFolders): string[] {
  const path = (name: string) => posix.join(folder, name);
  if (links.isBehindLink(path('file'))) return [];
  try {
    const entries = readdirSync(join(root, folder), { withFileTypes: true });
    return entries.flatMap((entry) => (entry.isFile() && isKeyFile(path(entry.name)) ? [path(entry.name)] : []));
  } catch {
    // A folder that is staged need not be on the disk.
    return [];
  }
}
