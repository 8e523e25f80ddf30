import type { FrontEnd } from '../front-end.js';
import type { Ahead } from './models-ahead.js';
import { Dictionary, type Packed } from './pack.js';
import { PackedModel } from './packed-model.js';

/**
 * A text in numbers: all that is done with a file by itself, in whatever thread.
 * @throws SyntaxFailure when the text does not parse.
 */
export type PackText = (path: string, text: string, dictionary: Dictionary) => Packed;

/** Of the texts in models that this thread makes. */
const DICTIONARY = new Dictionary();

/** How a front end parses whose models are numbers. */
export function parsePacked(language: string, packText: PackText): Pick<FrontEnd, 'parse' | 'pack'> {
  const pack = (path: string, text: string): Ahead => ({
    packed: packText(path, text, DICTIONARY),
    texts: DICTIONARY.texts,
  });
  return {
    pack,
    parse(path, text, ahead = pack(path, text)) {
      const { packed, texts } = ahead as Ahead;
      return new PackedModel(language, path, text, packed, texts);
    },
  };
}
