import { SDKS } from '../catalog/sdk.js';
import { fileKind } from './file-kinds.js';
import { fill, type OpenFailure, withFile } from './open-file.js';
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

/**
 * What any finding needs: a word of the migration, the id of a reasoning model, or the shape of a key. Kept to
 * literal beginnings, so that the engine can skip ahead; what follows a beginning is checked only there.
 */
const NEEDLES = new RegExp(
  [
    'open[-_ ]?ai',
    'holysheep',
    'gpt-',
    'chatgpt',
    'davinci',
    'deepseek',
    // Reasoning models: `o3` alone only as a quoted text or a value.
    '["\'`=:/ ]o[134](?:["\'`\\s,;]|-(?:mini|pro|preview|deep|20\\d\\d))',
    'JQQJ99',
    '\\bsk-[\\w-]{16}',
    '\\b(?:gsk_|pplx-|xai-|AIza|hf_|cr_|gh[pousr]_|github_pat_)[\\w-]{16}',
    ...SDKS.filter(({ asksByDefault }) => asksByDefault).flatMap(({ packages }) => packages),
  ].join('|'),
  'i',
);

/** Whether a file can matter, from its raw bytes; one without a needle is never decoded nor parsed. */
export function createPrefilter(): (absolutePath: string) => Prefiltered {
  let buffer = Buffer.allocUnsafe(256 * 1024);
  return (absolutePath) =>
    withFile(absolutePath, (descriptor, size): Prefiltered => {
      if (size > MAX_READ_SIZE) return oversized(absolutePath, size);
      if (size >= buffer.length) buffer = Buffer.allocUnsafe(Math.min(2 * size, MAX_READ_SIZE) + 1);
      const bytes = buffer.subarray(0, fill(descriptor, buffer, size + 1));
      if (isLfsPointer(bytes)) return isRead(absolutePath) ? { failure: 'lfs-pointer' } : { candidate: false };
      return hasNeedle(bytes) ? { candidate: true, bytes } : { candidate: false };
    });
}

/** Whether anything that a finding could be about stands in these bytes. */
export function hasNeedle(bytes: Buffer): boolean {
  if (isUtf16(bytes)) return NEEDLES.test(decodeUtf16(bytes));
  return !isBinary(bytes) && NEEDLES.test(bytes.toString('latin1'));
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
  if (!isRead(path)) return { candidate: false };
  return { failure: 'too-large', detail: `${(size / 1024 / 1024).toFixed(1)} MiB` };
}
