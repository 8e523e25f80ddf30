import { type Command, Option } from 'commander';
import { assertOwnFlags } from '../own-flags.js';
import { SETUP_FILES, type SetupId } from './setup-files.js';

export interface InitOptions {
  command: 'init';
  directory?: string;
  /** What is absent is asked for, or has its default. */
  model?: string;
  env?: 'rename' | 'keep';
  docs?: boolean;
  add?: SetupId[];
  /** Ask nothing. */
  yes: boolean;
  /** Change files that are there without a question. */
  force: boolean;
  color?: boolean;
  json: false;
  debug: boolean;
}

const HELP = `
Asks what is not said by a flag, shows each file, and writes after the last
question. A file that is there is changed only with --force, or when you say so
to its diff; comments and all else in it stay.

Files:
${Object.entries(SETUP_FILES)
  .map(([id, { path, what }]) => `  ${id.padEnd(12)} ${path}\n${' '.repeat(15)}${what}`)
  .join('\n')}

Examples:
  $ migrate-to-holysheep init
  $ migrate-to-holysheep init --yes --env keep --add config --add github

Exit codes: 0 written, or nothing to do; 2 a failure; 130 stopped with Ctrl-C.`;

export function addInit(program: Command): Command {
  return program
    .command('init')
    .description('set a project up: its options, and what checks it')
    .argument('[dir]', 'the project')
    .option('--model <id>', 'the model to use there')
    .addOption(new Option('--env <strategy>', 'names of variables').choices(['rename', 'keep']))
    .option('--docs', 'also change code in documents')
    .option('--no-docs', 'leave documents as they are')
    .addOption(
      new Option('--add <what>', 'a file to write; repeatable')
        .choices(Object.keys(SETUP_FILES))
        .argParser((text, known: string[] | undefined) => [...(known ?? []), text]),
    )
    .option('-y, --yes', 'ask nothing: what no flag says has its default')
    .option('--force', 'change files that are there without a question')
    .option('--debug', 'print the stack of an internal error')
    .addHelpText('after', HELP)
    .action(() => {});
}

/** `undefined` when another command was asked for. @throws CommanderError for what does not go together. */
export function initOptionsOf(program: Command, init: Command): InitOptions | undefined {
  if (program.args[0] !== init.name()) return undefined;
  assertOwnFlags(program, init);
  const { yes, force, debug, ...answers } = init.opts<Partial<InitOptions>>();
  const unknown = answers.add?.find((id) => !Object.hasOwn(SETUP_FILES, id));
  if (unknown !== undefined)
    init.error(
      `error: option '--add ${unknown}' is invalid. It must be one of ${Object.keys(SETUP_FILES).join(', ')}.`,
    );
  return {
    ...answers,
    command: 'init',
    directory: init.args[0],
    yes: yes ?? false,
    force: force ?? false,
    color: program.opts<{ color?: boolean }>().color === false ? false : undefined,
    json: false,
    debug: (debug ?? false) || program.opts<{ debug?: boolean }>().debug === true,
  };
}
