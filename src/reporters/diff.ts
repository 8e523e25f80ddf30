import type { ChalkInstance } from 'chalk';
import type { Redactor } from '../redact.js';
import type { FileChange, Report } from '../report.js';
import { visible, visibleLine } from '../visible.js';
import { type Block, diffFromEdits, extent, type Hunk, type TextDiff } from './hunks.js';
import { pieces, type Side } from './pieces.js';
import { chalkOf, redactorOf, type ViewOptions } from './view-options.js';

/** The changes as a unified diff to be read. Keys are masked in it, and then it cannot be applied: it says so. */
export function renderDiff(report: Report, options: ViewOptions): string {
  const redactor = redactorOf(report, options);
  const chalk = chalkOf(options);
  const view: View = { chalk, redactor, isMasked: false };
  const body = report.changes.map((change) => renderChange(change, view)).join('');
  return (view.isMasked ? `${chalk.dim(DISPLAY_ONLY)}\n` : '') + body;
}

const DISPLAY_ONLY =
  '# For display only: keys or control characters are masked below, so this does not apply as a patch.';

interface View {
  chalk: ChalkInstance;
  redactor: Redactor;
  /** Set as soon as something is shown otherwise than it is. */
  isMasked: boolean;
}

function renderChange(change: FileChange, view: View): string {
  const diff = diffFromEdits(change);
  if (diff.hunks.length === 0) return '';
  const { chalk } = view;
  const path = view.redactor.redact(change.path);
  if (path !== change.path) view.isMasked = true;
  const header = [
    `diff --git ${quote(`a/${path}`)} ${quote(`b/${path}`)}`,
    `--- ${quote(`a/${path}`)}${tabAfter(path)}`,
    `+++ ${quote(`b/${path}`)}${tabAfter(path)}`,
  ];
  const old = { lines: diff.before, masks: view.redactor.spans(change.before), changed: diff.removed };
  const fresh = { lines: diff.after, masks: view.redactor.spans(change.after), changed: diff.added };
  const hunks = diff.hunks.map((hunk) => renderHunk(hunk, diff, old, fresh, view));
  return header.map((line) => `${chalk.bold(line)}\n`).join('') + hunks.join('');
}

function renderHunk(hunk: Hunk, diff: TextDiff, old: Side, fresh: Side, view: View): string {
  const whole = extent(hunk, diff.before);
  const { green, red, cyan } = view.chalk;
  const same = (text: string) => text;
  let result = `${cyan(`@@ -${range(whole, 'old')} +${range(whole, 'new')} @@`)}\n`;
  let context = whole.oldStart;
  for (const block of hunk.blocks) {
    for (; context < block.oldStart; context++) result += renderLine(' ', old, context, same, view);
    for (let line = block.oldStart; line < block.oldEnd; line++) result += renderLine('-', old, line, red, view);
    for (let line = block.newStart; line < block.newEnd; line++) result += renderLine('+', fresh, line, green, view);
    context = block.oldEnd;
  }
  for (; context < whole.oldEnd; context++) result += renderLine(' ', old, context, same, view);
  return result;
}

/** As git writes it: 1-based, `,1` left out; an empty range names the line before it. */
function range(block: Block, side: 'old' | 'new'): string {
  const start = side === 'old' ? block.oldStart : block.newStart;
  const count = (side === 'old' ? block.oldEnd : block.newEnd) - start;
  return `${count === 0 ? start : start + 1}${count === 1 ? '' : `,${count}`}`;
}

function renderLine(sign: string, side: Side, line: number, paint: (text: string) => string, view: View): string {
  const start = side.lines.start(line);
  const end = side.lines.end(line);
  const newline = /\r?\n$/.exec(side.lines.text.slice(Math.max(start, end - 2), end))?.[0] ?? '';
  const highlight = sign === ' ' ? [] : side.changed;
  let text = '';
  for (const piece of pieces(side, highlight, start, end - newline.length)) {
    const raw = piece.mask ?? side.lines.text.slice(piece.start, piece.end);
    const shown = visible(raw);
    if (piece.mask !== undefined || shown !== raw) view.isMasked = true;
    text += piece.isChanged ? view.chalk.inverse(shown) : shown;
  }
  return `${paint(sign + text)}${newline === '' ? '\n\\ No newline at end of file\n' : newline}`;
}

/** GNU patch takes a name with a space in it only when a tab ends it; git writes one too. */
function tabAfter(path: string): string {
  return path.includes(' ') && quote(path) === path ? '\t' : '';
}

/** A name as git quotes it when it holds what a diff header or a terminal would trip over. */
function quote(path: string): string {
  if (visibleLine(path) === path && !/["\\]/.test(path)) return path;
  let quoted = '';
  for (const byte of Buffer.from(path))
    if (byte === 0x22 || byte === 0x5c) quoted += `\\${String.fromCharCode(byte)}`;
    else quoted += byte < 0x20 || byte > 0x7e ? `\\${byte.toString(8).padStart(3, '0')}` : String.fromCharCode(byte);
  return `"${quoted}"`;
}
