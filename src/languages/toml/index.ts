import type * as Toml from 'toml-eslint-parser';
import type { ConfigModel } from '../../ir.js';
import { readDocuments } from '../config/document-reader.js';
import { kindOf } from '../config/file-kind.js';
import type { ConfigFrontEnd } from '../config/front-end.js';
import { emptyModel } from '../config/model.js';
import { SyntaxFailure } from '../front-end.js';
import { convertToml } from './convert.js';

let library: typeof Toml | undefined;

export const toml: ConfigFrontEnd = {
  language: 'toml',
  async load() {
    library ??= await import('toml-eslint-parser');
  },
  parse(path, text, kinds): ConfigModel {
    if (!library) throw new Error('load() comes first');
    const model = emptyModel(path, 'toml', text);
    const documents = [{ root: convertToml(parsed(library, text), text) }];
    readDocuments(model, documents, kindOf(kinds, documents));
    return model;
  },
  syntax: {
    value(_, { quote }, value) {
      if (quote === "'") return /['\p{Cc}]/u.test(value) ? undefined : value;
      if (quote === "'''") return value.includes("'''") || /(?!\n)\p{Cc}/u.test(value) ? undefined : value;
      if (quote === '') return JSON.stringify(value);
      // A form feed and the like have the same escapes as in JSON.
      return JSON.stringify(value).slice(1, -1);
    },
    name: (model, entry, name) => {
      const mark = model.text[entry.nameSpan.start - 1];
      if (mark === '"' || mark === "'") return /["'\\\p{Cc}]/u.test(name) ? undefined : name;
      return /^[\w-]+$/.test(name) ? name : undefined;
    },
  },
};

function parsed(library: typeof Toml, text: string): Toml.AST.TOMLProgram {
  try {
    return library.parseTOML(text.replace(/^\uFEFF/, ' '));
  } catch (error) {
    if (!(error instanceof library.ParseError)) throw error;
    throw new SyntaxFailure(error.message, error.index);
  }
}
