import { posix } from 'node:path';
import { foldersOf } from '../../discover/folders-of.js';
import type { Files } from '../front-end.js';

/** The folder of the project that a file belongs to; undefined where no project file lies above it. */
export function projectOf(path: string, files: Files): string | undefined {
  return foldersOf(path)
    .map((folder) => (folder === '.' ? '' : folder))
    .find((folder) => projectFiles(folder, files).length > 0);
}

export function projectFiles(folder: string, files: Files): readonly string[] {
  return files.inFolder(folder).filter((path) => path.endsWith('.csproj'));
}

/** `Directory.Build.props` of the folders above holds for the projects below. */
export function buildFiles(project: string, files: Files): string[] {
  return foldersOf(posix.join(project, 'Directory.Build.props'))
    .map((folder) => posix.join(folder, 'Directory.Build.props'))
    .filter((path) => files.has(path));
}

/** Whether a file is of the project that another one belongs to, or of one that this refers to. */
export function isPartOf(path: string, other: string, files: Files): boolean {
  const [own, program] = [path, other].map((one) => projectOf(one, files));
  if (own === program) return true;
  return own !== undefined && program !== undefined && referredBy(program, files).has(own);
}

const REFERRED = new WeakMap<Files, Map<string, ReadonlySet<string>>>();

/** The folders of all projects that a project refers to, or those that it refers to. */
function referredBy(project: string, files: Files): ReadonlySet<string> {
  const known = REFERRED.get(files) ?? new Map<string, ReadonlySet<string>>();
  REFERRED.set(files, known);
  const found = known.get(project);
  if (found) return found;
  const all = new Set([project]);
  for (const folder of all)
    for (const path of projectFiles(folder, files))
      for (const [, to = ''] of (files.read(path) ?? '').matchAll(/<ProjectReference\s+Include="([^"]+)"/g)) {
        const at = posix.dirname(posix.join(folder, to.replaceAll('\\', '/')));
        all.add(at === '.' ? '' : at);
      }
  known.set(project, all);
  return all;
}
