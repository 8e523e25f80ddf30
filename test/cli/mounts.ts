import { execFileSync, spawnSync } from 'node:child_process';
import { CLI } from './run-cli.js';

/** Whether file systems can be mounted here, for one process alone. */
export const canMount = spawnSync('unshare', ['-m', 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt']).status === 0;

/** For the names of tests that need it: a test that could not run does not count as passed. */
export const NOT_RUN = ' (NOT RUN: nothing can be mounted here)';

/** Runs a shell script that may mount what it wants, and gives its output. `"$node" "$cli"` is the tool. */
export function withMounts(script: string, variables: Record<string, string>): string {
  const env = { ...process.env, ...variables, node: process.execPath, cli: CLI };
  return execFileSync('unshare', ['-m', 'bash', '-c', script], { env, encoding: 'utf8' });
}
