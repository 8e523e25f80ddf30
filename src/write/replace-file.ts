import { randomBytes } from 'node:crypto';
import {
  closeSync,
  constants,
  fchmodSync,
  fchownSync,
  fstatSync,
  fsyncSync,
  lstatSync,
  openSync,
  realpathSync,
  renameSync,
  type Stats,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, isAbsolute, join, relative, sep } from 'node:path';
import { fill, withFile } from '../discover/open-file.js';
import { hashOf } from '../discover/read-file.js';

/** Why a file was left as it is. */
export type RefusalCode =
  /** Not what was read any more: edited, gone, or something else by that name. */
  | 'changed-on-disk'
  | 'read-only'
  | 'symlink-target'
  /** It has a second name, which would keep the old text. */
  | 'hard-link'
  | 'outside-root'
  /** The system said no. */
  | 'cannot-write'
  | 'interrupted';

export class Refusal extends Error {
  constructor(
    readonly code: RefusalCode,
    readonly detail?: string,
  ) {
    super(detail === undefined ? code : `${code}: ${detail}`);
    this.name = 'Refusal';
  }
}

/**
 * Replaces a file so that at any moment, also after a crash, it is whole: old or new. Refuses unless it is still
 * what was read (`hash`). Returns its directory, which the caller syncs once for all files in it.
 */
export function replaceFile(realRoot: string, path: string, hash: string, text: string): string {
  const before = assertReplaceable(path);
  const directory = realpathSync(dirname(path));
  if (!isInside(realRoot, directory)) throw new Refusal('outside-root');
  const file = join(directory, basename(path));
  // 255 bytes is the usual limit of a name; the beginning of the old one is only for people who find a left-over.
  const name = `.${basename(path).slice(0, 32)}.hs-${process.pid}-${randomBytes(6).toString('hex')}.tmp`;
  const temporary = join(directory, name);
  // `wx` follows no link that someone planted under this name.
  const descriptor = openSync(temporary, 'wx', 0o600);
  try {
    try {
      writeFileSync(descriptor, text);
      copyOwnership(descriptor, before);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    assertUnchanged(file, before, hash);
    rename(temporary, file);
  } catch (error) {
    removeQuietly(temporary);
    throw error;
  }
  return directory;
}

function assertReplaceable(path: string): Stats {
  const stats = lstatSync(path, { throwIfNoEntry: false });
  if (stats === undefined) throw new Refusal('changed-on-disk', 'it is gone');
  if (stats.isSymbolicLink()) throw new Refusal('symlink-target');
  if (!stats.isFile()) throw new Refusal('changed-on-disk', 'it is no regular file');
  if (stats.nlink > 1) throw new Refusal('hard-link');
  // A rename would not mind, but whoever took the bit away did.
  if ((stats.mode & constants.S_IWUSR) === 0) throw new Refusal('read-only');
  return stats;
}

function isInside(realRoot: string, directory: string): boolean {
  const path = relative(realRoot, directory);
  return path !== '..' && !path.startsWith(`..${sep}`) && !isAbsolute(path);
}

function copyOwnership(descriptor: number, { uid, gid, mode }: Stats): void {
  if (process.platform !== 'win32') {
    try {
      fchownSync(descriptor, uid, gid);
    } catch (error) {
      // Only root may give a file away; ours it is then.
      if (codeOf(error) !== 'EPERM') throw error;
    }
  }
  // After the owner, since changing that clears the setuid bit.
  fchmodSync(descriptor, mode & 0o7777);
}

function assertUnchanged(file: string, before: Stats, hash: string): void {
  const result = withFile(file, (descriptor, size) => {
    const { ino, dev } = fstatSync(descriptor);
    const buffer = Buffer.allocUnsafe(size + 1);
    const bytes = buffer.subarray(0, fill(descriptor, buffer, size + 1));
    return { isSame: ino === before.ino && dev === before.dev && hashOf(bytes) === hash };
  });
  if ('failure' in result || !result.isSame) throw new Refusal('changed-on-disk');
}

/** On Windows a virus scanner may hold either file open for a moment. */
function rename(from: string, to: string): void {
  for (let attempt = 1; ; attempt++) {
    try {
      renameSync(from, to);
      return;
    } catch (error) {
      const isHeld = process.platform === 'win32' && ['EPERM', 'EBUSY', 'EACCES'].includes(codeOf(error) ?? '');
      if (!isHeld || attempt === 10) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20 * attempt);
    }
  }
}

/** Makes renames in a directory last; where directories cannot be opened (Windows), the system sees to it. */
export function syncDirectory(directory: string): void {
  try {
    const descriptor = openSync(directory, 'r');
    try {
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
  } catch {
    // The files are written; only their safety against a power cut is unknown.
  }
}

function removeQuietly(path: string): void {
  try {
    unlinkSync(path);
  } catch {
    // The error that led here says more.
  }
}

export function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error ? String(error.code) : undefined;
}
