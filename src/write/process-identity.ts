import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

/** A process, so that it is not taken for a later one with its number. */
export interface Process {
  pid: number;
  /** The machine, or the container: elsewhere the number means another process. */
  host: string;
  /** When it was started, as Linux counts; other systems do not tell. */
  started?: string;
}

export function thisProcess(): Process {
  return { pid: process.pid, host: host(), started: startOf(process.pid) };
}

/** `undefined` when it cannot be told from here. */
export function isAlive({ pid, host: where, started }: Process): boolean | undefined {
  if (where !== host()) return undefined;
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM: it is there, and somebody else's.
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
  }
  const now = startOf(pid);
  return started === undefined || now === undefined || now === started;
}

function host(): string {
  return [hostname(), linux(() => readlinkSync('/proc/self/ns/pid'))].join(' ').trim();
}

/** Boot, and clock ticks since then; `undefined` where the system does not tell. */
function startOf(pid: number): string | undefined {
  return linux(() => {
    // The name of the program, in brackets, may hold anything. Source: proc(5), fields 3 and 22.
    const fields = readFileSync(`/proc/${pid}/stat`, 'latin1')
      .replace(/^.*\) /s, '')
      .split(' ');
    // A zombie has ended: it only waits for its parent to look.
    if (fields[0] === 'Z' || fields[0] === 'X') return 'ended';
    return `${readFileSync('/proc/sys/kernel/random/boot_id', 'latin1').trim()} ${fields[19]}`;
  });
}

function linux(read: () => string | undefined): string | undefined {
  try {
    return process.platform === 'linux' ? read() : undefined;
  } catch {
    return undefined;
  }
}
