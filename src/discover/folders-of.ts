import { posix } from 'node:path';

/** The folder of a file and those above it, the nearest first; `.` is the root, or `/` where a path is absolute. */
export function foldersOf(path: string): string[] {
  const folder = posix.dirname(path);
  return folder === posix.dirname(folder) ? [folder] : [folder, ...foldersOf(folder)];
}
