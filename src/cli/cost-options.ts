import { type Command, InvalidArgumentError, Option } from 'commander';
import { FigureFault, isFigures, parseFigures } from '../cost/parse-usage.js';
import type { Usage } from '../cost/usage.js';
import { COST_FORMAT_NAMES, type CostFormatName } from '../reporters/cost/format-names.js';
import { type MigrateOptionsFor, TARGET } from './gateway-options.js';
import type { MigrateOptions } from './options.js';
import { assertOwnFlags } from './own-flags.js';
import { type Format, formatParser } from './parse-format.js';
import { PRICES_OPTION } from './prices-option.js';

export interface CostOptions {
  command: 'cost';
  /** The repository, or a part of it. */
  directory?: string;
  /** Files of exports, or figures. */
  usage: (string | Usage)[];
  /** The file with the user's own prices. */
  prices?: string;
  /** Print what was claimed instead. */
  isClaims: boolean;
  migrate: MigrateOptions;
  formats: readonly Format<CostFormatName>[];
  color?: boolean;
  json: boolean;
  debug: boolean;
}

const HELP = `
Without --usage it lists prices and limits, and claims no saving. An export is
OpenAI's: JSON of its Usage or Costs API, or CSV of its dashboard; give several
for several pages. Figures are tokens of 30 days (k, M and B for thousands,
millions and billions); cached is part of in.

Examples:
  $ migrate-to-holysheep cost --usage usage.csv
  $ migrate-to-holysheep cost --usage in=7.5M,out=2.5M,cached=1M,model=gpt-4.1
  $ migrate-to-holysheep cost --usage usage.json --format html=cost.html
  $ migrate-to-holysheep cost --claims

Exit codes: 0, or 2 for wrong usage or a file that cannot be read.`;

export function addCost(program: Command): Command {
  const cost = program
    .command('cost')
    .description('what the models cost, before and after')
    .argument('[path]', 'the repository, or a part of it')
    .option('--usage <file>', 'an export of usage, or figures: in=COUNT,out=COUNT; repeatable', parseUsage, [])
    .addOption(PRICES_OPTION)
    .option('--claims', 'print what was claimed of these models, and what contradicts it')
    .addOption(formatOption())
    .option('--json', 'the same as --format json')
    .option('--no-color', 'no colours')
    .option('--debug', 'print the stack of an internal error')
    .addHelpText('after', HELP)
    .action(() => {});
  for (const option of program.options) if (TARGET.has(option.attributeName())) cost.addOption(option);
  return cost;
}

function formatOption(): Option {
  const option = new Option('--format <name[=file]>', 'to stdout, or to a file; repeatable')
    .argParser(formatParser(COST_FORMAT_NAMES))
    .default([]);
  // Not `choices()`: a file may follow.
  option.argChoices = [...COST_FORMAT_NAMES];
  return option;
}

interface Flags {
  usage: (string | Usage)[];
  claims?: boolean;
  format: Format<CostFormatName>[];
}

/** `undefined` when another command was asked for. @throws CommanderError, Failure */
export async function costOptionsOf(
  program: Command,
  cost: Command,
  migrateOptions: MigrateOptionsFor,
): Promise<CostOptions | undefined> {
  if (program.args[0] !== cost.name()) return undefined;
  assertOwnFlags(program, cost, TARGET);
  const { usage, claims = false, format } = cost.opts<Flags>();
  if (claims && (usage.length > 0 || cost.args.length > 0)) cost.error('error: --claims stands alone');
  const isShown = format.find(({ file }) => file === undefined);
  const isJson = [program, cost].some((command) => command.opts().json === true);
  if (isJson && isShown)
    cost.error('error: --json and --format both go to stdout: give one a file, as in --format json=FILE');
  const [directory] = cost.args;
  const migrate = await migrateOptions(cost, directory === undefined ? [] : [directory], false);
  const shown = isShown?.name ?? (isJson ? 'json' : 'pretty');
  return {
    command: 'cost',
    directory,
    usage,
    ...(migrate.prices !== undefined && { prices: migrate.prices }),
    isClaims: claims,
    migrate,
    formats: isShown ? format : [...format, { name: shown }],
    color: [program, cost].some((command) => command.opts().color === false) ? false : migrate.color,
    json: shown === 'json',
    debug: [program, cost].some((command) => command.opts().debug === true),
  };
}

function parseUsage(text: string, known: (string | Usage)[]): (string | Usage)[] {
  if (!isFigures(text)) return [...known, text];
  try {
    return [...known, parseFigures(text)];
  } catch (error) {
    if (error instanceof FigureFault) throw new InvalidArgumentError(error.message);
    throw error;
  }
}
