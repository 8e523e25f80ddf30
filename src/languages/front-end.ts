import type { TextEdit } from '../edit/order-edits.js';
import type { SourceModel } from '../ir.js';
import type { Writer } from './writer.js';

/** A package, with the names walked in it from there. */
export interface PackageTarget {
  package: string;
  path?: readonly string[];
}

/**
 * Where a module specifier leads: a file of the project, or several that are one module together, or a package.
 * `otherwise` is the package that has the name too, and is meant where the files do not have what is asked for. `name`: the
 * specifier means this alone of what the files export.
 */
export type ModuleTarget =
  | { file: string; otherwise?: PackageTarget; name?: string }
  | { files: readonly string[]; otherwise?: PackageTarget; name?: string }
  | PackageTarget;

/** The files of the project that a specifier leads to. */
export function filesOf(target: ModuleTarget | undefined): readonly string[] {
  if (!target || 'package' in target) return [];
  return 'file' in target ? [target.file] : target.files;
}

/** What a specifier means of the files that it leads to, where that is one export of theirs. */
export function nameIn(target: ModuleTarget | undefined): string | undefined {
  return target && !('package' in target) ? target.name : undefined;
}

/** The package that a specifier leads to, or may lead to. */
export function packageOf(target: ModuleTarget | undefined): PackageTarget | undefined {
  return target && 'package' in target ? target : target?.otherwise;
}

/** What a front end may ask about the repository to find a module. */
export interface Files {
  /** Whether the root-relative path is a file of the repository. */
  has(path: string): boolean;
  /** Root-relative paths of the files with this base name, in order. */
  named(name: string): readonly string[];
  /** Root-relative paths of the files that lie in the folder itself, in order; `''` is the root. */
  inFolder(folder: string): readonly string[];
  /** Root-relative paths of the files whose names end so, in order. */
  ending?(end: string): readonly string[];
  /**
   * Whether the catalog knows the package by a name of its own: then it is what the catalog says, even where its source
   * is at hand.
   */
  isCatalogued(language: string, specifier: string): boolean;
  /** Whether the catalog knows the package by a name that projects give to modules of their own, too. */
  isSharedName(language: string, specifier: string): boolean;
  /** Whether the catalog knows anything else of a package of that name, which many programs use. */
  isCommon(language: string, specifier: string): boolean;
  /** Whether the catalog knows the name in the package. */
  hasName?(language: string, specifier: string, name: string): boolean;
  /** Text of a small file such as `package.json`, or undefined. A lock file is read too, though `has` does not know it. */
  read(path: string): string | undefined;
  /** Text of one that `read` does not know, since it is in another encoding: `pip freeze >` writes UTF-16 on Windows. */
  manifest?(path: string): string | undefined;
}

/** The versions of a package that a project may have. */
export interface VersionSet {
  /** Whether one of them lies in the range: `>=1.3`, `>=1.0 <1.3`. */
  admits(range: string): boolean;
  /** As the manifest says it. */
  text: string;
}

/** Models that other threads are making. What one is made of, the front end alone knows. */
export interface ModelsAhead {
  /** What has been made of a file, for `parse`; undefined where `parse` has to make it. */
  take(path: string): unknown;
  stop(): Promise<void>;
}

export interface SpelledImport {
  /** The last name of the module, or of what is imported from it. */
  last: string;
  /** The whole specifier, where it alone says which module that is. */
  specifier?: string;
  /** The names that are taken out of the module; absent where that may be any. */
  names?: readonly string[];
}

/** One language: text → model. The only place that knows a parser. */
export interface FrontEnd {
  readonly language: string;
  /** What has to be done once before the first `parse`. */
  load?(): Promise<void>;
  /**
   * `ahead`: what `pack` has made of the text.
   * @throws SyntaxFailure when the text does not parse.
   */
  parse(path: string, text: string, ahead?: unknown): SourceModel;
  /** What `parse` makes a model of. Where there is this, other threads can do so ahead (`packed/parse-thread.ts`). */
  pack?(path: string, text: string): unknown;
  readonly writer: Writer;
  resolveModule(from: string, specifier: string, files: Files): ModuleTarget | undefined;
  /** Whether a package comes with the language, and so asks no service by itself. */
  isBuiltIn(name: string): boolean;
  /** Files that are loaded before the file is, where they exist: the packages that it lies in. */
  loadedBefore?(path: string): string[];
  /** The versions that a requirement allows: `==0.28`. */
  versionSet?(range: string): VersionSet;
  /** What the manifests near the file say of a package's version; undefined when there is none. */
  installedVersion?(distribution: string, from: string, files: Files): VersionSet | undefined;
  /** The last names by which an import may lead to the file. */
  moduleNames(path: string, text?: string): string[];
  /** The imports that a text spells, read without parsing it: too many rather than too few. */
  spelledImports(text: string): Iterable<SpelledImport>;
  /** The files that know the names of this one without an import. */
  sameModule?(path: string, files: Files): readonly string[];
  /** The program that a file belongs to, where all files of one know each other without an import: a name for it. */
  programOf?(path: string, files: Files): string | undefined;
  /** Whether a file is part of the program that another one belongs to, as the repository's manifests say. */
  isPartOf?(path: string, other: string, files: Files): boolean;
  /** Whether the text says, as is usual in the language, that a program writes it. */
  isGenerated?(text: string): boolean;
  /** Edits of what `edits` make of the text, of what stands between its tokens alone: as the project's formatter lays it out. */
  layOut?(path: string, text: string, edits: readonly TextEdit[], files: Files): TextEdit[];
  /** What the language refuses though it parses: a name that nothing uses. */
  complaint?(text: string, path: string): string | undefined;
  /** What the text uses that the project's version of the language does not have. */
  tooNew?(text: string, path: string, files: Files): string | undefined;
  /** The specifier of a module inside another one, where a name imported from a module may mean that. */
  submodule?(specifier: string, name: string): string;
  /** Whether any module of the project is called so. */
  isModuleName?(name: string, files: Files): boolean;
}

/** The text is not valid in its language. `offset` is UTF-16, where the parser knows it. */
export class SyntaxFailure extends Error {
  constructor(
    message: string,
    readonly offset?: number,
  ) {
    super(message);
  }
}
