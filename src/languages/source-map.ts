import type { Span } from '../ir.js';
import type { Insertion } from './writer.js';

/** Both counted from 1. */
export interface CellPosition {
  cell: number;
  line: number;
}

/** How offsets in a source that lies inside another file lead back to the file. All offsets are UTF-16. */
export interface SourceMap {
  /** The file's span of a span in the source. */
  spanInFile(span: Span): Span;
  /** Where people find an offset of the source, if not by the file's lines: the cell of a notebook, and the line in it. */
  cellAt?(offset: number): CellPosition;
  /** The edit of the file that an edit of the source means, escaped as its place asks. */
  editInFile(edit: Insertion): Insertion;
}
