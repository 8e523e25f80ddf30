import data from './lookups.json' with { type: 'json' };
import { factOfExport } from './package-patterns.js';
import type { Place } from './sdk.js';

/** Something that looks up what a package knows of a model. Data: `lookups.json`. */
export interface Lookup {
  language: string;
  /** Module names as imported; a `/*` at the end covers all below. */
  packages: string[];
  /** Names walked from the package's root, `.`-joined. */
  exports: string[];
  /** Where the id stands in a call, as in `sdk.ts`; … */
  model: Place | Place[];
  /** … or an answer that names its model. */
  answer?: Place | Place[];
  /** What comes of an id that it does not know; `key` looks whether the key is set that OpenAI's ids take. */
  finds: 'key' | 'nothing' | 'raises';
  source: string[];
}

export const LOOKUPS = data.lookups as readonly Lookup[];

/** What an export looks up, if it does. */
export function lookupFor(language: string, name: string, exportPath: string): Lookup | undefined {
  return factOfExport(LOOKUPS, language, name, exportPath);
}

/** The packages that look up a model by an answer of it. */
export function packagesWithAnswers(language: string): readonly string[] {
  return LOOKUPS.flatMap((one) => (one.language === language && one.answer !== undefined ? one.packages : []));
}
