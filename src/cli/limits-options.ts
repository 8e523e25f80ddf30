import { type Command, InvalidArgumentError } from 'commander';
import type { Rate } from '../generate/limits/limits-plan.js';
import { type MigrateOptionsFor, TARGET, withTarget } from './gateway-options.js';
import type { MigrateOptions } from './options.js';
import { assertOwnFlags } from './own-flags.js';

export interface LimitsOptions {
  command: 'limits';
  directory?: string;
  write: boolean;
  rate: Rate;
  /** Where the migration went, and what may be written. */
  migrate: MigrateOptions;
  json: boolean;
  debug: boolean;
}

const WRITING = ['allowDirty', 'allowNoVcs', 'color'];
const OWN = new Set([...TARGET].filter((name) => !['responses', 'docs', 'env'].includes(name)).concat(WRITING));

const HELP = `
Makes a module that sends no more than the rate, retries included, and gives it
to the clients that ask the gateway; their calls stay as they are. Without
--write it shows both. It uses p-queue, or pyrate-limiter and aiolimiter, which
you install. Where the app runs, these change the rate:

  HOLYSHEEP_REQUESTS_PER_SECOND, HOLYSHEEP_REQUESTS_PER_MINUTE
  HOLYSHEEP_CONCURRENCY

"undo" takes it back. docs/limits.md has the rest.

Exit codes: 0 shown or written, 2 wrong usage, or a file that was not written.`;

export function addLimits(program: Command): Command {
  const limits = program
    .command('limits')
    .description('keep a rate of requests: a module, and the clients through it')
    .argument('[dir]', 'the repository')
    .option('--per-second <requests>', 'how many a second', parseNumber)
    .option('--per-minute <requests>', 'how many a minute', parseNumber)
    .option('--concurrency <requests>', 'how many at once; any number by default', parseCount)
    .option('--write', 'write the module, and give it to the clients')
    .option('--json', 'print the outcome as JSON')
    .option('--debug', 'print the stack of an internal error')
    .addHelpText('after', HELP)
    .action(() => {});
  return withTarget(program, limits, OWN);
}

function parseNumber(text: string): number {
  if (/^\d{1,7}(?:\.\d{1,4})?$/.test(text) && Number(text) > 0) return Number(text);
  throw new InvalidArgumentError('It must be a number above 0.');
}

function parseCount(text: string): number {
  if (/^[1-9]\d{0,5}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('It must be a whole number above 0.');
}

interface Flags {
  perSecond?: number;
  perMinute?: number;
  concurrency?: number;
  write?: boolean;
  json?: boolean;
  debug?: boolean;
  color?: boolean;
  allowDirty?: boolean;
  allowNoVcs?: boolean;
}

/** `undefined` when another command was asked for. @throws CommanderError, Failure */
export async function limitsOptionsOf(
  program: Command,
  limits: Command,
  migrateOptions: MigrateOptionsFor,
): Promise<LimitsOptions | undefined> {
  if (program.args[0] !== limits.name()) return undefined;
  assertOwnFlags(program, limits, new Set([...OWN, 'write']));
  const [directory] = limits.args;
  const { perSecond, perMinute, concurrency, write, json, debug, color, ...allowed } = limits.optsWithGlobals<Flags>();
  if ((perSecond === undefined) === (perMinute === undefined))
    limits.error('error: say what the gateway takes: --per-second or --per-minute');
  const migrate = await migrateOptions(limits, directory === undefined ? [] : [directory], false);
  return {
    command: 'limits',
    directory,
    write: write ?? false,
    rate: { requests: perSecond ?? perMinute ?? 0, seconds: perSecond === undefined ? 60 : 1, concurrency },
    migrate: {
      ...migrate,
      allowDirty: allowed.allowDirty ?? migrate.allowDirty,
      allowNoVcs: allowed.allowNoVcs ?? migrate.allowNoVcs,
      color: color === false ? false : undefined,
    },
    json: json ?? false,
    debug: debug ?? false,
  };
}
