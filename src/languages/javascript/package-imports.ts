import { posix } from 'node:path';
import type { Files } from '../front-end.js';
import { findModule, readJson } from './modules.js';
import { starIn, starPattern } from './star-pattern.js';
import { ancestors } from './workspace.js';

/**
 * The file that `#name` means by the `imports` of the nearest package.json
 * (https://nodejs.org/api/packages.html#subpath-imports).
 */
export function resolvePackageImport(from: string, specifier: string, files: Files): string | undefined {
  const directory = ancestors(from).find((one) => files.has(posix.join(one, 'package.json')));
  if (directory === undefined) return undefined;
  const imports = readJson(files.read(posix.join(directory, 'package.json')))?.imports;
  if (typeof imports !== 'object' || imports === null) return undefined;
  for (const [name, target] of Object.entries(imports)) {
    const pattern = starPattern(name);
    const rest = pattern && starIn(pattern, specifier);
    // Here a star stands for something.
    if (rest === undefined || (rest === '' && pattern?.suffix !== undefined)) continue;
    for (const path of pathsIn(target)) {
      const found = findModule(
        posix.join(
          directory,
          path.replace('*', () => rest),
        ),
        files,
      );
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

/** Those that hold where a program runs in Node.js or is bundled for it; of `browser`, say, there is another file. */
const CONDITIONS = new Set([
  'node',
  'import',
  'require',
  'module-sync',
  'source',
  'development',
  'production',
  'default',
]);

/** A path, one for each condition, or several of which the first that is there is meant. */
function pathsIn(target: unknown): string[] {
  if (typeof target === 'string') return target.startsWith('.') ? [target] : [];
  if (Array.isArray(target)) return target.flatMap(pathsIn);
  if (typeof target !== 'object' || target === null) return [];
  return Object.entries(target).flatMap(([condition, inner]) => (CONDITIONS.has(condition) ? pathsIn(inner) : []));
}
