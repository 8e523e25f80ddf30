import { posix } from 'node:path';

/**
 * Files that name nothing of OpenAI's themselves, but say whose the candidates beside them are: the charts on which a chart
 * of Helm depends read a part of its values.
 */
export function companions(candidates: readonly string[], files: readonly string[]): string[] {
  const folders = new Set(candidates.filter((path) => /\.ya?ml$/.test(path)).flatMap(foldersAbove));
  const known = new Set(candidates);
  return files.filter((path) => isChart(path) && folders.has(posix.dirname(path)) && !known.has(path));
}

/** Helm's own, and that of Helm 2. Source: helm.sh/docs/topics/charts. */
function isChart(path: string): boolean {
  return /(?:^|\/)(?:Chart|requirements)\.yaml$/.test(path);
}

function foldersAbove(path: string): string[] {
  const folder = posix.dirname(path);
  return folder === '.' ? ['.'] : [folder, ...foldersAbove(folder)];
}
