import type { Span } from '../../ir.js';
import type { CellText } from './read-cells.js';

/** What one JSON string of the file gives to the source: its span is in the source. */
export interface Piece extends Span {
  /** Between the quotes. */
  file: Span;
  /** After each escape, its end in the source and in the file: from there on the two run side by side. */
  escapes: { source: number; file: number }[];
}
/** A code cell; its span is in the source. */
export interface Cell extends Span {
  /** Counted from 1, over the cells of every kind. */
  number: number;
  pieces: Piece[];
  /** In the file, between the brackets, where the cell is an array of strings. */
  array?: Span;
}

/** The sources of the cells, unescaped, with a line break between each two. */
export function joinCells(text: string, texts: readonly CellText[]): { source: string; cells: Cell[] } {
  const sources: string[] = [];
  const cells: Cell[] = [];
  let start = 0;
  for (const { number, strings, array } of texts) {
    const pieces: Piece[] = [];
    let end = start;
    let source = '';
    for (const file of strings) {
      const { value, piece } = readPiece(text, file, end);
      source += value;
      end = piece.end;
      pieces.push(piece);
    }
    sources.push(source);
    cells.push({ number, start, end, pieces, ...(array && { array }) });
    start = end + 1;
  }
  return { source: sources.join('\n'), cells };
}

function readPiece(text: string, file: Span, start: number): { value: string; piece: Piece } {
  const raw = text.slice(file.start, file.end);
  const escapes: Piece['escapes'] = [];
  if (!raw.includes('\\')) return { value: raw, piece: { start, end: start + raw.length, file, escapes } };
  let extra = 0;
  for (let at = raw.indexOf('\\'); at !== -1; at = raw.indexOf('\\', at)) {
    const length = raw[at + 1] === 'u' ? 6 : 2;
    at += length;
    extra += length - 1;
    escapes.push({ source: start + at - extra, file: file.start + at });
  }
  return { value: JSON.parse(`"${raw}"`), piece: { start, end: start + raw.length - extra, file, escapes } };
}

/** Where an offset of the source that lies in the piece, or at one of its ends, stands in the file. */
export function offsetInFile(piece: Piece, offset: number): number {
  let low = 0;
  let high = piece.escapes.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((piece.escapes[middle]?.source ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  const before = piece.escapes[low - 1] ?? { source: piece.start, file: piece.file.start };
  return before.file + offset - before.source;
}
