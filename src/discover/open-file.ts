import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';

export type OpenFailure = 'missing' | 'symlink' | 'not-a-file' | 'unreadable';

/** Never through a symlink; `O_NONBLOCK` because opening a FIFO would else wait for a writer for ever. */
const FLAGS = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

/** Calls `use` with a descriptor of a regular file and its size. */
export function withFile<T>(
  path: string,
  use: (descriptor: number, size: number) => T,
): T | { failure: OpenFailure; detail?: string } {
  let descriptor: number | undefined;
  try {
    descriptor = openSync(path, FLAGS);
    const stats = fstatSync(descriptor);
    if (!stats.isFile()) return { failure: 'not-a-file' };
    return use(descriptor, stats.size);
  } catch (error) {
    return failureOf(error);
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

/**
 * Reads until the buffer is full or the file ends; returns the number of bytes. Who asks for more than the file's `size` needs
 * no second read to know that it ends there.
 */
export function fill(descriptor: number, buffer: Buffer, length: number, size?: number): number {
  let total = 0;
  while (total < length) {
    const count = readSync(descriptor, buffer, total, length - total, null);
    total += count;
    if (count === 0 || total === size) break;
  }
  return total;
}

function failureOf(error: unknown): { failure: OpenFailure; detail?: string } {
  const code = error instanceof Error && 'code' in error ? String(error.code) : undefined;
  if (code === undefined) throw error;
  if (code === 'ENOENT' || code === 'ENOTDIR') return { failure: 'missing' };
  // Linux and macOS say ELOOP, FreeBSD EMLINK.
  if (code === 'ELOOP' || code === 'EMLINK') return { failure: 'symlink' };
  // What Linux says of a socket, or of a device without a driver.
  if (code === 'ENXIO' || code === 'ENODEV') return { failure: 'not-a-file' };
  return { failure: 'unreadable', detail: code };
}
