import { createInterface } from 'node:readline';
import { Failure } from '../errors.js';

/** Questions and answers, a line each. */
export interface Prompt {
  /** What the user types. Undefined when there is no more input (Ctrl-D). @throws Failure on Ctrl-C. */
  ask(question: string): Promise<string | undefined>;
  say(text: string): void;
  close(): void;
}

export interface Terminal {
  input: NodeJS.ReadableStream & { isTTY?: boolean };
  output: NodeJS.WritableStream & { isTTY?: boolean; columns?: number };
}

/**
 * Asks on stderr, so that stdout is the report's.
 * @throws Failure where nobody would answer.
 */
export function openPrompt(
  what: string,
  terminal: Terminal = { input: process.stdin, output: process.stderr },
  env: Readonly<Record<string, string | undefined>> = process.env,
): Prompt {
  if (isSet(env.CI)) throw new Failure('no-terminal', `${what} asks questions, and CI is set.`);
  if (!terminal.input.isTTY || !terminal.output.isTTY)
    throw new Failure('no-terminal', `${what} asks questions, and there is no terminal to ask on.`);
  return promptOn(terminal);
}

function isSet(value: string | undefined): boolean {
  return value !== undefined && !['', '0', 'false'].includes(value);
}

/** Lines that are typed ahead of their question are kept for it. */
export function promptOn({ input, output }: Terminal): Prompt {
  const lines = createInterface({ input, output, terminal: output.isTTY === true });
  const typed: string[] = [];
  let state: 'open' | 'interrupted' | 'ended' = 'open';
  let wake = () => {};
  lines.on('line', (line) => {
    typed.push(line);
    wake();
  });
  lines.on('SIGINT', () => {
    state = 'interrupted';
    lines.close();
  });
  lines.on('close', () => {
    if (state === 'open') state = 'ended';
    wake();
  });
  return {
    async ask(question) {
      if (state === 'open') {
        lines.setPrompt(question);
        lines.prompt();
        if (typed.length === 0)
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
      }
      const line = typed.shift();
      if (state !== 'open') output.write('\n');
      if (state === 'interrupted') throw new Failure('interrupted', 'Nothing was written.', 130);
      return line;
    },
    say: (text) => void output.write(text),
    close: () => lines.close(),
  };
}
