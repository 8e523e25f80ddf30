import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';

export type OpenFailure = 'missing' | 'symlink' | 'not-a-file' | 'unreadable';

/** Never through a symlink; `O_NONBLOCK` because opening a FIFO would else wait for a writer for ever. */
const FLAGS = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

/** What became of a file that could not be used. */
export interface Unopened {
  failure: OpenFailure;
  detail?: string;
}

/** Calls `use` with a descriptor of a regular file and its size. */
export function withFile<T>(path: string, use: (descriptor: number, size: number) => T): T | Unopened {
  return withDescriptor(path, (descriptor) => {
    const size = sizeOf(descriptor);
    return size === undefined ? NOT_A_FILE : use(descriptor, size);
  });
}

/** As `withFile`, for who asks with `sizeOf` only where that has to be known: it takes as long as reading a small file. */
export function withDescriptor<T>(path: string, use: (descriptor: number) => T): T | Unopened {
  let descriptor: number | undefined;
  try {
    descriptor = openSync(path, FLAGS);
    return use(descriptor);
  } catch (error) {
    return failureOf(error);
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

/** Bytes; undefined of what is no regular file. */
export function sizeOf(descriptor: number): number | undefined {
  const stats = fstatSync(descriptor);
  return stats.isFile() ? stats.size : undefined;
}

export const NOT_A_FILE: Unopened = { failure: 'not-a-file' };

/** Reads until the buffer is full or the file ends, from where it has `total` bytes; returns the number of bytes. */
export function fill(descriptor: number, buffer: Buffer, length: number, total = 0): number {
  while (total < length) {
    const count = readSync(descriptor, buffer, total, length - total, null);
    if (count === 0) break;
    total += count;
  }
  return total;
}

function failureOf(error: unknown): Unopened {
  const code = error instanceof Error && 'code' in error ? String(error.code) : undefined;
  if (code === undefined) throw error;
  if (code === 'ENOENT' || code === 'ENOTDIR') return { failure: 'missing' };
  // Linux and macOS say ELOOP, FreeBSD EMLINK.
  if (code === 'ELOOP' || code === 'EMLINK') return { failure: 'symlink' };
  // What is said of a socket, of a device without a driver; and when it is read, of a directory and a FIFO without a text.
  if (code === 'ENXIO' || code === 'ENODEV' || code === 'EISDIR' || code === 'EAGAIN') return NOT_A_FILE;
  return { failure: 'unreadable', detail: code };
}
