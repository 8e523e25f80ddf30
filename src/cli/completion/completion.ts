import { Argument, type Command } from 'commander';

export interface CompletionOptions {
  command: 'completion';
  script: string;
  json: false;
  debug: false;
}

const SHELLS = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof SHELLS)[number];

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
    .addArgument(new Argument('<shell>', 'which shell').choices(SHELLS))
    .addHelpText('after', HELP)
    .action(() => {});
}

/** `undefined` when another command was asked for. */
export async function completionOptionsOf(
  program: Command,
  completion: Command,
): Promise<CompletionOptions | undefined> {
  if (program.args[0] !== completion.name()) return undefined;
  const { scriptFor } = await import('./script-for.js');
  const script = scriptFor(completion.args[0] as Shell, program);
  return { command: 'completion', script, json: false, debug: false };
}

export function executeCompletion({ script }: CompletionOptions): number {
  process.stdout.write(script);
  return 0;
}
