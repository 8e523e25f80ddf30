import { hashOf } from '../discover/read-file.js';
import { Failure } from '../errors.js';
import type { Span } from '../ir.js';
import type { Redactor } from '../redact.js';
import type { FileChange, Report } from '../report.js';
import { visibleLine } from '../visible.js';
import { type ByteEdit, EDITS_VERSION, type EditsFile, type FileEdits, MAX_EDITS_SIZE } from '../write/edits-file.js';
import { diffFromEdits } from './hunks.js';

export interface EditsOptions {
  redactor: Redactor;
  /** From the top of the work tree to what was scanned, `/` at its end; empty where that is the same. */
  prefix: string;
}

/**
 * The changes without the old texts: where bytes are replaced, by what, and the hashes of both texts. So it is whole, and
 * holds no key.
 * @throws Failure where that cannot be done.
 */
export function renderEdits(report: Report, { redactor, prefix }: EditsOptions): string {
  const files = report.changes.map((change): FileEdits => {
    if (redactor.redact(change.path) !== change.path)
      throw new Failure('edits-with-key', `${visibleLine(redactor.redact(change.path))} has a key in its name.`);
    const { path, before, after } = change;
    return { path: prefix + path, before: hashOf(before), after: hashOf(after), edits: editsOf(change, redactor) };
  });
  const document: EditsFile = { schemaVersion: EDITS_VERSION, tool: report.tool, files };
  const text = `${JSON.stringify(document, null, 1)}\n`;
  if (Buffer.byteLength(text) > MAX_EDITS_SIZE)
    throw new Failure('too-many-edits', `The changes take more than ${MAX_EDITS_SIZE / 1024 / 1024} MiB.`);
  return text;
}

function editsOf(change: FileChange, redactor: Redactor): ByteEdit[] {
  const { added } = diffFromEdits(change);
  const masks = redactor.spans(change.after);
  const offset = byteOffsets(change.before);
  return change.edits.flatMap((edit, index) =>
    aroundKeys(change, edit, added[index] ?? { start: 0, end: 0 }, masks).map(({ start, end, text }) => ({
      start: offset(start),
      end: offset(end),
      text,
    })),
  );
}

/** The edit, or several that leave in place what is a key before and after. */
function aroundKeys(
  { path, before, after }: FileChange,
  edit: Span & { text: string },
  written: Span,
  masks: readonly Span[],
): (Span & { text: string })[] {
  const parts: (Span & { text: string })[] = [];
  let position = written.start;
  let start = edit.start;
  for (const mask of masks.filter((one) => one.start < written.end && written.start < one.end)) {
    const key = after.slice(Math.max(mask.start, written.start), Math.min(mask.end, written.end));
    const end = before.indexOf(key, start);
    if (end === -1 || end + key.length > edit.end)
      throw new Failure('edits-with-key', `The new text of ${visibleLine(path)} holds what looks like a key.`);
    parts.push({ start, end, text: after.slice(position, Math.max(mask.start, written.start)) });
    position = Math.min(mask.end, written.end);
    start = end + key.length;
  }
  return [...parts, { start, end: edit.end, text: after.slice(position, written.end) }];
}

/** From UTF-16 offsets, asked for in order, to bytes. */
function byteOffsets(text: string): (offset: number) => number {
  let known = 0;
  let bytes = 0;
  return (offset) => {
    bytes += Buffer.byteLength(text.slice(known, offset));
    known = offset;
    return bytes;
  };
}
