import { Argument, type Command } from 'commander';
import { bashCompletion } from './bash.js';
import { commandTable } from './command-table.js';
import { fishCompletion } from './fish.js';
import { zshCompletion } from './zsh.js';

export interface CompletionOptions {
  command: 'completion';
  script: string;
  json: false;
  debug: false;
}

const SHELLS = { bash: bashCompletion, zsh: zshCompletion, fish: fishCompletion };

const HELP = `
Say it once, for good:
  bash  migrate-to-holysheep completion bash >> ~/.bash_completion
  zsh   migrate-to-holysheep completion zsh \\
          > "\${fpath[1]}/_migrate-to-holysheep"
  fish  migrate-to-holysheep completion fish \\
          > ~/.config/fish/completions/migrate-to-holysheep.fish
It completes the name migrate-to-holysheep, and not npx's.`;

export function addCompletion(program: Command): Command {
  return program
    .command('completion')
    .description('print what completes options and commands in a shell')
    .addArgument(new Argument('<shell>', 'which shell').choices(Object.keys(SHELLS)))
    .addHelpText('after', HELP)
    .action(() => {});
}

/** `undefined` when another command was asked for. */
export function completionOptionsOf(program: Command, completion: Command): CompletionOptions | undefined {
  if (program.args[0] !== completion.name()) return undefined;
  const table = commandTable(program);
  const render = SHELLS[completion.args[0] as keyof typeof SHELLS];
  return { command: 'completion', script: render(table.program, table.commands), json: false, debug: false };
}

export function executeCompletion({ script }: CompletionOptions): number {
  process.stdout.write(script);
  return 0;
}
