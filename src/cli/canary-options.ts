import type { Command } from 'commander';
import { type MigrateOptionsFor, TARGET, withTarget } from './gateway-options.js';
import type { MigrateOptions } from './options.js';
import { assertOwnFlags } from './own-flags.js';

export interface CanaryCliOptions {
  command: 'canary';
  directory?: string;
  write: boolean;
  salt?: string;
  /** Where the migration would go, and what may be written. */
  migrate: MigrateOptions;
  json: boolean;
  debug: boolean;
}

/** What this command has in common with a run, beside where that goes. */
const WRITING = new Set(['allowDirty', 'allowNoVcs', 'color']);
const OWN = new Set([...TARGET].filter((name) => !['responses', 'docs', 'env'].includes(name)).concat([...WRITING]));

const HELP = `
Makes a module in which a call is answered by OpenAI or by the gateway, by the
user that it is for, and leads the calls to it that a migration would move.
Without --write it shows both. The app then reads, for each call:

  HOLYSHEEP_CANARY_FRACTION   the share of users, 0 to 1; 0 when it is not set
  HOLYSHEEP_CANARY_OFF        1 sends everybody to OpenAI
  HOLYSHEEP_CANARY_FALLBACK   1 asks OpenAI again when the gateway fails

"undo" takes it back. docs/canary.md has the rest.

Exit codes: 0 shown or written, 2 wrong usage, or a file that was not written.`;

export function addCanary(program: Command): Command {
  const canary = program
    .command('canary')
    .description('send a share of the users to the gateway: a module, and the calls through it')
    .argument('[dir]', 'the repository')
    .option('--write', 'write the module, and lead the calls through it')
    .option('--salt <text>', 'what users are hashed with; another one draws them anew')
    .option('--json', 'print the outcome as JSON')
    .option('--debug', 'print the stack of an internal error')
    .addHelpText('after', HELP)
    .action(() => {});
  return withTarget(program, canary, OWN);
}

/** `undefined` when another command was asked for. @throws CommanderError, Failure */
export async function canaryOptionsOf(
  program: Command,
  canary: Command,
  migrateOptions: MigrateOptionsFor,
): Promise<CanaryCliOptions | undefined> {
  if (program.args[0] !== canary.name()) return undefined;
  assertOwnFlags(program, canary, new Set([...OWN, 'write']));
  const [directory, surplus] = canary.args;
  if (surplus !== undefined) canary.error('error: canary takes one directory');
  const flags = canary.optsWithGlobals<{
    write?: boolean;
    salt?: string;
    json?: boolean;
    debug?: boolean;
    color?: boolean;
    allowDirty?: boolean;
    allowNoVcs?: boolean;
  }>();
  const migrate = await migrateOptions(canary, directory === undefined ? [] : [directory], false);
  const { write = false, salt, json = false, debug = false, color, allowDirty, allowNoVcs } = flags;
  const writing = { allowDirty: allowDirty ?? migrate.allowDirty, allowNoVcs: allowNoVcs ?? migrate.allowNoVcs };
  return {
    command: 'canary',
    directory,
    write,
    salt,
    migrate: { ...migrate, ...writing, color: color === false ? false : undefined },
    json,
    debug,
  };
}
