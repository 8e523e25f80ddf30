import { readFileSync, statSync } from 'node:fs';
import { codeOf, Failure } from '../errors.js';
import type { Redactor } from '../redact.js';
import { renderApplied, renderHistoryJson } from '../reporters/history.js';
import { assertWritable } from '../write/check-tree.js';
import { changesOf, MAX_EDITS_SIZE, parseEdits } from '../write/edits-file.js';
import { exclusively } from '../write/exclusively.js';
import { writeChanges } from '../write/write-changes.js';
import type { ApplyOptions } from './apply-options.js';
import { directoryOf } from './root-of.js';

/** Makes the changes of an edits file, and gives the exit code. @throws Failure when nothing is written. */
export async function executeApply(options: ApplyOptions, redactor: Redactor): Promise<number> {
  const root = await directoryOf(options.directory === undefined ? [] : [options.directory], 'apply');
  const { files } = parseEdits(readEdits(options.file));
  const { written, failed: left } = await exclusively(root, true, async (state) => {
    const changes = changesOf(state.base, files);
    const paths = changes.map(({ path }) => path);
    if (changes.length > 0) assertWritable(state.base, paths, options);
    return writeChanges(state, state.base, changes);
  });
  const outcome = { written, left };
  process.stdout.write(options.json ? renderHistoryJson(outcome, redactor) : renderApplied(outcome, redactor));
  return left.length === 0 ? 0 : 2;
}

function readEdits(file: string): string {
  try {
    const stats = statSync(file);
    if (!stats.isFile()) throw new Failure('unknown-edits', `${file} is no file.`);
    if (stats.size > MAX_EDITS_SIZE) throw new Failure('unknown-edits', `${file} is too large to be an edits file.`);
    return readFileSync(file, 'utf8');
  } catch (error) {
    const code = codeOf(error);
    if (code === undefined) throw error;
    throw new Failure('usage', `${file} could not be read (${code}).`);
  }
}
