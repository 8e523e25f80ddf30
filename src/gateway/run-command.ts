import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { Failure } from '../errors.js';

/**
 * Runs a command in a directory, with what is typed going to it, and what it prints to stderr: stdout is for the report.
 * Gives its exit code, or 128 and the number of the signal that ended it.
 * @throws Failure where it cannot be started.
 */
export async function runCommand(
  [name = '', ...parameters]: readonly string[],
  cwd: string,
  env: NodeJS.ProcessEnv,
): Promise<number> {
  // On Windows npm and the like are scripts of the shell.
  const shell = process.platform === 'win32';
  const child = spawn(name, parameters, { cwd, env, shell, stdio: ['inherit', process.stderr, process.stderr] });
  // A terminal sends Ctrl-C to both. The report of what went on is still to come.
  const ignore = () => {};
  const hand = () => void child.kill('SIGTERM');
  process.on('SIGINT', ignore).on('SIGTERM', hand);
  try {
    return await new Promise<number>((resolve, reject) => {
      child.on('error', ({ code, message }: NodeJS.ErrnoException) =>
        reject(new Failure('cannot-run', `${name} could not be started (${code ?? message}).`)),
      );
      child.on('exit', (code, signal) => resolve(code ?? 128 + (signal ? constants.signals[signal] : 0)));
    });
  } finally {
    process.off('SIGINT', ignore).off('SIGTERM', hand);
  }
}
