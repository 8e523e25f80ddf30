import type { Command } from 'commander';
import type { WritePermissions } from '../write/check-tree.js';
import { assertOwnFlags } from './own-flags.js';

export interface ApplyOptions extends WritePermissions {
  command: 'apply';
  file: string;
  directory?: string;
  json: boolean;
  debug: boolean;
}

const HELP = `
Writes what --edits FILE has kept, as --write would have, in one transaction
that "undo" takes back. Nothing is written where a file is not what the edits
were made for.

Exit codes: 0 all is written, 2 something was refused.`;

export function addApply(program: Command): Command {
  return program
    .command('apply')
    .description('make the changes that --edits has written to a file')
    .argument('<file>', 'the file')
    .argument('[dir]', 'a directory in the repository')
    .option('--allow-dirty', 'write files that have uncommitted changes')
    .option('--allow-no-vcs', 'write outside a git repository')
    .option('--json', 'print the outcome as JSON')
    .option('--debug', 'print the stack of an internal error')
    .addHelpText('after', HELP)
    .action(() => {});
}

/** `undefined` when another command was asked for. @throws CommanderError for what does not go together. */
export function applyOptionsOf(program: Command, apply: Command): ApplyOptions | undefined {
  const [file, directory] = apply.args;
  if (program.args[0] !== apply.name() || file === undefined) return undefined;
  assertOwnFlags(program, apply);
  const { json, debug, allowDirty, allowNoVcs } = apply.optsWithGlobals<Record<string, boolean | undefined>>();
  return {
    command: 'apply',
    file,
    directory,
    allowDirty: allowDirty ?? false,
    allowNoVcs: allowNoVcs ?? false,
    json: json ?? false,
    debug: debug ?? false,
  };
}
