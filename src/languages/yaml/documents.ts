import type * as Yaml from 'yaml';
import type { ConfigDocument } from '../config/tree.js';
import { SyntaxFailure } from '../front-end.js';
import { NodeConverter, type YamlLibrary } from './convert.js';

let library: YamlLibrary | undefined;

export async function loadYaml(): Promise<void> {
  // A CommonJS module, which has nothing but its default once it is bundled.
  library ??= (await import('yaml')).default;
}

/**
 * The documents of a file. Nothing that an alias stands for is copied, so that a file cannot grow without end.
 *
 * @param masked the text with what is no YAML replaced by something of the same length
 * @throws SyntaxFailure when a document does not parse
 */
export function parseDocuments(text: string, masked = text): ConfigDocument[] {
  const parser = library;
  if (!parser) throw new Error('loadYaml() comes first');
  // The library counts a BOM as a column, and then does not see the sequence that begins there.
  const documents = parser.parseAllDocuments(masked.replace(/^\uFEFF/, '\n'), {
    // A text is a text here, whatever it looks like.
    schema: 'failsafe',
    uniqueKeys: false,
    keepSourceTokens: true,
    prettyErrors: false,
    logLevel: 'silent',
  });
  if (!Array.isArray(documents)) return [];
  return documents.map(({ contents, errors }) => {
    const [error] = errors;
    if (error) throw new SyntaxFailure(error.message, error.pos[0]);
    return { root: new NodeConverter(parser, text).convert(contents as Yaml.ParsedNode | null) };
  });
}
