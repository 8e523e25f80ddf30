import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import type { ParserOptions } from 'oxc-parser';

/** Milliseconds. What takes longer costs memory too: some of what backtracks takes time by the square of its length. */
const PATIENCE = 3_000;

/** On a thread, which has half of the stack of the one that parses in earnest. */
const PROGRAM = `
  const { isMainThread, Worker, workerData } = require('node:worker_threads');
  const input = isMainThread ? JSON.parse(require('node:fs').readFileSync(0, 'utf8')) : workerData;
  if (isMainThread) new Worker(input.program, { eval: true, workerData: input });
  else import(input.parser).then(({ parseSync }) => parseSync(input.path, input.text, input.options).program);`;

/** Whether the native parser comes to an end with a text, tried in another process: what ends that one cannot be caught. */
export function survives(path: string, text: string, options: ParserOptions): boolean {
  const parser = pathToFileURL(createRequire(import.meta.url).resolve('oxc-parser')).href;
  const { status } = spawnSync(process.execPath, ['--eval', PROGRAM], {
    input: JSON.stringify({ program: PROGRAM, parser, path, text, options }),
    stdio: ['pipe', 'ignore', 'ignore'],
    timeout: PATIENCE,
    killSignal: 'SIGKILL',
    windowsHide: true,
  });
  return status === 0;
}
