import type { Redactor } from '../redact.js';
import { VERSION } from '../version.js';
import { visibleLine } from '../visible.js';
import type { FailedFile, RefusalCode } from '../write/replace-file.js';
import { renderDocument, SCHEMA_VERSION } from './document.js';
import { countOf } from './wrap.js';

/** A run that is kept, as it is listed. */
export interface RunView {
  run: number;
  date: string;
  state: 'written' | 'interrupted' | 'undone in part';
  /** What undo would look after. */
  files: string[];
}

/** For machines: one document for each of the commands that look after runs. */
export function renderHistoryJson(document: object, redactor: Redactor): string {
  const tool = { name: 'migrate-to-holysheep', version: VERSION };
  return renderDocument({ schemaVersion: SCHEMA_VERSION, tool, ...document }, redactor);
}

export function renderRuns(runs: readonly RunView[], redactor: Redactor): string {
  if (runs.length === 0) return 'There is no run to undo.\n';
  return runs
    .map(({ run, date, state, files }) => {
      const time = visibleLine(date.slice(0, 16).replace('T', ' '));
      return [`${run}  ${time} UTC  ${state}, ${countOf(files.length, 'file')}`, ...listed(files, redactor), ''].join(
        '\n',
      );
    })
    .join('');
}

export function renderUndone(
  { run, restored, left }: { run: number; restored: string[]; left: FailedFile[] },
  redactor: Redactor,
): string {
  const lines = [`Run ${run} is undone: ${countOf(restored.length, 'file')} put back.`, ...listed(restored, redactor)];
  return [...lines, ...leftAlone(left, redactor), ''].join('\n');
}

export function renderResumed(
  { run, written, left }: { run: number; written: string[]; left: FailedFile[] },
  redactor: Redactor,
): string {
  const outcome =
    written.length > 0 ? `is finished: ${countOf(written.length, 'file')} written` : 'could not be finished';
  const lines = [`Run ${run} ${outcome}.`, ...listed(written, redactor)];
  return [...lines, ...leftAlone(left, redactor), ''].join('\n');
}

export function renderApplied(
  { written, left }: { written: string[]; left: FailedFile[] },
  redactor: Redactor,
): string {
  const lines = [`${countOf(written.length, 'file')} written.`, ...listed(written, redactor)];
  const next = written.length > 0 ? ['Take it back with: migrate-to-holysheep undo'] : [];
  return [...lines, ...leftAlone(left, redactor), ...next, ''].join('\n');
}

function listed(files: readonly string[], redactor: Redactor): string[] {
  return files.map((file) => `  ${visibleLine(redactor.redact(file))}`);
}

function leftAlone(left: readonly FailedFile[], redactor: Redactor): string[] {
  if (left.length === 0) return [];
  const lines = left.map(({ path, reason, detail }) => {
    const why = detail === undefined ? LEFT[reason] : `${LEFT[reason]} (${detail})`;
    return `  ${visibleLine(redactor.redact(path))}: ${why}`;
  });
  return ['Left as they are:', ...lines];
}

const LEFT: Record<RefusalCode, string> = {
  'changed-on-disk': 'it has been edited since, or is gone',
  'read-only': 'it is read-only',
  'symlink-target': 'a symlink has taken its place',
  'hard-link': 'it has a second name, a hard link',
  'outside-root': 'it lies outside of the work tree now',
  'cannot-write': 'the system refused',
  'rolled-back': 'the system failed at another file, so that all have their old text',
  'not-rolled-back': 'it has its new text and could not be put back',
  lost: 'its old text is not kept any more, or is damaged',
};
