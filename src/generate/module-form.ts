import { posix } from 'node:path';
import { isComponent } from '../discover/file-kinds.js';
import type { SourceModel } from '../ir.js';
import type { Files } from '../languages/front-end.js';
import { readJson } from '../languages/javascript/modules.js';
import { ancestors } from '../languages/javascript/workspace.js';
import type { Language } from './style.js';

/** What kind of module a file is: it decides what a module beside it has to be, and how that is imported. */
export type ModuleForm = 'typescript' | 'esm' | 'commonjs' | 'python';

export function formOf({ path, text }: Pick<SourceModel, 'path' | 'text'>): ModuleForm {
  if (/\.pyw?$/.test(path)) return 'python';
  if (/\.[cm]?tsx?$/.test(path)) return 'typescript';
  if (/\.c[jt]s$/.test(path)) return 'commonjs';
  if (isComponent(path)) return 'esm';
  return /\.mjs$/.test(path) || /^[ \t]*(?:import\b(?!\s*\()|export\b)/m.test(text) ? 'esm' : 'commonjs';
}

/** The form of the module that most of the files can load. */
export function formFor(models: readonly SourceModel[]): ModuleForm {
  const forms = models.map(formOf);
  const order: ModuleForm[] = ['typescript', 'esm', 'commonjs', 'python'];
  return order.find((form) => forms.includes(form)) ?? 'esm';
}

/** What a file's name ends in for a module of that form, beside files like these. */
export function extensionFor(form: ModuleForm, models: readonly SourceModel[], files: Files): string {
  if (form === 'python') return '.py';
  if (form === 'typescript') return models.every(({ path }) => /\.mtsx?$/.test(path)) ? '.mts' : '.ts';
  const isModule = models.every(({ path }) => isInModulePackage(path, files));
  if (form === 'commonjs') return isModule ? '.cjs' : '.js';
  return !isModule && models.some(({ path }) => path.endsWith('.mjs')) ? '.mjs' : '.js';
}

/** Whether the nearest package.json says that `.js` is an ES module. */
function isInModulePackage(path: string, files: Files): boolean {
  const manifest = nearest(path, ['package.json'], files);
  return manifest !== undefined && readJson(files.read(manifest))?.type === 'module';
}

const MANIFESTS: Readonly<Record<Language, readonly string[]>> = {
  javascript: ['package.json'],
  python: ['pyproject.toml', 'setup.py', 'setup.cfg', 'requirements.txt', 'Pipfile'],
};

/** The folder of the package that a file belongs to; empty for the root. */
export function packageOf(path: string, language: Language, files: Files): string {
  const manifest = nearest(path, MANIFESTS[language], files);
  const folder = manifest === undefined ? '.' : posix.dirname(manifest);
  return folder === '.' ? '' : folder;
}

function nearest(path: string, names: readonly string[], files: Files): string | undefined {
  const candidates = ancestors(path).flatMap((folder) => names.map((name) => posix.join(folder, name)));
  return candidates.find((candidate) => files.has(candidate));
}

/** The innermost folder that all of them lie in; empty for the root. */
export function commonFolder(paths: readonly string[]): string {
  const folders = paths.map((path) =>
    posix
      .dirname(path)
      .split('/')
      .filter((name) => name !== '.'),
  );
  const [first = []] = folders;
  const length = first.findIndex((name, index) => folders.some((one) => one[index] !== name));
  return (length === -1 ? first : first.slice(0, length)).join('/');
}
