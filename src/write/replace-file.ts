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
  writeSync,
} from 'node:fs';
import { basename, dirname, isAbsolute, join, relative, sep } from 'node:path';
import { fill, withFile } from '../discover/open-file.js';
import { hashOf } from '../discover/read-file.js';
import { codeOf } from '../errors.js';

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
  /** Another file could not be written, and so this one has its old text. */
  | 'rolled-back'
  /** The same, but it could not be put back. */
  | 'not-rolled-back'
  /** What it held is not kept any more. */
  | 'lost';

export interface FailedFile {
  path: string;
  reason: RefusalCode;
  detail?: string;
}

export class Refusal extends Error {
  constructor(
    readonly code: RefusalCode,
    readonly detail?: string,
  ) {
    super(detail === undefined ? code : `${code}: ${detail}`);
    this.name = 'Refusal';
  }
  of(path: string): FailedFile {
    const { code: reason, detail } = this;
    return detail === undefined ? { path, reason } : { path, reason, detail };
  }
}

/** What the system refuses for one file, which says nothing of the others. */
const OF_ONE_FILE = new Set(['EACCES', 'EPERM', 'EROFS']);

/** `undefined` for what must end the run. */
export function refusalOf(error: unknown): Refusal | undefined {
  if (error instanceof Refusal) return error;
  const code = codeOf(error);
  return code !== undefined && OF_ONE_FILE.has(code) ? new Refusal('cannot-write', code) : undefined;
}

export interface Creation {
  /** The file must lie in this directory, which has no link in its path. */
  within: string;
  path: string;
  bytes: Buffer;
  /** Name of the temporary file, which is made beside it. */
  temporary: string;
}

export interface Replacement extends Creation {
  /** SHA-256 of what the file must hold. */
  hash: string;
}

/**
 * Replaces a file so that at any moment, also after a crash, it is whole: old or new. Refuses unless it is still
 * what was read. The caller syncs the directory, once for all files in it.
 * @throws Refusal, or what the system says.
 */
export function replaceFile({ within, path, hash, bytes, temporary }: Replacement): void {
  const before = assertReplaceable(path);
  const file = placeIn(within, path);
  throughTemporary(file, { bytes, temporary, mode: 0o600 }, (descriptor) => {
    copyOwnership(descriptor, before);
    return () => assertUnchanged(file, before, hash);
  });
}

/** Makes a file, whole at once, in a directory that is there. Refuses where something has its name. @throws as `replaceFile` */
export function createFile({ within, path, bytes, temporary }: Creation): void {
  const assertFree = () => {
    if (isThere(path)) throw new Refusal('changed-on-disk', 'it is there already');
  };
  assertFree();
  if (!isThere(`${dirname(path)}/.`)) throw new Refusal('changed-on-disk', 'its folder is not there');
  throughTemporary(placeIn(within, path), { bytes, temporary, mode: 0o666 }, () => assertFree);
}

/** Takes away a file that `createFile` made. Refuses unless it holds what was written then. @throws as `replaceFile` */
export function removeFile({ within, path, hash }: Pick<Replacement, 'within' | 'path' | 'hash'>): void {
  const before = assertReplaceable(path);
  const file = placeIn(within, path);
  assertUnchanged(file, before, hash);
  unlinkSync(file);
}

/** Whether anything has this name, a link that leads nowhere too. */
export function isThere(path: string): boolean {
  try {
    lstatSync(path);
    return true;
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes(codeOf(error) ?? '')) return false;
    throw error;
  }
}

/** The file's path without links. */
function placeIn(within: string, path: string): string {
  const directory = realpathSync(dirname(path));
  if (!isInside(within, directory)) throw new Refusal('outside-root');
  return join(directory, basename(path));
}

/** `prepare` is given the temporary file, and gives what must hold before that takes the file's name. */
function throughTemporary(
  file: string,
  { bytes, temporary, mode }: { bytes: Buffer; temporary: string; mode: number },
  prepare: (descriptor: number) => () => void,
): void {
  const beside = join(dirname(file), temporary);
  // `wx` follows no link that someone planted under this name.
  const descriptor = openSync(beside, 'wx', mode);
  try {
    let assertFit: () => void;
    try {
      writeAll(descriptor, bytes);
      assertFit = prepare(descriptor);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    assertFit();
    rename(beside, file);
  } catch (error) {
    removeQuietly(beside);
    throw error;
  }
}

/** Throws where the system writes a part only, and then no more. */
export function writeAll(descriptor: number, bytes: Buffer): void {
  for (let done = 0; done < bytes.length; ) done += writeSync(descriptor, bytes, done, bytes.length - done);
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
  const now = contentOf(file);
  if (now?.ino !== before.ino || now.dev !== before.dev || now.hash !== hash) throw new Refusal('changed-on-disk');
}

/** Of a regular file, and not through a link; `undefined` for everything else. */
export function contentOf(file: string): { ino: number; dev: number; hash: string } | undefined {
  const content = withFile(file, (descriptor, size) => {
    const { ino, dev } = fstatSync(descriptor);
    const buffer = Buffer.allocUnsafe(size + 1);
    return { ino, dev, hash: hashOf(buffer.subarray(0, fill(descriptor, buffer, size + 1))) };
  });
  return 'failure' in content ? undefined : content;
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

export function syncDirectories(files: readonly string[]): void {
  for (const directory of new Set(files.map((file) => dirname(file)))) syncDirectory(directory);
}

export function removeQuietly(path: string): void {
  try {
    unlinkSync(path);
  } catch {
    // The error that led here says more.
  }
}
