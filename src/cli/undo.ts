import { join, relative, sep } from 'node:path';
import type { Redactor } from '../redact.js';
import { type RunView, renderHistoryJson, renderResumed, renderRuns, renderUndone } from '../reporters/history.js';
import { forget, historyOf, resume, undo } from '../write/history.js';
import { isUnfinished, type StoredRun } from '../write/journal.js';
import type { FailedFile } from '../write/replace-file.js';
import type { MigrateOptions } from './options.js';
import { directoryOf } from './root-of.js';
import type { UndoOptions } from './undo-options.js';

/** Takes a run back, lists or forgets what can be taken back, and gives the exit code. */
export async function executeUndo(options: UndoOptions, redactor: Redactor): Promise<number> {
  const root = await directoryOf(options.directory === undefined ? [] : [options.directory], 'undo');
  if (options.action === 'list') {
    const { state, runs } = historyOf(root);
    const views = runs.map((run) => viewOf(run, (path) => fromRoot(root, state.base, path)));
    process.stdout.write(options.json ? renderHistoryJson({ runs: views }, redactor) : renderRuns(views, redactor));
    return 0;
  }
  if (options.action === 'forget') {
    const forgotten = await forget(root, options.run);
    const text = forgotten.length === 0 ? 'Nothing was kept.\n' : `Forgotten: ${forgotten.join(', ')}.\n`;
    process.stdout.write(options.json ? renderHistoryJson({ forgotten }, redactor) : text);
    return 0;
  }
  const { run, state, restored, left } = await undo(root, options.run);
  const shown = {
    run: run.id,
    restored: restored.map((path) => fromRoot(root, state.base, path)),
    left: left.map((file) => ({ ...file, path: fromRoot(root, state.base, file.path) })),
  };
  process.stdout.write(options.json ? renderHistoryJson(shown, redactor) : renderUndone(shown, redactor));
  if (left.length === 0) return 0;
  return left.every(isEdited) ? 1 : 2;
}

/** Finishes what was interrupted, and gives the exit code. */
export async function executeResume(options: MigrateOptions, redactor: Redactor): Promise<number> {
  const root = await directoryOf(options.paths, '--resume');
  const { run, state, written, failed } = await resume(root);
  const shown = {
    run: run.id,
    written: written.map((path) => fromRoot(root, state.base, path)),
    left: failed.map((file) => ({ ...file, path: fromRoot(root, state.base, file.path) })),
  };
  process.stdout.write(options.json ? renderHistoryJson(shown, redactor) : renderResumed(shown, redactor));
  return failed.length === 0 ? 0 : 2;
}

function isEdited({ reason }: FailedFile): boolean {
  return reason === 'changed-on-disk';
}

function viewOf(run: StoredRun, shown: (path: string) => string): RunView {
  const left = run.last.mark === 'undone' ? run.last.left : undefined;
  const entries = run.entries.filter((_, index) => !run.failed.includes(index) && left?.includes(index) !== false);
  return {
    run: run.id,
    date: run.date,
    state: isUnfinished(run) ? 'interrupted' : left ? 'undone in part' : 'written',
    files: entries.map(({ path }) => shown(path)),
  };
}

function fromRoot(root: string, base: string, path: string): string {
  return relative(root, join(base, path)).split(sep).join('/');
}
