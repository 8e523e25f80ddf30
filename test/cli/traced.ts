import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { temporaryDirectory } from '../temporary.js';
import { CLI } from './run-cli.js';

/** Whether the system's calls of a process without a network can be watched here. */
export const canTrace = spawnSync('unshare', ['-n', 'strace', '-o', '/dev/null', 'true']).status === 0;

/** For the names of tests that need it: a test that could not run does not count as passed. */
export const NOT_TRACED = ' (NOT RUN: it takes strace, and the right to unshare the network)';

/** What a run asked of the system. All paths are absolute. */
export interface Traced {
  code: number | null;
  stderr: string;
  /** What was opened for writing, made, renamed, linked or removed. */
  written: string[];
  /** Programs that were started. */
  executed: string[];
  /** Calls about the network, but for the pipes to its own children. */
  network: string[];
}

const CHANGES =
  'open,openat,creat,rename,renameat,renameat2,unlink,unlinkat,mkdir,mkdirat,rmdir,link,linkat,symlink,symlinkat,truncate,mknod,mknodat,chmod,fchmodat,utimensat';
const OPENED = /^open(?:at)?\(/;
const FOR_WRITING = /O_(?:WRONLY|RDWR|CREAT|TRUNC)/;
/** `AT_FDCWD</directory>, "path"`, or a path alone. */
const PATH = /(?:(?:AT_FDCWD|\d+)<([^>]*)>, )?"((?:[^"\\]|\\.)*)"/g;

/** Runs the tool where there is no network, and writes down what it asks of the system, its children too. */
export function runTraced(cwd: string, args: readonly string[], env: Record<string, string>): Traced {
  const log = join(temporaryDirectory(), 'calls');
  const strace = ['strace', '-f', '-y', '-s', '4096', '-o', log, '-e', `trace=execve,%network,${CHANGES}`];
  const { status, stderr } = spawnSync('unshare', ['-n', ...strace, process.execPath, CLI, ...args], {
    cwd,
    env: { ...process.env, ...env },
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  const calls = callsIn(readFileSync(log, 'utf8')).filter((call) => !/ = -1 |^[-+]{3} /.test(call));
  const paths = (call: string) =>
    [...call.matchAll(PATH)].map(([, directory = cwd, path = '']) => resolve(directory, path));
  return {
    code: status,
    stderr,
    executed: calls.filter((call) => call.startsWith('execve(')).flatMap((call) => paths(call).slice(0, 1)),
    written: calls
      .filter((call) =>
        OPENED.test(call) ? FOR_WRITING.test(call) : CHANGES.split(',').some((name) => call.startsWith(`${name}(`)),
      )
      .flatMap(paths),
    network: calls.filter((call) => /\b(?:AF_INET6?|AF_PACKET|AF_NETLINK)\b|^(?:connect|bind|listen)\(/.test(call)),
  };
}

/** The calls, each on a line: where processes run side by side, what one begins ends behind the calls of others. */
function callsIn(log: string): string[] {
  const begun = new Map<string, string>();
  return log.split('\n').flatMap((line) => {
    const [, process = '', call = ''] = /^(\d+)\s+(.*)$/s.exec(line) ?? [];
    const [, beginning] = /^(.*) <unfinished \.\.\.>$/s.exec(call) ?? [];
    if (beginning !== undefined) begun.set(process, beginning);
    if (beginning !== undefined || call === '') return [];
    const [, end] = /^<\.\.\. \w+ resumed>(.*)$/s.exec(call) ?? [];
    return [end === undefined ? call : `${begun.get(process) ?? ''}${end}`];
  });
}
