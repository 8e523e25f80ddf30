import { spawn } from 'node:child_process';
import { isWatched } from './progress-line.js';

interface Terminal {
  isTTY?: boolean;
  rows?: number;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** The program, and its arguments, that shows a text a page at a time; `undefined` where the text is to be printed. */
export function pagerFor(
  text: string,
  terminal: { stdin: Terminal; stdout: Terminal },
  env: Environment,
): string[] | undefined {
  const { stdout } = terminal;
  if (!isWatched(stdout, env) || text.split('\n').length <= (stdout.rows || 24)) return undefined;
  // Node opens standard input when it is looked at.
  if (!isWatched(terminal.stdin, env)) return undefined;
  const words = (env.MIGRATE_TO_HOLYSHEEP_PAGER ?? env.PAGER ?? 'less').split(/\s+/).filter((word) => word !== '');
  return words.length === 0 || words[0] === 'cat' ? undefined : words;
}

/** Shows a text by a pager, which is started without a shell. Prints it where there is no such program. */
export async function showPaged(
  text: string,
  [program = '', ...args]: readonly string[],
  env: Environment,
): Promise<void> {
  // Colours, the same screen, and an end by itself where all fits on one page.
  const child = spawn(program, args, { stdio: ['pipe', 'inherit', 'inherit'], env: { LESS: 'FIRX', ...env } });
  // Ctrl-C is for the pager.
  const heed = () => {};
  process.on('SIGINT', heed);
  child.stdin.on('error', () => {});
  child.stdin.end(text);
  const isStarted = await new Promise<boolean>((resolve) => {
    child.on('error', () => resolve(false));
    child.on('close', () => resolve(true));
  });
  process.off('SIGINT', heed);
  if (!isStarted) process.stdout.write(text);
}
