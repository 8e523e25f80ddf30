import { isUtf8 } from 'node:buffer';
import { realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fill, withFile } from '../discover/open-file.js';
import { hashOf } from '../discover/read-file.js';
import { Failure } from '../errors.js';
import { VERSION } from '../version.js';
import { visibleLine } from '../visible.js';
import { isPathInBase } from './journal.js';
import type { Change } from './write-changes.js';

export const EDITS_VERSION = 1;
/** In bytes. Who reads such a file holds it in memory, whoever made it. */
export const MAX_EDITS_SIZE = 8 * 1024 * 1024;
const MAX_FILE_SIZE = 10 * 1024 * 1024;

/** See `schema/edits.schema.json`. */
export interface EditsFile {
  schemaVersion: typeof EDITS_VERSION;
  tool: { name: string; version: string };
  files: FileEdits[];
}

export interface FileEdits {
  /** From the top of the work tree, or from the directory that was scanned outside of git; `/`-separated. */
  path: string;
  /** SHA-256 of what the file has to hold, and of what it will hold. */
  before: string;
  after: string;
  /** In order; none overlaps another. */
  edits: ByteEdit[];
}

/** Bytes `start` to before `end` of the old file become this text, in UTF-8. */
export interface ByteEdit {
  start: number;
  end: number;
  text: string;
}

/** Reads a file that anybody may have made. @throws Failure for whatever is no edits file of this version. */
export function parseEdits(text: string): EditsFile {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Failure('unknown-edits', 'It is no JSON.');
  }
  if (isRecord(value) && value.schemaVersion !== EDITS_VERSION)
    throw new Failure('unknown-edits', `Version ${VERSION} reads edits of the schema version ${EDITS_VERSION} only.`);
  if (!isEditsFile(value)) throw new Failure('unknown-edits', 'It is no edits file.');
  return value;
}

/**
 * What the edits make of the files as they are. Nothing is read through a link.
 * @throws Failure that lists every file that is not what the edits were made for.
 */
export function changesOf(base: string, files: readonly FileEdits[]): Change[] {
  const refused: string[] = [];
  const changes = files.flatMap((file) => {
    const bytes = bytesOf(base, file.path);
    const found = typeof bytes === 'string' ? bytes : changeOf(file, bytes);
    if (typeof found !== 'string') return [found];
    refused.push(`  ${visibleLine(file.path)}: ${found}`);
    return [];
  });
  if (refused.length > 0)
    throw new Failure('edits-do-not-fit', ['The edits do not fit what is there:', ...listed(refused)].join('\n'));
  return changes;
}

const LISTED = 20;

function listed(refused: readonly string[]): string[] {
  if (refused.length <= LISTED) return [...refused];
  return [...refused.slice(0, LISTED), `  and ${refused.length - LISTED} more`];
}

/** What a file holds, or why it cannot be taken. */
function bytesOf(base: string, path: string): Buffer | string {
  const file = join(base, path);
  try {
    // A directory that is a link may lead anywhere.
    if (realpathSync(dirname(file)) !== dirname(file)) return 'it lies behind a symlink';
  } catch {
    return 'it is gone';
  }
  const bytes = withFile(file, (descriptor, size) => {
    if (size > MAX_FILE_SIZE) return 'it is too large';
    const buffer = Buffer.allocUnsafe(size + 1);
    return buffer.subarray(0, fill(descriptor, buffer, size + 1));
  });
  if (typeof bytes === 'string' || Buffer.isBuffer(bytes)) return bytes;
  return NOT_READ[bytes.failure];
}

const NOT_READ = {
  missing: 'it is gone',
  symlink: 'it is a symlink',
  'not-a-file': 'it is no regular file',
  unreadable: 'it cannot be read',
};

function changeOf({ path, before, after, edits }: FileEdits, bytes: Buffer): Change | string {
  if (hashOf(bytes) !== before) return 'it is not what the edits were made for';
  if ((edits.at(-1)?.end ?? 0) > bytes.length) return 'an edit lies outside of it';
  let position = 0;
  const parts = edits.flatMap(({ start, end, text }) => {
    const kept = bytes.subarray(position, start);
    position = end;
    return [kept, Buffer.from(text)];
  });
  const made = Buffer.concat([...parts, bytes.subarray(position)]);
  if (hashOf(made) !== after) return 'the edits do not make of it what they say';
  if (!isUtf8(bytes) || !isUtf8(made)) return 'it is no UTF-8';
  return { path, before: bytes.toString(), after: made.toString(), hash: before };
}

function isEditsFile(value: unknown): value is EditsFile {
  if (!isRecord(value, 'schemaVersion', 'tool', 'files')) return false;
  const { tool, files } = value;
  if (!isRecord(tool, 'name', 'version') || typeof tool.name !== 'string' || typeof tool.version !== 'string')
    return false;
  if (!Array.isArray(files) || !files.every(isFileEdits)) return false;
  return new Set(files.map(({ path }) => path)).size === files.length;
}

function isFileEdits(value: unknown): value is FileEdits {
  return (
    isRecord(value, 'path', 'before', 'after', 'edits') &&
    isPathInBase(value.path) &&
    isHash(value.before) &&
    isHash(value.after) &&
    Array.isArray(value.edits) &&
    value.edits.every(isByteEdit) &&
    value.edits.every((edit, index, all) => edit.start >= (all[index - 1]?.end ?? 0))
  );
}

function isByteEdit(value: unknown): value is ByteEdit {
  if (!isRecord(value, 'start', 'end', 'text')) return false;
  const { start, end, text } = value;
  return isOffset(start) && isOffset(end) && start <= end && typeof text === 'string';
}

function isOffset(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function isHash(value: unknown): boolean {
  return typeof value === 'string' && /^[0-9a-f]{64}$/.test(value);
}

/** An object with these members, all of them and no other. Without names: any object. */
function isRecord(value: unknown, ...names: string[]): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const own = Object.keys(value);
  return names.length === 0 || (own.length === names.length && names.every((name) => Object.hasOwn(value, name)));
}
