import type { Span } from '../../ir.js';
import type { CellPosition, SourceMap } from '../source-map.js';
import type { Insertion } from '../writer.js';
import { type Cell, offsetInFile, type Piece } from './cell-pieces.js';

/** Leads from the joined source of a notebook's cells back to the strings of the file. */
export class CellMap implements SourceMap {
  constructor(
    readonly text: string,
    readonly source: string,
    readonly cells: readonly Cell[],
  ) {}

  spanInFile(span: Span): Span {
    const { start, end } = this.#withoutJoin(span);
    return { start: this.#startInFile(start), end: start === end ? this.#startInFile(end) : this.#endInFile(end) };
  }

  cellAt(offset: number): CellPosition {
    const { number, start } = this.#cellAt(offset);
    return { cell: number, line: this.source.slice(start, offset).split('\n').length };
  }

  /** @throws RangeError for an edit of more than one cell. */
  editInFile(edit: Insertion): Insertion {
    const { start, end } = this.#withoutJoin(edit);
    const cell = this.#cellAt(start);
    if (start > end || end > cell.end) throw new RangeError(`An edit at ${start}-${end} is not of one cell.`);
    // The line break between two cells is not in the file, so that an edit over it cannot take it away or give it.
    const text = end < edit.end ? edit.text.replace(/\n$/, '') : edit.text;
    if (cell.pieces.length === 0) return this.#fill(cell, text);
    const from = startPiece(cell, start);
    // A whole line takes the place of whole lines: the strings after them are left alone.
    const to = start < end && text.endsWith('\n') ? endPiece(cell, end) : startPiece(cell, end);
    const line = this.#lineBreak(cell);
    const isAfterLine = start === from.end && from.start < from.end && this.source[start - 1] === '\n';
    const isBeforeRest = text.endsWith('\n') && end < to.end;
    return {
      start: offsetInFile(from, start),
      end: offsetInFile(to, end),
      text: (isAfterLine && text !== '' ? line : '') + this.#escapeLines(text, line) + (isBeforeRest ? line : ''),
    };
  }

  /** The span without the line break that only joins two cells. */
  #withoutJoin({ start, end }: Span): Span {
    return { start, end: start < end && this.#cellAt(end).start === end ? Math.max(start, end - 1) : end };
  }

  #cellAt(offset: number): Cell {
    let low = 0;
    let high = this.cells.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.cells[middle]?.start ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    const cell = this.cells[low];
    if (!cell || offset < cell.start || offset > cell.end) throw new RangeError(`No cell holds the offset ${offset}.`);
    return cell;
  }

  #startInFile(offset: number): number {
    const cell = this.#cellAt(offset);
    return cell.array && cell.pieces.length === 0 ? cell.array.start : offsetInFile(startPiece(cell, offset), offset);
  }

  #endInFile(offset: number): number {
    const cell = this.#cellAt(offset);
    return cell.array && cell.pieces.length === 0 ? cell.array.start : offsetInFile(endPiece(cell, offset), offset);
  }

  /** What stands between two lines of a cell in the file: nothing, where they share one string. */
  #lineBreak(cell: Cell): string {
    const hasLineEach = cell.pieces.every(({ start, end }) => !this.source.slice(start, end - 1).includes('\n'));
    return cell.array && hasLineEach ? `"${this.#separator(cell)}"` : '';
  }

  #separator(cell: Cell): string {
    const between = this.#between(cell);
    if (between !== undefined) return between;
    const lead = this.#lead(cell);
    if (/[\r\n]/.test(lead)) return `,${lead}`;
    const others = this.cells.map((other) => this.#between(other)).find((found) => found !== undefined);
    return others === undefined || /[\r\n]/.test(others) ? ', ' : others;
  }

  /** Between the first two strings of an array. */
  #between({ pieces: [first, second] }: Cell): string | undefined {
    return first && second && this.text.slice(first.file.end + 1, second.file.start - 1);
  }

  /** Before the first string of an array. */
  #lead({ pieces: [first], array }: Cell): string {
    return first && array ? this.text.slice(array.start, first.file.start - 1) : '';
  }

  /** Text for an array with no string yet, laid out as another array of the file. */
  #fill(cell: Cell, text: string): Insertion {
    const { start, end } = cell.array ?? cell;
    if (text === '') return { start, end: start, text };
    const model = this.cells.find(({ array, pieces }) => array && pieces.length > 0);
    const last = model?.pieces.at(-1);
    const lead = model ? this.#lead(model) : '';
    const trail = model?.array && last ? this.text.slice(last.file.end + 1, model.array.end) : '';
    const lines = this.#escapeLines(text, `"${model ? this.#separator(model) : ', '}"`);
    return { start, end, text: `${lead}"${lines}"${trail}` };
  }

  #escapeLines(text: string, line: string): string {
    return text
      .split(/(?<=\n)/)
      .map((part) => this.#escape(part))
      .join(line);
  }

  #escape(text: string): string {
    const escaped = JSON.stringify(text).slice(1, -1);
    if (!NOT_ASCII.test(escaped) || !this.#isAscii) return escaped;
    return escaped.replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
  }

  /** Whether the file, but for a BOM, writes what is not ASCII as escapes only. */
  get #isAscii(): boolean {
    return !NOT_ASCII.test(this.text.slice(1)) && ESCAPED_NOT_ASCII.test(this.text);
  }
}

const NOT_ASCII = /[\u0080-\uffff]/;
const ESCAPED_NOT_ASCII = /(?<!\\)(?:\\\\)*\\u(?!00[0-7])/;

/** The piece that an edit starts in: at the end of a line, the next one. */
function startPiece(cell: Cell, offset: number): Piece {
  return known(cell.pieces.findLast(({ start }) => start <= offset));
}

/** The piece that an edit ends in: at the end of a line, that line. */
function endPiece(cell: Cell, offset: number): Piece {
  return known(cell.pieces.find(({ end }) => end >= offset));
}

function known(piece: Piece | undefined): Piece {
  if (!piece) throw new RangeError('The offset is in no string of the cell.');
  return piece;
}
