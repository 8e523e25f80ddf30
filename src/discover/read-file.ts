import { isUtf8 } from 'node:buffer';
import { createHash } from 'node:crypto';
import { fileKind } from './file-kinds.js';
import { fill, withFile } from './open-file.js';

/** A file's text, which is its bytes in UTF-8; or another text for it, of what lies on the disk. */
export class Source {
  constructor(
    readonly text: string,
    private readonly stored = text,
  ) {}

  /** That of the bytes on the disk, which is asked for where they are going to change. */
  get hash(): string {
    return hashOf(this.stored);
  }
}

export type NotSource = { skipped: 'binary' | 'not-utf8' | 'too-large' | 'unreadable'; detail?: string };

const MAX_SIZE = 1024 * 1024;
/** A notebook holds its outputs, pictures as one long line each. */
const MAX_NOTEBOOK_SIZE = 10 * 1024 * 1024;
/** A file of this size with a line this long was made by a bundler or a minifier. */
const MINIFIED_SIZE = 256 * 1024;
const MINIFIED_LINE = 10_000;
/** How far git looks for a NUL before it calls a file binary. */
const BINARY_WINDOW = 8000;

/** A source file's text, and the hash by which a later write knows that the file is still the one that was read. */
export function readSource(path: string): Source | NotSource {
  const result = withFile(path, (descriptor, size): Source | NotSource => {
    const isNotebook = fileKind(path) === 'notebook';
    if (size > (isNotebook ? MAX_NOTEBOOK_SIZE : MAX_SIZE)) return tooLarge(size);
    // One byte more than the size, so that a file which grew meanwhile is noticed.
    const buffer = Buffer.allocUnsafe(size + 1);
    return decodeSource(buffer.subarray(0, fill(descriptor, buffer, buffer.length)), isNotebook);
  });
  if (!('failure' in result)) return result;
  return { skipped: 'unreadable', detail: result.detail ?? result.failure };
}

/** The text of bytes that were read already. A BOM stays in the text, so that offsets and rewrites keep it. */
export function decodeSource(bytes: Buffer, isNotebook = false): Source | NotSource {
  const head = headOf(bytes);
  if (isUtf16(head)) return { skipped: 'not-utf8', detail: 'UTF-16' };
  if (isBinary(head)) return { skipped: 'binary' };
  if (bytes.length > (isNotebook ? MAX_NOTEBOOK_SIZE : MAX_SIZE)) return tooLarge(bytes.length);
  if (isLfsPointer(head)) return { skipped: 'binary', detail: 'git-lfs pointer' };
  if (!isUtf8(bytes)) return { skipped: 'not-utf8' };
  if (bytes.length > MINIFIED_SIZE && !isNotebook) {
    const line = longestLine(bytes);
    if (line > MINIFIED_LINE) return { skipped: 'too-large', detail: `minified, a line of ${line} bytes` };
  }
  return new Source(bytes.toString('utf8'));
}

export function hashOf(bytes: Buffer | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** What bytes begin with, each as a character: enough for what follows. */
export function headOf(bytes: Buffer): string {
  return bytes.toString('latin1', 0, BINARY_WINDOW);
}

export function isUtf16(head: string): boolean {
  return head.startsWith('\xff\xfe') || head.startsWith('\xfe\xff');
}

/** What stands in the place of a file that Git LFS has not fetched. */
export function isLfsPointer(head: string): boolean {
  return head.startsWith('version https://git-lfs.github.com/spec/');
}

export function isBinary(head: string): boolean {
  const nul = head.indexOf('\0');
  return nul !== -1 && nul < BINARY_WINDOW;
}

function tooLarge(size: number): NotSource {
  return { skipped: 'too-large', detail: `${(size / MAX_SIZE).toFixed(1)} MiB` };
}

function longestLine(bytes: Buffer): number {
  let longest = 0;
  let start = 0;
  while (start < bytes.length) {
    const newline = bytes.indexOf(0x0a, start);
    const end = newline === -1 ? bytes.length : newline;
    longest = Math.max(longest, end - start);
    start = end + 1;
  }
  return longest;
}
