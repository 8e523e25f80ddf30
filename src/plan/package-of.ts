import { posix } from 'node:path';
import { MANIFESTS } from '../catalog/allow-lists.js';
import { foldersOf } from '../discover/folders-of.js';

/** Whether a folder says of itself that it is a package, or is the root. */
export function isPackage(folder: string, files: { has(path: string): boolean }): boolean {
  return folder === '.' || MANIFESTS.some((name) => files.has(posix.join(folder, name)));
}

/** The folder of the nearest package around a file. */
export function packageOf(path: string, files: { has(path: string): boolean }): string {
  return foldersOf(path).find((folder) => isPackage(folder, files)) ?? '.';
}
