import { posix } from 'node:path';
import type { Files, ModuleTarget } from '../front-end.js';

export { importedNames, pythonModuleNames } from './module-names.js';
export function resolvePythonModule(from: string, specifier: string, files: Files): ModuleTarget | undefined {
  const dots = /^\.*/.exec(specifier)?.[0].length ?? 0;
  let dir = posix.dirname(from);
  for (let i = 1; i < dots; i++) dir = posix.dirname(dir);
  const rest = specifier.slice(dots).replaceAll('.', '/');
  for (;;) {
    const base = posix.join(dir, rest);
    for (const p of [`${base}.py`, `${base}/__init__.py`]) if (files.has(p)) return { file: p };
    if (dots > 0 || dir === '.') break;
    dir = posix.dirname(dir);
  }
  if (dots > 0) return undefined;
  const [name = '', ...path] = specifier.split('.');
  return { package: name, path };
}
