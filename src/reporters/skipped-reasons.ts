import { REASONS, type ReasonCode, sentence } from '../plan/reasons.js';
import type { SkippedFile } from '../report.js';

/** Reasons why a file was not opened or not written; findings have sentences of their own. */
const SKIPPED: Record<string, string> = {
  symlink: 'Symlinks are not followed.',
  submodule: 'Submodules are not entered: run in each of them.',
  'nested-repository': 'Another repository is not entered: run in it.',
  'not-a-file': 'Not a regular file.',
  'name-not-utf8': 'The name is not valid UTF-8.',
  binary: 'Binary files are not read.',
  generated: 'Generated and minified files are not read.',
  'own-report': 'Reports of this tool itself are not read.',
  vendored: 'Files of packages and of builds are not read.',
  'lock-file': 'Lock files are not read.',
  'not-checked-out':
    'A sparse checkout leaves these out, so that nothing is known of them: check out all, or run there.',
  'lfs-pointer': 'Git LFS has not fetched it: run "git lfs pull", then again.',
  'changed-on-disk': 'Not written, since it has changed after it was read: run again.',
  'read-only': 'Not written, since it is read-only.',
  'symlink-target': 'Not written, since it is a symlink.',
  'hard-link': 'Not written, since it has a second name (a hard link) that would keep the old text.',
  'outside-root': 'Not written, since it lies outside of the scanned directory.',
  'cannot-write': 'Not written: the system refused.',
  'rolled-back': 'Not written, since the system failed at another file: all are as they were.',
  'not-rolled-back': 'It has its new text and could not be put back: run "migrate-to-holysheep undo".',
};

/** Why a file was left out, as a sentence. */
export function skippedReason({ reason, detail }: SkippedFile): string {
  if (Object.hasOwn(REASONS, reason)) return sentence(reason as ReasonCode, detail);
  const text = SKIPPED[reason] ?? reason;
  return detail === undefined ? text : `${text.replace(/\.$/, '')} (${detail})`;
}
