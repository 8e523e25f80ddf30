import type { SourceModel, Span } from '../../ir.js';
import { type FrontEnd, SyntaxFailure } from '../front-end.js';
import { convertModule } from '../python/convert.js';
import { python } from '../python/index.js';
import { parses } from '../python/parses.js';
import { parseTree } from '../python/tree.js';
import { blanked } from './mask-magics.js';
import { type Notebook, readNotebook } from './read-notebook.js';

/** The code cells of a notebook as one Python program, in their order. */
export const notebook: FrontEnd = { ...python, parse: parseNotebook, pack: undefined };

function parseNotebook(path: string, text: string): SourceModel {
  const read = readNotebook(text);
  if (read.language !== 'python') throw new SyntaxFailure(`its cells are in ${read.language}`);
  const { source, map, settings, reads, shell, installs, others } = read;
  const { masked, broken } = withoutBroken(read);
  const model = convertModule(parseTree(masked), path, source);
  // What is not read as a program is looked through for what it names.
  const code = others.filter(({ magic }) => !/^(?:md|markdown|latex)$/.test(magic));
  const commands = [
    ...shell,
    ...code,
    ...broken.map((span) => ({ ...span, text: source.slice(span.start, span.end) })),
  ];
  return Object.assign(model, { island: { file: text, map }, settings, reads, commands, installs });
}

/** A cell that does not parse, of which notebooks have their share, does not spoil the others. */
function withoutBroken({ masked, cells }: Notebook): { masked: string; broken: Span[] } {
  if (parses(masked)) return { masked, broken: [] };
  const broken = cells.filter(({ start, end }) => !parses(masked.slice(start, end)));
  const rest = broken.reduce(
    (text, { start, end }) => text.slice(0, start) + blanked(text.slice(start, end)) + text.slice(end),
    masked,
  );
  return { masked: rest, broken };
}
