import { type Command, Option } from 'commander';
import { assertOwnFlags } from './own-flags.js';

export interface UndoOptions {
  command: 'undo';
  action: 'undo' | 'list' | 'forget';
  /** The number of a run; the last one, or all for `forget`, without it. */
  run?: number;
  directory?: string;
  json: boolean;
  debug: boolean;
}

const HELP = `
Gives each file that a --write has changed its old text back, byte for byte.
A file that was edited since is left and listed. The last 10 runs are kept.

Exit codes: 0 all have their old text, 1 some were edited since, 2 a failure.`;

export function addUndo(program: Command): Command {
  return program
    .command('undo')
    .description('take a --write back')
    .argument('[run]', 'its number, the last one by default')
    .argument('[dir]', 'a directory in the repository')
    .addOption(new Option('--list', 'list the runs that can be taken back').conflicts('forget'))
    .option('--forget', 'delete the old texts that are kept, of one run or of all; change no file')
    .option('--json', 'print the outcome as JSON')
    .option('--debug', 'print the stack of an internal error')
    .addHelpText('after', HELP)
    .action(() => {});
}

/** `undefined` when another command was asked for. @throws CommanderError for what does not go together. */
export function undoOptionsOf(program: Command, undo: Command): UndoOptions | undefined {
  if (program.args[0] !== undo.name()) return undefined;
  assertOwnFlags(program, undo);
  const { list, forget, json, debug } = undo.optsWithGlobals<Record<string, boolean | undefined>>();
  const [first, second] = undo.args;
  const hasRun = first !== undefined && /^\d+$/.test(first);
  if (!hasRun && second !== undefined) undo.error(`error: ${first} is not the number of a run`);
  return {
    command: 'undo',
    action: list ? 'list' : forget ? 'forget' : 'undo',
    run: hasRun ? Number(first) : undefined,
    directory: hasRun ? second : first,
    json: json ?? false,
    debug: debug ?? false,
  };
}
