import { push } from '../push.js';
import { factOfExport } from './package-patterns.js';
import type { Place } from './sdk.js';
import data from './tokenizers.json' with { type: 'json' };

/** Something that chooses a tokenizer by the id of a model. Data: `tokenizers.json`. */
export interface Tokenizer {
  language: string;
  /** Module names as imported; a `/*` at the end covers all below. */
  packages: string[];
  /** Names walked from the package's root, `.`-joined. */
  exports: string[];
  /** Where the id stands in a call, as in `sdk.ts`. */
  model: Place | Place[];
  /** What becomes of an id that it does not know. */
  unknown: 'raises' | 'falls-back';
  source: string[];
}

export const TOKENIZERS = data.tokenizers as readonly Tokenizer[];

/** By language, the packages that choose tokenizers. */
const PACKAGES = new Map<string, string[]>();
for (const { language, packages } of TOKENIZERS) push(PACKAGES, language, ...packages);

export function tokenizerPackages(language: string): readonly string[] {
  return PACKAGES.get(language) ?? [];
}

/** The tokenizer that an export is. `require` and `import x` of CommonJS differ by a leading `default`. */
export function tokenizerFor(language: string, name: string, exportPath: string): Tokenizer | undefined {
  return factOfExport(TOKENIZERS, language, name, exportPath.replace(/^default\./, ''));
}

/** Whether an export takes the id of a model to choose a tokenizer. */
export function isTokenizer(language: string, name: string, exportPath: string): boolean {
  return tokenizerFor(language, name, exportPath) !== undefined;
}
