import type { Block } from './hunks.js';
import type { Lines } from './lines.js';

/** Beyond this the block stays whole: it is right either way, only longer. */
const MAX_CELLS = 40_000;

/**
 * Leaves out of a block the lines between two edits that come out the same, so that they show as context. Works on
 * the longest common sequence of the block's own few lines.
 */
export function splitBlock(block: Block, before: Lines, after: Lines): Block[] {
  const rows = block.oldEnd - block.oldStart;
  const columns = block.newEnd - block.newStart;
  if (rows === 0 || columns === 0 || rows * columns > MAX_CELLS) return [block];
  const isSame = (row: number, column: number) =>
    before.slice(block.oldStart + row) === after.slice(block.newStart + column);
  const lengths = commonLengths(rows, columns, isSame);
  const at = (row: number, column: number) => lengths[row * (columns + 1) + column] ?? 0;
  const blocks: Block[] = [];
  let row = 0;
  let column = 0;
  let open = { row, column };
  const close = () => {
    if (row > open.row || column > open.column)
      blocks.push({
        oldStart: block.oldStart + open.row,
        oldEnd: block.oldStart + row,
        newStart: block.newStart + open.column,
        newEnd: block.newStart + column,
      });
  };
  while (row < rows && column < columns) {
    if (isSame(row, column)) {
      close();
      row++;
      column++;
      open = { row, column };
    } else if (at(row + 1, column) >= at(row, column + 1)) row++;
    else column++;
  }
  row = rows;
  column = columns;
  close();
  return blocks;
}

/** For each pair of starts, how many lines the rests have in common, in order. */
function commonLengths(rows: number, columns: number, isSame: (row: number, column: number) => boolean): Uint32Array {
  const width = columns + 1;
  const lengths = new Uint32Array((rows + 1) * width);
  for (let row = rows - 1; row >= 0; row--)
    for (let column = columns - 1; column >= 0; column--)
      lengths[row * width + column] = isSame(row, column)
        ? (lengths[(row + 1) * width + column + 1] ?? 0) + 1
        : Math.max(lengths[(row + 1) * width + column] ?? 0, lengths[row * width + column + 1] ?? 0);
  return lengths;
}
