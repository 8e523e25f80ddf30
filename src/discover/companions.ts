import { posix } from 'node:path';
import { foldersOf } from './folders-of.js';

/**
 * Files that name nothing of OpenAI's themselves, but say whose the candidates beside them are: the charts on which a chart
 * of Helm depends read a part of its values.
 */
export function companions(candidates: readonly string[], files: readonly string[]): string[] {
  const folders = new Set(candidates.filter((path) => /\.ya?ml$/.test(path)).flatMap(foldersOf));
  if (folders.size === 0) return [];
  const known = new Set(candidates);
  return files.filter((path) => isChart(path) && folders.has(posix.dirname(path)) && !known.has(path));
}

/** Whether a file says what a chart depends on: Helm's own, and that of Helm 2. Source: helm.sh/docs/topics/charts. */
export function isChart(path: string): boolean {
  return /(?:^|\/)(?:Chart|requirements)\.yaml$/.test(path);
}
