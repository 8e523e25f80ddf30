import type { Redactor } from '../../redact.js';
import type { FileChange } from '../../report.js';
import { type Block, diffFromEdits, extent, type Hunk, type TextDiff } from '../hunks.js';
import { pieces, type Side } from '../pieces.js';
import { escaped } from './escaped.js';

/** The changes of a file side by side, old and new, with what changed in a line marked. Keys are masked. */
export function diffTable(change: FileChange, redactor: Redactor): string {
  const diff = diffFromEdits(change);
  const old = { lines: diff.before, masks: redactor.spans(change.before), changed: diff.removed };
  const fresh = { lines: diff.after, masks: redactor.spans(change.after), changed: diff.added };
  const rows = diff.hunks.map((hunk, index) => (index === 0 ? '' : GAP) + hunkRows(hunk, diff, old, fresh));
  const head =
    '<thead><tr><th class="n" scope="col">line</th><th scope="col">before</th><th class="n" scope="col">line</th><th scope="col">after</th></tr></thead>';
  return `<div class="scroll" tabindex="0" role="region" aria-label="Changes of ${escaped(redactor.redact(change.path))}"><table class="diff">${head}<tbody>${rows.join('')}</tbody></table></div>`;
}

const GAP = '<tr class="gap"><td></td><td>⋯</td><td></td><td>⋯</td></tr>';

function hunkRows(hunk: Hunk, diff: TextDiff, old: Side, fresh: Side): string {
  const whole = extent(hunk, diff.before);
  const rows: string[] = [];
  let [left, right] = [whole.oldStart, whole.newStart];
  const same = (end: number) => {
    for (; left < end; left++, right++) rows.push(row(cells(old, left, ''), cells(fresh, right, '')));
  };
  for (const block of hunk.blocks) {
    same(block.oldStart);
    for (let index = 0; index < Math.max(heightOf(block, 'old'), heightOf(block, 'new')); index++)
      rows.push(
        row(
          index < heightOf(block, 'old') ? cells(old, block.oldStart + index, 'del') : EMPTY,
          index < heightOf(block, 'new') ? cells(fresh, block.newStart + index, 'add') : EMPTY,
        ),
      );
    [left, right] = [block.oldEnd, block.newEnd];
  }
  same(whole.oldEnd);
  return rows.join('');
}

const EMPTY = '<td class="n"></td><td></td>';

function heightOf(block: Block, side: 'old' | 'new'): number {
  return side === 'old' ? block.oldEnd - block.oldStart : block.newEnd - block.newStart;
}

function row(before: string, after: string): string {
  return `<tr>${before}${after}</tr>`;
}

function cells(side: Side, line: number, kind: '' | 'add' | 'del'): string {
  const start = side.lines.start(line);
  const text = side.lines.text.slice(start, side.lines.end(line));
  const end = start + text.replace(/\r?\n$/, '').length;
  let content = '';
  for (const piece of pieces(side, kind === '' ? [] : side.changed, start, end)) {
    const shown = escaped(piece.mask ?? side.lines.text.slice(piece.start, piece.end));
    content += piece.isChanged ? `<mark>${shown}</mark>` : shown;
  }
  return `<td class="n">${line + 1}</td><td class="${kind === '' ? 'same' : kind}">${content}</td>`;
}
