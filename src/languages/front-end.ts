import type { SourceModel } from '../ir.js';
import type { Writer } from './writer.js';

/** Where a module specifier leads: a file of the project, or a package. */
export type ModuleTarget = { file: string } | { package: string };

/** What a front end may ask about the repository to find a module. */
export interface Files {
  /** Whether the root-relative path is a file of the repository. */
  has(path: string): boolean;
  /** Root-relative paths of the files with this base name, in order. */
  named(name: string): readonly string[];
  /** Whether the catalog knows the package: then it is what the catalog says, even where its source is at hand. */
  isCatalogued(language: string, specifier: string): boolean;
  /** Text of a small file such as `package.json`, or undefined. */
  read(path: string): string | undefined;
}

/** One language: text → model. The only place that knows a parser. */
export interface FrontEnd {
  readonly language: string;
  /** @throws SyntaxFailure when the text does not parse. */
  parse(path: string, text: string): SourceModel;
  readonly writer: Writer;
  resolveModule(from: string, specifier: string, files: Files): ModuleTarget | undefined;
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
