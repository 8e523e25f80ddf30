import { posix } from 'node:path';

/** The folder of a file and those above it, the nearest first; `.` is the root. */
export function foldersOf(path: string): string[] {
  const folder = posix.dirname(path);
  return folder === '.' ? ['.'] : [folder, ...foldersOf(folder)];
}
