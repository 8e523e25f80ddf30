import type { ChalkInstance } from 'chalk';
import type { Redactor } from '../redact.js';
import type { FileChange, Report } from '../report.js';
import { visible } from '../visible.js';
import { fileHeader, hunkHeader } from './diff-header.js';
import { diffFromEdits, extent, type Hunk, linesOf, type TextDiff } from './hunks.js';
import { pieces, type Side } from './pieces.js';
import { chalkOf, redactorOf, type ViewOptions } from './view-options.js';

/** The changes as a unified diff to be read. Keys are masked in it, and then it cannot be applied: it says so. */
export function renderDiff(report: Pick<Report, 'changes'>, options: ViewOptions): string {
  const redactor = redactorOf(report, options);
  const chalk = chalkOf(options);
  const view: View = { chalk, redactor, isMasked: false };
  const body = report.changes.map((change) => renderChange(change, view)).join('');
  return (view.isMasked ? `${chalk.dim(DISPLAY_ONLY)}\n` : '') + body;
}

const DISPLAY_ONLY =
  '# For display only: keys, control characters or parts of long lines are left out. --patch makes what can be applied.';

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
  const old = { lines: diff.before, masks: view.redactor.spans(change.before), changed: diff.removed };
  const fresh = { lines: diff.after, masks: view.redactor.spans(change.after), changed: diff.added };
  const hunks = diff.hunks.map((hunk) => renderHunk(hunk, diff, old, fresh, view));
  return (
    fileHeader(path)
      .map((line) => `${chalk.bold(line)}\n`)
      .join('') + hunks.join('')
  );
}

function renderHunk(hunk: Hunk, diff: TextDiff, old: Side, fresh: Side, view: View): string {
  const whole = extent(hunk, diff.before);
  const { green, red, cyan } = view.chalk;
  const paints = { ' ': (text: string) => text, '-': red, '+': green };
  const lines = [...linesOf(hunk, whole)].map(({ sign, line }) =>
    renderLine(sign, sign === '+' ? fresh : old, line, paints[sign], view),
  );
  return `${cyan(hunkHeader(whole))}\n${lines.join('')}`;
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
