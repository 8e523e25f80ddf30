import { dirname, join, posix } from 'node:path';
import type * as Morph from 'ts-morph';
import type { TypeSource } from '../../link/type-source.js';
import { packageName } from './modules.js';

/** The files that a type source reads. */
export interface TypedFiles {
  readonly root: string;
  has(path: string): boolean;
  read(path: string): string | undefined;
}

const TYPED = /\.[cm]?tsx?$/;

/**
 * Types through TypeScript itself (ts-morph): one program for each tsconfig, made when it is first asked. Configuration
 * is read as data; nothing of the repository is run. Types of packages are known where these are installed.
 */
export function typeSource(morph: typeof Morph, files: TypedFiles): TypeSource {
  const projects = new Map<string, Morph.Project>();
  return (path, { start, end }) => {
    const text = files.read(path);
    // TypeScript takes a BOM out of the text, which moves every offset.
    if (!TYPED.test(path) || text === undefined || text.startsWith('\uFEFF')) return undefined;
    const config = nearestConfig(path, files);
    const project = projects.get(config) ?? openProject(morph, files, config);
    projects.set(config, project);
    const name = join(files.root, path);
    const known = project.getSourceFile(name);
    const source = known?.getFullText() === text ? known : project.createSourceFile(name, text, { overwrite: true });
    let node: Morph.Node | undefined = source.getDescendantAtPos(start);
    while (node && node.getEnd() < end) node = node.getParent();
    return node && node.getStart() === start && node.getEnd() === end ? named(node) : undefined;
  };
}

function nearestConfig(path: string, files: TypedFiles): string {
  for (let directory = posix.dirname(path); ; directory = posix.dirname(directory)) {
    const config = posix.join(directory, 'tsconfig.json');
    if (files.has(config)) return config;
    if (directory === '.') return '';
  }
}

function openProject(morph: typeof Morph, files: TypedFiles, config: string): Morph.Project {
  const { ts } = morph;
  const path = join(files.root, config);
  const read = config === '' ? undefined : ts.readConfigFile(path, ts.sys.readFile).config;
  const options = read ? ts.parseJsonConfigFileContent(read, ts.sys, dirname(path)).options : {};
  return new morph.Project({
    compilerOptions: { ...options, noEmit: true, skipLibCheck: true },
    skipAddingFilesFromTsConfig: true,
  });
}

/** The package that declares the type, by the place of its declaration. */
function named(node: Morph.Node): { package: string; name: string } | undefined {
  const type = node.getType().getNonNullableType();
  const symbol = type.getSymbol() ?? type.getAliasSymbol();
  for (const declaration of symbol?.getDeclarations() ?? []) {
    const inside = declaration.getSourceFile().getFilePath().split('/node_modules/').slice(1).at(-1);
    if (inside && symbol) return { package: packageName(inside), name: symbol.getName() };
  }
  return undefined;
}
