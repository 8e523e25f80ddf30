import { realpathSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { codeOf, Refusal, type RefusalCode, replaceFile, syncDirectory } from './replace-file.js';

export interface Change {
  /** Relative to the root. */
  path: string;
  /** The whole new text, BOM included. */
  after: string;
  /** SHA-256 of the bytes that the change was planned for. */
  hash: string;
}

export interface WriteResult {
  written: string[];
  failed: { path: string; reason: RefusalCode; detail?: string }[];
}

/** Writes each file for itself: one that is refused is reported, and the others go on. */
export async function writeChanges(
  root: string,
  changes: readonly Change[],
  options: { signal?: AbortSignal } = {},
): Promise<WriteResult> {
  const realRoot = realpathSync(root);
  const directories = new Set<string>();
  const result: WriteResult = { written: [], failed: [] };
  for (const { path, after, hash } of changes) {
    // Between two files, so that Ctrl-C is heard and never meets a file half done.
    await setImmediate();
    try {
      if (options.signal?.aborted) throw new Refusal('interrupted');
      directories.add(replaceFile(realRoot, join(realRoot, path), hash, after));
      result.written.push(path);
    } catch (error) {
      const { code: reason, detail } = refusalOf(error);
      result.failed.push(detail === undefined ? { path, reason } : { path, reason, detail });
    }
  }
  for (const directory of directories) syncDirectory(directory);
  return result;
}

function refusalOf(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  const code = codeOf(error);
  // Not from the system: a bug of this tool.
  if (code === undefined) throw error;
  return new Refusal('cannot-write', code);
}
