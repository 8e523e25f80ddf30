import { posix } from 'node:path';
import type { SourceModel } from '../ir.js';
import type { Files } from '../languages/front-end.js';
import { readJson } from '../languages/javascript/modules.js';
import { ancestors } from '../languages/javascript/workspace.js';
import { formOf } from './module-form.js';

/** How a file names another one of its package, as its own imports do; undefined where that is not known to lead there. */
export function specifierFor(model: SourceModel, module: string, files: Files): string | undefined {
  return formOf(model) === 'python' ? dotted(model, module, files) : relative(model, module, files);
}

/** A path, that ends as those in the file do. */
function relative(model: SourceModel, module: string, files: Files): string {
  const path = posix.relative(posix.dirname(model.path), module);
  const bare = (path.startsWith('.') ? path : `./${path}`).replace(/\.[cm]?[jt]s$/, '');
  const own = model.layout.imports.map(({ specifier }) => specifier).filter((one) => /^\.\.?\//.test(one));
  const extension = posix.extname(module);
  if (formOf(model) === 'commonjs') return extension === '.cjs' ? bare + extension : bare;
  if (own.some((one) => /\.[cm]?ts$/.test(one))) return bare + extension;
  const compiled = extension.replace('ts', 'js');
  if (own.some((one) => /\.[cm]?js$/.test(one)) || /^\.m/.test(extension)) return bare + compiled;
  // Node.js wants the ending, and bundlers take it.
  return own.length === 0 && isModule(model.path, files) ? bare + compiled : bare;
}

function isModule(path: string, files: Files): boolean {
  const manifest = ancestors(path)
    .map((folder) => posix.join(folder, 'package.json'))
    .find((one) => files.has(one));
  return manifest !== undefined && readJson(files.read(manifest))?.type === 'module';
}

/** Python finds a module beside a file by how that was started, of which the file's own imports tell. */
function dotted({ path, text, layout }: SourceModel, module: string, files: Files): string | undefined {
  const name = posix.basename(module, '.py');
  const target = folderOf(module);
  const from = folderOf(path);
  if (!isWithin(from, target)) return undefined;
  const specifiers = layout.imports.map(({ specifier, names }) => specifier || (names[0]?.imported ?? ''));
  const depth = from === target ? 0 : posix.relative(target, from).split('/').length;
  const relativeName = '.'.repeat(depth + 1) + name;
  if (specifiers.some((one) => one.startsWith('.'))) return relativeName;
  const roots = ancestors(path).filter((root) => specifiers.some((one) => leadsInto(root, one, files)));
  const root = roots.find((one) => isWithin(target, one));
  if (root !== undefined) return [...namesBetween(root, target), name].join('.');
  // It loads what does not lie round the module.
  if (roots.length > 0) return undefined;
  const isPackage = files.has(posix.join(from, '__init__.py'));
  if (!isPackage) return from === target ? name : undefined;
  const isProgram = /^if __name__ ==/m.test(text);
  return isProgram || !files.has(posix.join(target, '__init__.py')) ? undefined : relativeName;
}

function leadsInto(root: string, specifier: string, files: Files): boolean {
  const first = specifier.split('.')[0] ?? '';
  if (first === '') return false;
  const base = posix.join(root, first);
  return (
    files.has(`${base}.py`) ||
    files.has(posix.join(base, '__init__.py')) ||
    files.inFolder(base).some((one) => one.endsWith('.py'))
  );
}

function folderOf(path: string): string {
  const folder = posix.dirname(path);
  return folder === '.' ? '' : folder;
}

function isWithin(folder: string, outer: string): boolean {
  return outer === '' || folder === outer || folder.startsWith(`${outer}/`);
}

function namesBetween(outer: string, folder: string): string[] {
  return posix.relative(outer, folder).split('/').filter(Boolean);
}
