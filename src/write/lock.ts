import { randomBytes } from 'node:crypto';
import {
  closeSync,
  constants,
  copyFileSync,
  fsyncSync,
  linkSync,
  openSync,
  readdirSync,
  readFileSync,
  unlinkSync,
} from 'node:fs';
import { join } from 'node:path';
import { codeOf, Failure } from '../errors.js';
import { visibleLine } from '../visible.js';
import { isAlive, type Process, thisProcess } from './process-identity.js';
import { quietly } from './quietly.js';
import { writeAll } from './replace-file.js';

interface Holder extends Process {
  token: string;
}

const LOCK = 'lock';

/**
 * Keeps other runs from writing until what is returned is called. The lock of a process that has died is taken over.
 * @throws Failure that names the process which holds it.
 */
export function lock(directory: string): () => void {
  const file = join(directory, LOCK);
  removeLeftOver(directory);
  const own = { ...thisProcess(), token: randomBytes(6).toString('hex') };
  acquire(file, own);
  // A lock that stays is one of a dead process, soon.
  return () =>
    quietly(() => {
      if (read(file)?.token === own.token) unlinkSync(file);
    });
}

/** The process that writes now, if one does. One on another machine counts, since nothing is known of it. */
export function holderOf(directory: string): Process | undefined {
  const holder = read(join(directory, LOCK));
  return holder && isAlive(holder) !== false ? holder : undefined;
}

function acquire(file: string, own: Holder): void {
  for (;;) {
    if (create(file, own)) return;
    const holder = read(file);
    // Gone between the two.
    if (holder === undefined) continue;
    if (isAlive(holder) !== false) throw heldBy(holder, file);
    takeAway(file, holder, own);
  }
}

/**
 * Two runs may find the same dead lock. Only who holds the lock of that lock removes it, and only if it still is the
 * same one, so that nobody removes the lock that the other has made meanwhile.
 */
function takeAway(file: string, dead: Holder, own: Holder): void {
  const claim = `${file}-${dead.token}`;
  acquire(claim, own);
  try {
    if (read(file)?.token === dead.token) unlinkSync(file);
  } finally {
    unlinkSync(claim);
  }
}

/** Made under another name and linked, so that nobody ever reads half of it. `false` when there is a lock. */
function create(file: string, own: Holder): boolean {
  const temporary = `${file}.${own.pid}.${own.token}.tmp`;
  const descriptor = openSync(temporary, 'wx', 0o600);
  try {
    writeAll(descriptor, Buffer.from(JSON.stringify(own)));
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  try {
    linkOrCopy(temporary, file);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  } finally {
    unlinkSync(temporary);
  }
}

function linkOrCopy(from: string, to: string): void {
  try {
    linkSync(from, to);
  } catch (error) {
    if (codeOf(error) === 'EEXIST') throw error;
    // Some file systems have no links.
    copyFileSync(from, to, constants.COPYFILE_EXCL);
  }
}

function read(file: string): Holder | undefined {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
  try {
    const holder = JSON.parse(text) as Holder;
    if (Number.isInteger(holder.pid) && /^[0-9a-f]{12}$/.test(holder.token)) return holder;
  } catch {
    // Said below.
  }
  throw new Failure('locked', `${visibleLine(file)} is not a lock that this version has made.`);
}

function heldBy({ pid, host }: Process, file: string): Failure {
  const where = isAlive({ pid, host }) === undefined ? ` on ${visibleLine(host)}` : '';
  return new Failure('locked', `Another run (pid ${pid}${where}) holds ${visibleLine(file)}.`);
}

/** Of processes that died while they made a lock. */
function removeLeftOver(directory: string): void {
  const { host } = thisProcess();
  for (const name of readdirSync(directory)) {
    const pid = /^lock.*\.(\d+)\.[0-9a-f]{12}\.tmp$/.exec(name)?.[1];
    if (pid !== undefined && isAlive({ pid: Number(pid), host }) === false) unlinkSync(join(directory, name));
  }
}
