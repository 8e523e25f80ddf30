import { join } from 'node:path';
import type { FrontEnd } from '../languages/front-end.js';
import type { SpelledImporter } from '../link/project.js';
import { bytesOf } from './bytes-of.js';
import type { Repository } from './repository.js';

export interface IndexedImport extends SpelledImporter {
  /** The whole specifier, where it alone says which module that is. */
  specifier?: string;
}

const MAX_SIZE = 1024 * 1024;

/** The bytes of a source, as text, in which its imports are looked for. */
export function importingText(root: string, path: string): string {
  return bytesOf(join(root, path), MAX_SIZE).toString('latin1');
}

/** What the files of a repository import. Read from their bytes, so that none is parsed. */
export class ImportIndex {
  /** By language and the last name of the module. */
  readonly #imports = new Map<string, IndexedImport[]>();
  /** By language and whole specifier, where that says which package it is. */
  readonly #packages = new Map<string, IndexedImport[]>();
  /** Languages whose texts do not say whole specifiers. */
  readonly #open = new Set<string>();
  /** Each text once: very many files import the same. */
  readonly #texts = new Map<string, string>();

  constructor(repository: Repository) {
    for (const path of repository.listing.files) {
      const frontEnd = repository.frontEndFor(path);
      if (frontEnd) this.#add(path, frontEnd, importingText(repository.root, path));
    }
    this.#texts.clear();
  }

  /**
   * Who imports a package, or what a pattern (`axios/*`) covers, by the specifier that is meant in the text; undefined where texts do not say.
   */
  importsOf(language: string, pattern: string): readonly IndexedImport[] | undefined {
    if (this.#open.has(language)) return undefined;
    if (!pattern.endsWith('/*')) return this.#packages.get(`${language}:${pattern}`) ?? [];
    const start = `${language}:${pattern.slice(0, -1)}`;
    return [...this.#packages].flatMap(([specifier, found]) => (specifier.startsWith(start) ? found : []));
  }

  get({ language }: FrontEnd, last: string): readonly IndexedImport[] {
    return this.#imports.get(`${language}:${last}`) ?? [];
  }

  #add(path: string, { language, spelledImports }: FrontEnd, bytes: string): void {
    for (const { last, specifier, names } of spelledImports(bytes)) {
      const key = this.#text(`${language}:${last}`);
      const found: IndexedImport = { path };
      if (specifier === undefined) this.#open.add(language);
      else {
        found.specifier = this.#text(specifier);
        if (!/^[./]/.test(specifier)) push(this.#packages, this.#text(`${language}:${specifier}`), found);
      }
      if (names) found.names = names.map((name) => this.#text(name));
      const known = this.#imports.get(key);
      if (!known) this.#imports.set(key, [found]);
      else if (known.at(-1)?.path !== path || specifier !== undefined) known.push(found);
    }
  }

  /** A text cut out of the bytes of a file keeps all of them in memory, were it not copied. */
  #text(bytes: string): string {
    const known = this.#texts.get(bytes);
    if (known !== undefined) return known;
    const text = Buffer.from(bytes, 'latin1').toString();
    this.#texts.set(Buffer.from(bytes, 'latin1').toString('latin1'), text);
    return text;
  }
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
