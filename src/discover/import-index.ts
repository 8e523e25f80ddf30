import { join } from 'node:path';
import type { FrontEnd } from '../languages/front-end.js';
import type { SpelledImporter } from '../link/project.js';
import { push } from '../push.js';
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
  /** Those keys, by what they are without their case. */
  readonly #spellings = new Map<string, string[]>();
  /** Of packages: by language and whole specifier. A language whose texts do not say these has none. */
  readonly #packages = new Map<string, Map<string, IndexedImport[]>>();
  /** Each text once: very many files import the same. */
  readonly #texts = new Map<string, string>();

  constructor(repository: Repository) {
    for (const path of repository.listing.files) {
      const frontEnd = repository.frontEndFor(path);
      if (frontEnd) this.#add(path, frontEnd, importingText(repository.root, path));
    }
    this.#texts.clear();
  }

  /** Imports in whose specifier a package is named, by itself or in another's name; undefined where texts do not say specifiers. */
  naming(language: string, name: string): readonly IndexedImport[] | undefined {
    const packages = this.#packages.get(language);
    return packages && [...packages].flatMap(([specifier, found]) => (specifier.includes(name) ? found : []));
  }

  /** Of names that differ in their case alone, those whose specifiers say more. */
  get({ language }: FrontEnd, last: string): readonly IndexedImport[] {
    const key = `${language}:${last}`;
    const others = this.#spellingsOf(key).filter((one) => one !== key);
    return [
      ...(this.#imports.get(key) ?? []),
      ...others.flatMap((one) => this.#imports.get(one)?.filter(({ specifier }) => specifier !== undefined) ?? []),
    ];
  }

  #spellingsOf(key: string): readonly string[] {
    if (this.#spellings.size === 0)
      for (const one of this.#imports.keys()) {
        const folded = one.toLowerCase();
        push(this.#spellings, folded, one);
      }
    return this.#spellings.get(key.toLowerCase()) ?? [];
  }

  #add(path: string, { language, spelledImports }: FrontEnd, bytes: string): void {
    for (const { last, specifier, names } of spelledImports(bytes)) {
      const key = this.#text(`${language}:${last}`);
      const found: IndexedImport = { path };
      if (specifier !== undefined) {
        found.specifier = this.#text(specifier);
        if (!/^[./]/.test(specifier)) this.#addPackage(language, found.specifier, found);
      }
      if (names) found.names = names.map((name) => this.#text(name));
      const known = this.#imports.get(key);
      if (!known) this.#imports.set(key, [found]);
      else if (known.at(-1)?.path !== path || specifier !== undefined) known.push(found);
    }
  }

  #addPackage(language: string, specifier: string, found: IndexedImport): void {
    const packages = this.#packages.get(language) ?? new Map<string, IndexedImport[]>();
    this.#packages.set(language, packages);
    push(packages, specifier, found);
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
