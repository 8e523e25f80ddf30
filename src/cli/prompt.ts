import { createInterface } from 'node:readline';
import { Failure } from '../errors.js';

/** Questions and answers, a line each. */
export interface Prompt {
  /** What the user types. Undefined when there is no more input (Ctrl-D). @throws Failure on Ctrl-C. */
  ask(question: string): Promise<string | undefined>;
  say(text: string): void;
}

export interface Terminal {
  input: NodeJS.ReadableStream & { isTTY?: boolean; readableEnded?: boolean };
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

/**
 * Lines that are typed ahead of their question are kept for it. The terminal is taken for as long as a question is open:
 * in between, Ctrl-C ends the process as ever, however busy it is.
 */
export function promptOn({ input, output }: Terminal): Prompt {
  const typed: string[] = [];
  let state: 'open' | 'interrupted' | 'ended' = 'open';

  function listen(question: string): Promise<void> {
    const lines = createInterface({ input, output, terminal: output.isTTY === true });
    lines.on('line', (line) => {
      typed.push(line);
      // What came with it is given out first.
      setImmediate(() => lines.close());
    });
    lines.on('SIGINT', () => {
      state = 'interrupted';
      lines.close();
    });
    lines.setPrompt(question);
    lines.prompt();
    return new Promise((resolve) => {
      lines.on('close', () => {
        if (state === 'open' && typed.length === 0) state = 'ended';
        resolve();
      });
    });
  }

  return {
    async ask(question) {
      if (typed.length > 0) output.write(`${question}${typed[0]}\n`);
      else if (state === 'open' && !input.readableEnded) {
        await listen(question);
        if (state !== 'open') output.write('\n');
      }
      if (state === 'interrupted') throw new Failure('interrupted', 'Nothing was written.', 130);
      return typed.shift();
    },
    say: (text) => void output.write(text),
  };
}
