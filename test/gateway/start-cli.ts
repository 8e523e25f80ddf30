import { type ChildProcess, spawn } from 'node:child_process';
import { CLI, type CliResult } from '../cli/run-cli.js';

export interface Started extends ChildProcess {
  /** What it has printed so far. */
  printed(): { stdout: string; stderr: string };
  ended: Promise<CliResult>;
}

/** The built CLI, while this process goes on: it has the servers that the CLI asks. */
export function startCli(args: readonly string[], env: Record<string, string> = {}, cwd?: string): Started {
  const { PATH = '', SystemRoot = '' } = process.env;
  const child = spawn(process.execPath, [CLI, ...args], { cwd, env: { PATH, SystemRoot, ...env } });
  const text = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (part: string) => (text.stdout += part));
  child.stderr.setEncoding('utf8').on('data', (part: string) => (text.stderr += part));
  const ended = new Promise<CliResult>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, ...text }));
  });
  return Object.assign(child, { printed: () => text, ended });
}

/** As `startCli`, to its end, without anything to read. */
export function ranCli(args: readonly string[], env: Record<string, string> = {}, cwd?: string): Promise<CliResult> {
  const started = startCli(args, env, cwd);
  started.stdin?.end();
  return started.ended;
}
