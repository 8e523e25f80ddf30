import type * as Yaml from 'yaml';
import type { ConfigDocument } from '../config/tree.js';
import { SyntaxFailure } from '../front-end.js';
import { NodeConverter } from './convert.js';

let library: typeof Yaml | undefined;

export async function loadYaml(): Promise<void> {
  // Bundled, the package is a CommonJS module, whose exports are those of its default.
  const found: typeof Yaml & { default?: typeof Yaml } = await import('yaml');
  library ??= found.default ?? found;
}

/**
 * The documents of a file. Nothing that an alias stands for is copied, so that a file cannot grow without end.
 *
 * @param masked the text with what is no YAML replaced by something of the same length
 * @throws SyntaxFailure when a document does not parse
 */
export function parseDocuments(text: string, masked = text): ConfigDocument[] {
  if (!library) throw new Error('loadYaml() comes first');
  const documents = library.parseAllDocuments(masked, {
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
    return { root: new NodeConverter(library as typeof Yaml, text).convert(contents as Yaml.ParsedNode | null) };
  });
}
