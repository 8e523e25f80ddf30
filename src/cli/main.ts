import { FAILURES, Failure, type FailureCode } from '../errors.js';
import { createRedactor } from '../redact.js';
import { renderFailure } from '../reporters/document.js';
import { visible } from '../visible.js';
import { executeCompletion } from './completion/completion.js';
import { type CliOptions, parseArguments } from './options.js';

const redactor = createRedactor();

/** Runs the CLI and sets the exit code. Does not call `process.exit`, which would cut off piped output. */
async function main(): Promise<void> {
  // Until it is known: what waits for ever ends where nothing is left to do, and must not look like a success.
  process.exitCode = 2;
  process.stdout.on('error', endQuietly);
  process.stderr.on('error', endQuietly);
  // What nobody waited for: Node would print it as it is, and so a key.
  process.on('uncaughtException', (error) => {
    end(error, { debug: process.argv.includes('--debug'), json: false });
    // Nobody knows what else is wrong. What was being written is as after a kill.
    process.exit();
  });
  const parsed = await parseArguments(process.argv.slice(2), process.env);
  if (parsed.exitCode !== undefined) {
    process.exitCode = parsed.exitCode;
    if (parsed.mistake) failWith(parsed.mistake, parsed.json);
    return;
  }
  try {
    process.exitCode = await commandOf(parsed.options);
    await leave();
  } catch (error) {
    end(error, parsed.options);
  }
}

function end(error: unknown, { debug, json }: { debug: boolean; json: boolean }): void {
  process.exitCode = error instanceof Failure ? error.exitCode : 2;
  if (error instanceof Failure) failWith(error, json);
  else fail('internal', `This is a bug: ${String(error)}\n${debug ? stackOf(error) : ADVICE}`, json);
}

/** What is not asked for is not loaded: --help is to be there at once. */
async function commandOf(options: CliOptions): Promise<number> {
  if (options.command === 'apply') return (await import('./apply.js')).executeApply(options, redactor);
  if (options.command === 'explain') return (await import('./explain.js')).executeExplain(options);
  if (options.command === 'print-config')
    return (await import('./config/print-config.js')).executePrintConfig(options, redactor);
  if (options.command === 'mock') return (await import('./mock.js')).executeMock(options, redactor);
  if (options.command === 'cost') return (await import('./cost.js')).executeCost(options, redactor);
  if (options.command === 'canary') return (await import('./canary.js')).executeCanary(options, redactor);
  if (options.command === 'verify') return (await import('./verify.js')).executeVerify(options, redactor);
  if (options.command === 'limits') return (await import('./limits.js')).executeLimits(options, redactor);
  if (options.command === 'evaluate') return (await import('./evaluate.js')).executeEvaluate(options, redactor);
  if (options.command === 'init') return (await import('./init/init.js')).executeInit(options, redactor);
  if (options.command === 'completion') return executeCompletion(options);
  if (options.command === 'undo') return (await import('./undo.js')).executeUndo(options, redactor);
  if (options.mode === 'resume') return (await import('./undo.js')).executeResume(options, redactor);
  if (options.stdin !== undefined) return (await import('./stdin.js')).executeStdin(options.stdin, options, redactor);
  return (await import('./execute.js')).execute(options, redactor);
}

/**
 * Ends the process as soon as all that was said has left it. Left to itself, Node first gives a heap back piece by piece, which takes a
 * fiftieth as long as filling it did.
 */
async function leave(): Promise<void> {
  const { stdout, stderr } = process;
  await Promise.all([stdout, stderr].map((stream) => new Promise((resolve) => stream.write('', resolve))));
  process.exit();
}

const ADVICE = 'Run again with --debug and report the stack. Nothing was left half-written.';

function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? '') : '';
}

function failWith({ code, message }: { code: FailureCode; message: string }, json: boolean): void {
  const isLong = code === 'usage' || message.includes('\n');
  fail(code, `${message}${isLong ? '\n' : ' '}${FAILURES[code]}`, json);
}

/** What is said here may quote a file's name or an argument, and so a key. */
function fail(code: string, text: string, json: boolean): void {
  const message = redactor.redact(text);
  process.stderr.write(`migrate-to-holysheep: ${visible(message)}\n`);
  if (json) process.stdout.write(renderFailure(code, message));
}

/** `… | head`: the reader has gone, which is no failure of ours. */
function endQuietly(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
}

void main();
