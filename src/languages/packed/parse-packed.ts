import type { FrontEnd } from '../front-end.js';
import type { FlatTree } from '../tree-sitter/flat-tree.js';
import type { Ahead } from './models-ahead.js';
import { Dictionary, type Packed } from './pack.js';
import { PackedModel } from './packed-model.js';

/**
 * A text in numbers: all that is done with a file by itself, in whatever thread. `tree`: what another one has made of it.
 * @throws SyntaxFailure when the text does not parse.
 */
export type PackText = (path: string, text: string, dictionary: Dictionary, tree?: FlatTree) => Packed;

/** Of the texts in models that this thread makes. */
const DICTIONARY = new Dictionary();

/** How a front end parses whose models are numbers. */
export function parsePacked(language: string, packText: PackText): Pick<FrontEnd, 'parse' | 'pack'> {
  const pack = (path: string, text: string, tree?: FlatTree) => ({
    packed: packText(path, text, DICTIONARY, tree),
    texts: DICTIONARY.texts,
  });
  return {
    pack: (path, text) => pack(path, text),
    parse(path, text, made) {
      const ahead = made as Ahead | undefined;
      const { packed, texts } = ahead && 'packed' in ahead ? ahead : pack(path, text, ahead?.tree);
      return new PackedModel(language, path, text, packed, texts);
    },
  };
}
