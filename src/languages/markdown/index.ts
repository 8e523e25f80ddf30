import type { SourceModel } from '../../ir.js';
import type { FrontEnd } from '../front-end.js';
import { convertModule } from '../python/convert.js';
import { python } from '../python/index.js';
import { parses } from '../python/parses.js';
import { parseTree } from '../python/tree.js';
import { readFences, withoutBlocks } from './read-fences.js';

/** The Python in the code fences of a document, as one program: a later fence goes on where an earlier one ended. */
export const markdown: FrontEnd = {
  ...python,
  parse: parseMarkdown,
  pack: undefined,
  moduleNames: () => [],
  spelledImports: () => [],
};

function parseMarkdown(path: string, text: string): SourceModel {
  const { masked, blocks } = readFences(text, ['python']);
  // A document shows fragments too, which are no program.
  const broken = parses(masked) ? [] : blocks.filter(({ start, end }) => !parses(masked.slice(start, end)));
  return convertModule(parseTree(withoutBlocks(masked, broken)), path, text);
}
