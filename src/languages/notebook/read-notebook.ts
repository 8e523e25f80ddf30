import type { Span } from '../../ir.js';
import type { SourceMap } from '../source-map.js';
import { CellMap } from './cell-map.js';
import { joinCells } from './cell-pieces.js';
import type { Magics } from './magics.js';
import { maskMagics } from './mask-magics.js';
import { readCells } from './read-cells.js';

/** The code of a notebook. What `Magics` tells has its offsets in `source`, as `cells` has. */
export interface Notebook extends Magics {
  /** The language of the kernel, in lower case; `python` when none is said. */
  language: string;
  /** The sources of the code cells, with a line break between each two. */
  source: string;
  /** As long as `source`, with blanks for what is no Python. */
  masked: string;
  map: SourceMap;
  cells: Span[];
}

/** @throws SyntaxFailure when the text is no JSON or no notebook. */
export function readNotebook(text: string): Notebook {
  const { language, cells: texts } = readCells(text);
  const { source, cells } = joinCells(text, texts);
  const spans = cells.map(({ start, end }) => ({ start, end }));
  const { masked, magics } = maskMagics(
    source,
    spans.map((span, index) => ({ ...span, language: texts[index]?.language })),
  );
  return {
    language,
    source,
    masked,
    map: new CellMap(text, source, cells),
    cells: spans,
    ...magics,
  };
}
