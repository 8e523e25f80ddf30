import { existsSync } from 'node:fs';
import { dirname, join, posix, relative } from 'node:path';
import type * as Morph from 'ts-morph';
import type { ts as TypeScript } from 'ts-morph';
import type { Repository } from '../discover/repository.js';
import { push } from '../push.js';

/** A complaint of TypeScript that the rewrite brings. */
export interface TypeComplaint {
  path: string;
  message: string;
}

/** Complaints about packages and typings that are not installed, which say nothing of the code. */
const NOT_INSTALLED = new Set([2307, 2580, 2591, 7016]);
const TYPED = /\.[cm]?tsx?$/;

/**
 * Type-checks the projects of the changed files as they are and as they would be, and gives what is new. The
 * configuration is read as data: nothing of the repository is run. Files outside any tsconfig are checked alone.
 */
export async function newTypeErrors(
  repository: Repository,
  texts: ReadonlyMap<string, string>,
): Promise<TypeComplaint[]> {
  const changed = [...texts.keys()].filter((path) => TYPED.test(path));
  if (changed.length === 0) return [];
  const morph = await import('ts-morph');
  const byConfig = new Map<string, string[]>();
  for (const path of changed) {
    const config = configFor(path, repository) ?? '';
    push(byConfig, config, path);
  }
  return [...byConfig].flatMap(([config, paths]) => {
    const after = errorsOf(morph, repository, config, paths, texts);
    if (after.length === 0) return [];
    const before = new Set(errorsOf(morph, repository, config, paths, new Map()).map(({ key }) => key));
    return after.filter(({ key }) => !before.has(key));
  });
}

function configFor(path: string, repository: Repository): string | undefined {
  for (let directory = posix.dirname(path); ; directory = posix.dirname(directory)) {
    const config = posix.join(directory, 'tsconfig.json');
    if (repository.has(config)) return config;
    if (directory === '.') return undefined;
  }
}

function errorsOf(
  morph: typeof Morph,
  repository: Repository,
  config: string,
  paths: readonly string[],
  texts: ReadonlyMap<string, string>,
): (TypeComplaint & { key: string })[] {
  const { root } = repository;
  const isInstalled = existsSync(join(root, 'node_modules'));
  const inside = (name: string) => relative(root, name).replaceAll('\\', '/');
  const { options, files } = readProject(morph.ts, root, config);
  // ts-morph's project brings TypeScript's own libraries with it.
  const project = new morph.Project({
    compilerOptions: {
      ...options,
      // What TypeScript did before its version 6, and what most repositories are written for.
      types: options.types ?? ['*'],
      noEmit: true,
      skipLibCheck: true,
    },
    skipFileDependencyResolution: true,
    skipAddingFilesFromTsConfig: true,
  });
  // A value may be given to a type in any file of the project, so all of it is checked.
  project.addSourceFilesAtPaths([...new Set([...files, ...paths.map((path) => join(root, path))])]);
  const sourceFile = (path: string) => project.getSourceFile(join(root, path));
  // What is imported from another package of a workspace is changed along with it.
  if ([...texts.keys()].some((path) => TYPED.test(path) && !sourceFile(path))) project.resolveSourceFileDependencies();
  for (const [path, text] of texts) sourceFile(path)?.replaceWithText(text);
  const program = project.getProgram().compilerObject;
  return program
    .getSourceFiles()
    .filter((file) => !file.isDeclarationFile && !file.fileName.includes('/node_modules/'))
    .flatMap((file) => program.getSemanticDiagnostics(file))
    .filter((diagnostic) => isInstalled || !NOT_INSTALLED.has(diagnostic.code))
    .map((diagnostic) => {
      const path = diagnostic.file ? inside(diagnostic.file.fileName) : '';
      const message = morph.ts.flattenDiagnosticMessageText(diagnostic.messageText, ' ');
      return { path, message: `${path}: ${message}`, key: `${path}\0${diagnostic.code}\0${message}` };
    });
}

function readProject(
  ts: typeof TypeScript,
  root: string,
  config: string,
): { options: TypeScript.CompilerOptions; files: string[] } {
  const alone = { strict: true, moduleResolution: ts.ModuleResolutionKind.Bundler, module: ts.ModuleKind.ESNext };
  if (config === '') return { options: alone, files: [] };
  const path = join(root, config);
  const { config: json } = ts.readConfigFile(path, ts.sys.readFile);
  const { options, fileNames } = ts.parseJsonConfigFileContent(json ?? {}, ts.sys, dirname(path));
  return { options, files: fileNames };
}
