import { posix } from 'node:path';
import { foldersOf } from './folders-of.js';

/**
 * Files that name nothing of OpenAI's themselves, but say whose the candidates beside them are: the charts on which a chart
 * of Helm depends read a part of its values, compose files say which programs are given a file of variables, and what builds
 * images says which of those that a manifest names are the repository's own.
 */
export function companions(candidates: readonly string[], files: readonly string[]): string[] {
  const folders = new Set(candidates.filter((path) => /\.ya?ml$/.test(path)).flatMap(foldersOf));
  const hasVariables = candidates.some((path) => /(?:^|\/)\.env/.test(path));
  if (folders.size === 0 && !hasVariables) return [];
  const known = new Set(candidates);
  return files.filter(
    (path) =>
      !known.has(path) &&
      ((isChart(path) && folders.has(posix.dirname(path))) ||
        (hasVariables && isCompose(path)) ||
        (folders.size > 0 && mayBuildImages(path))),
  );
}

/** Whether a file says what a chart depends on: Helm's own, and that of Helm 2. Source: helm.sh/docs/topics/charts. */
export function isChart(path: string): boolean {
  return /(?:^|\/)(?:Chart|requirements)\.yaml$/.test(path);
}

/** Compose files, Makefiles, pipelines, and scripts that are called after what they do. */
function mayBuildImages(path: string): boolean {
  return (
    isCompose(path) ||
    /(?:^|\/)(?:(?:GNU)?[Mm]akefile|\.?[Jj]ustfile|Jenkinsfile|\.gitlab-ci\.yml|cloudbuild\.ya?ml)$/.test(path) ||
    /(?:^|\/)\.github\/workflows\/[^/]+\.ya?ml$/.test(path) ||
    /(?:^|\/)[\w.-]*(?:build|deploy|docker|image|publish|push|release)[\w.-]*\.(?:ba)?sh$/.test(path)
  );
}

/** Source: docs.docker.com, Compose file names and `-f`. */
function isCompose(path: string): boolean {
  return /(?:^|\/)(?:docker-)?compose(?:[.-][\w.-]*)?\.ya?ml$/.test(path);
}
