import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { stripVTControlCharacters } from 'node:util';
import { CLI } from './run-cli.js';

const DRIVER = fileURLToPath(new URL('./in-terminal.py', import.meta.url));

/** A command in a real terminal, with a line to type whenever it asks: what ends in `]? ` is a question. `^C` and `^D` are keys. */
export function typeInTerminal(
  cwd: string,
  command: readonly string[],
  answers: readonly string[],
  extra: Record<string, string> = {},
): { code: number | null; shown: string } {
  const { CI: _ci, FORCE_COLOR: _force, NO_COLOR: _no, GITHUB_ACTIONS: _job, ...env } = process.env;
  const { status, stdout, stderr, error } = spawnSync(
    process.env.PYTHON ?? 'python3',
    [DRIVER, JSON.stringify(answers), ...command],
    { cwd, env: { ...env, ...extra }, encoding: 'utf8', timeout: 55_000 },
  );
  if (error) throw error;
  return { code: status, shown: stripVTControlCharacters(stdout + stderr).replaceAll('\r\n', '\n') };
}

/** The built CLI, as a user at a terminal runs it. */
export function runInTerminal(
  cwd: string,
  args: readonly string[],
  answers: readonly string[],
  extra?: Record<string, string>,
): { code: number | null; shown: string } {
  return typeInTerminal(cwd, [process.execPath, CLI, ...args], answers, extra);
}
