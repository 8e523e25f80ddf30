import { fileKind, isMarkdown } from './file-kinds.js';
import needles from './needles.json' with { type: 'json' };
import { fill, NOT_A_FILE, type OpenFailure, sizeOf, withDescriptor } from './open-file.js';
import { isBinary, isLfsPointer, isUtf16 } from './read-file.js';

/**
 * `bytes` is a view into a buffer that the next call overwrites: decode it first. Bytes that are no text are a
 * candidate too when a needle is in them, so that they are reported rather than missed.
 */
export type Prefiltered =
  | { candidate: false }
  | { candidate: true; bytes: Buffer }
  | { failure: OpenFailure | 'too-large' | 'lfs-pointer'; detail?: string };

/** Bytes beyond which no file is read. */
export const MAX_READ_SIZE = 10 * 1024 * 1024;
const SOURCE =
  /\.(?:[cm]?[jt]s|[jt]sx|py|ipynb|go|java|kt|rb|php|cs|rs|swift|dart|scala|ex|exs|sh|vue|svelte|astro|ya?ml|json|toml|tf|properties)$/i;

// What any finding needs: see `catalog/needles.ts`.
const ANY_CASE = new RegExp(needles.anyCase.join('|'), 'i');
const AS_WRITTEN = new RegExp(needles.asWritten.join('|'));
const IMPORTS = new Map(
  Object.entries(needles.imports).map(([language, all]) => [language, new RegExp(all.join('|'))]),
);

/** Whether a file can matter, from its raw bytes; one without a needle is never decoded nor parsed. */
export function createPrefilter(): (absolutePath: string) => Prefiltered {
  let buffer = Buffer.allocUnsafe(256 * 1024);
  return (absolutePath) =>
    withDescriptor(absolutePath, (descriptor): Prefiltered => {
      let length = fill(descriptor, buffer, buffer.length);
      // Nothing is read of a FIFO either, and of a device there is no end.
      if (length === 0 || length === buffer.length) {
        const size = sizeOf(descriptor);
        if (size === undefined) return NOT_A_FILE;
        if (size > MAX_READ_SIZE) return oversized(absolutePath, size);
        if (size > buffer.length) {
          const larger = Buffer.allocUnsafe(Math.min(2 * size, MAX_READ_SIZE));
          buffer.copy(larger, 0, 0, length);
          buffer = larger;
          length = fill(descriptor, buffer, buffer.length, length);
        }
      }
      const text = buffer.toString('latin1', 0, length);
      if (isLfsPointer(text)) return isRead(absolutePath) ? { failure: 'lfs-pointer' } : NO_CANDIDATE;
      const bytes = () => buffer.subarray(0, length);
      return isNamedInBytes(text, bytes, absolutePath) ? { candidate: true, bytes: bytes() } : NO_CANDIDATE;
    });
}

const NO_CANDIDATE: Prefiltered = { candidate: false };

/** Whether anything that a finding could be about stands in the bytes of a file. */
export function hasNeedle(bytes: Buffer, path: string): boolean {
  return isNamedInBytes(bytes.toString('latin1'), () => bytes, path);
}

/** `text`: the bytes, each as a character. */
function isNamedInBytes(text: string, bytes: () => Buffer, path: string): boolean {
  if (isUtf16(text)) return isNamedIn(decodeUtf16(bytes()), path);
  return !isBinary(text) && isNamedIn(text, path);
}

function isNamedIn(text: string, path: string): boolean {
  return ANY_CASE.test(text) || AS_WRITTEN.test(text) || IMPORTS.get(languageOf(path))?.test(text) === true;
}

/** The language of what a file may import. */
function languageOf(path: string): string {
  const kind = fileKind(path);
  if (kind === 'component') return 'javascript';
  return kind === 'notebook' || (kind === 'text' && isMarkdown(path)) ? 'python' : kind;
}

export function decodeUtf16(bytes: Buffer): string {
  if (bytes[0] === 0xff) return bytes.toString('utf16le');
  return Buffer.from(bytes.subarray(0, bytes.length & ~1))
    .swap16()
    .toString('utf16le');
}

/** Whether findings would be missed, were the file not looked at. */
function isRead(path: string): boolean {
  return fileKind(path) !== 'text' || SOURCE.test(path);
}

function oversized(path: string, size: number): Prefiltered {
  if (!isRead(path)) return NO_CANDIDATE;
  return { failure: 'too-large', detail: `${(size / 1024 / 1024).toFixed(1)} MiB` };
}
