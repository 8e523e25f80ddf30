import { Failure } from '../errors.js';
import { visible } from '../visible.js';
import { execute } from './execute.js';
import { parseArguments } from './options.js';

/** Runs the CLI and sets the exit code. Never calls `process.exit`, which would cut off piped output. */
async function main(): Promise<void> {
  process.stdout.on('error', endQuietly);
  const parsed = parseArguments(process.argv.slice(2));
  if (parsed.exitCode !== undefined) {
    process.exitCode = parsed.exitCode;
    return;
  }
  try {
    process.exitCode = await execute(parsed.options);
  } catch (error) {
    process.exitCode = 2;
    if (error instanceof Failure) fail(error.code, `${error.message} ${error.advice}`, parsed.options.json);
    else
      fail(
        'internal',
        `This is a bug: ${String(error)}\n${parsed.options.debug ? stackOf(error) : ADVICE}`,
        parsed.options.json,
      );
  }
}

const ADVICE = 'Run again with --debug and report the stack. Nothing was left half-written.';

function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? '') : '';
}

function fail(code: string, message: string, json: boolean): void {
  process.stderr.write(`migrate-to-holysheep: ${visible(message)}\n`);
  if (json) process.stdout.write(`${JSON.stringify({ error: { code, message } })}\n`);
}

/** `… | head`: the reader has gone, which is no failure of ours. */
function endQuietly(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
}

await main();
