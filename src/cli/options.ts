import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { CAPABILITIES, type Capability } from '../catalog/capability.js';
import type { Service } from '../catalog/service.js';
import { DEFAULT_TARGET, PROFILE_IDS, type Target, targetNamed } from '../catalog/target.js';
import type { IgnoreOption } from '../discover/ignore-rules.js';
import { Failure, type FailureCode } from '../errors.js';
import type { Place } from '../reporters/explain-place.js';
import { FORMAT_NAMES, type FormatName } from '../reporters/format-names.js';
import { VERSION } from '../version.js';
import { type ApplyOptions, addApply, applyOptionsOf } from './apply-options.js';
import { addCanary, type CanaryCliOptions, canaryOptionsOf } from './canary-options.js';
import { addCompletion, type CompletionOptions, completionOptionsOf } from './completion/completion.js';
import { applyConfig, assertOwnAddress } from './config/apply-config.js';
import type { ConfigOrigin } from './config/config-entry.js';
import type { PrintConfigOptions } from './config/print-config.js';
import { addCost, type CostOptions, costOptionsOf } from './cost-options.js';
import { addEvaluate, type EvaluateOptions, evaluateOptionsOf } from './evaluate-options.js';
import { addExplain, type ExplainOptions, explainOptionsOf } from './explain-options.js';
import {
  addMock,
  addVerify,
  type MigrateOptionsFor,
  type MockOptions,
  mockOptionsOf,
  TARGET,
  type VerifyOptions,
  verifyOptionsOf,
} from './gateway-options.js';
import { describeProgram } from './help.js';
import { addInit, type InitOptions, initOptionsOf } from './init/init-options.js';
import { addLimits, type LimitsOptions, limitsOptionsOf } from './limits-options.js';
import { type Format, formatParser } from './parse-format.js';
import type { PatchTarget } from './patch.js';
import { PRICES_OPTION } from './prices-option.js';
import { folderOf } from './root-of.js';
import { addUndo, type UndoOptions, undoOptionsOf } from './undo-options.js';

/** What was asked for on the command line, checked and with its defaults. */
export type CliOptions =
  | MigrateOptions
  | ApplyOptions
  | PrintConfigOptions
  | UndoOptions
  | ExplainOptions
  | VerifyOptions
  | MockOptions
  | EvaluateOptions
  | LimitsOptions
  | CostOptions
  | CanaryCliOptions
  | CompletionOptions
  | InitOptions;

export interface MigrateOptions {
  command: 'migrate';
  paths: string[];
  mode: 'preview' | 'check' | 'write' | 'resume';
  /** Write what the user chooses. */
  isInteractive: boolean;
  staged: boolean;
  /** What the text is called that is piped in, to be rewritten to stdout. */
  stdin?: string;
  /** A place to be explained: `src/a.ts:12`. */
  explain?: Place;
  /** Told from the repository where it is not given. */
  from?: Service;
  profile: Target;
  env: 'rename' | 'keep';
  modelMap: { from: string; to: string }[];
  /** What the usual model cannot → one that can. */
  modelFor: Partial<Record<Capability, string>>;
  responses: 'chat' | 'keep';
  formats: readonly Format[];
  /** Whether stdout is for machines: also when the run fails. */
  json: boolean;
  patch?: PatchTarget;
  edits?: string;
  baseline?: string;
  failOn: 'never' | 'warning' | 'error';
  allowDirty: boolean;
  allowNoVcs: boolean;
  envFiles: boolean;
  docs: boolean;
  ignore: IgnoreOption;
  /** The file with the user's own prices: for `cost`. */
  prices?: string;
  typecheck: boolean;
  transforms: string[];
  color?: boolean;
  progress: boolean;
  pager: boolean;
  isQuiet: boolean;
  isVerbose: boolean;
  debug: boolean;
}

interface Flags {
  check?: boolean;
  write?: boolean;
  interactive?: boolean;
  resume?: boolean;
  dryRun?: boolean;
  staged?: boolean;
  stdin?: boolean;
  stdinFilename?: string;
  explain?: Place;
  from?: string;
  profile: string;
  model?: string;
  baseUrl?: string;
  keyEnv?: string;
  env: 'rename' | 'keep';
  modelMap: { from: string; to: string }[];
  modelFor: ModelFor[];
  responses: 'chat' | 'keep';
  format: Format[];
  json?: boolean;
  report?: string;
  patch?: string;
  patchWithKeys?: boolean;
  edits?: string;
  baseline?: string;
  failOn: 'never' | 'warning' | 'error';
  allowDirty?: boolean;
  allowNoVcs?: boolean;
  envFiles?: boolean;
  docs?: boolean;
  ignore: string[];
  prices?: string;
  typecheck?: boolean;
  transform: string[];
  color?: boolean;
  progress: boolean;
  pager: boolean;
  quiet?: boolean;
  verbose?: boolean;
  debug?: boolean;
  config: string | boolean;
  printConfig?: boolean;
}

/** As it is typed. */
interface ModelFor {
  capability: string;
  id: string;
}

/** With `exitCode`, there is nothing left to run: help, version, or a mistake, which is to be said. */
export type Parsed =
  | { options: CliOptions; exitCode?: undefined }
  | { options?: undefined; exitCode: number; mistake?: { code: FailureCode; message: string }; json: boolean };

/** What can be asked for besides a run, each by its name as the first argument. */
function withCommands(program: Command) {
  return {
    undo: addUndo(program),
    apply: addApply(program),
    explain: addExplain(program),
    verify: addVerify(program),
    mock: addMock(program),
    evaluate: addEvaluate(program),
    limits: addLimits(program),
    cost: addCost(program),
    canary: addCanary(program),
    completion: addCompletion(program),
    init: addInit(program),
  };
}

/** The command line as a whole. */
export function programOf(): Command {
  const program = commandOf();
  withCommands(program);
  return program;
}

/** What the command line says, and what was set beforehand. */
export async function parseArguments(args: readonly string[], environment: NodeJS.ProcessEnv): Promise<Parsed> {
  const program = commandOf();
  const { undo, apply, explain, verify, mock, evaluate, limits, cost, canary, completion, init } =
    withCommands(program);
  const end = args.includes('--') ? args.indexOf('--') : args.length;
  try {
    // What follows `--` is a path, also where it is the name of a command; or what `verify` is to run.
    const paths = args.slice(end).map((arg) => (program.commands.some((one) => one.name() === arg) ? `./${arg}` : arg));
    program.parse([...args.slice(0, end), ...paths], { from: 'user' });
    assertTogether(program);
    const migrateOptions: MigrateOptionsFor = (flags, paths, sendsKey) =>
      targetOptions([program, flags], paths, environment, sendsKey);
    const other =
      undoOptionsOf(program, undo) ??
      applyOptionsOf(program, apply) ??
      explainOptionsOf(program, explain) ??
      (await completionOptionsOf(program, completion)) ??
      initOptionsOf(program, init) ??
      (await mockOptionsOf(program, mock, migrateOptions)) ??
      (await evaluateOptionsOf(program, evaluate, migrateOptions)) ??
      (await limitsOptionsOf(program, limits, migrateOptions)) ??
      (await costOptionsOf(program, cost, migrateOptions)) ??
      (await canaryOptionsOf(program, canary, migrateOptions)) ??
      (await verifyOptionsOf(program, verify, args.slice(end + 1), { environment, migrateOptions }));
    return { options: other ?? (await optionsOf(program, environment)) };
  } catch (error) {
    const json = args.slice(0, end).some((arg, index, all) => arg === '--json' || isJsonFormat(arg, all[index - 1]));
    if (error instanceof Failure) return { exitCode: 2, mistake: error, json };
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return { exitCode: 0, json: false };
    return { exitCode: 2, mistake: { code: 'usage', message: error.message.replace(/^error: /, '') }, json };
  }
}

/** @throws CommanderError for flags that mean something only with, or only without, others. */
function assertTogether(program: Command): void {
  const { json, format, patch, patchWithKeys, stdin, stdinFilename } = program.opts<Flags>();
  const isFormatShown = format.some(({ file }) => file === undefined);
  if (json && isFormatShown)
    program.error('error: --json and --format both go to stdout: give one a file, as in --format json=FILE');
  if (patch === '-' && (json || isFormatShown))
    program.error('error: --patch - goes to stdout alone: give the patch or the report a file');
  if ((stdin ?? false) !== (stdinFilename !== undefined))
    program.error('error: --stdin and --stdin-filename FILE belong together');
  if (stdin && program.args.length > 0) program.error('error: --stdin takes no paths');
  if (patchWithKeys && patch === undefined) program.error('error: --patch-with-keys is for --patch FILE');
}

async function optionsOf(
  program: Command,
  environment: NodeJS.ProcessEnv,
): Promise<MigrateOptions | PrintConfigOptions> {
  const { resume, config, printConfig } = program.opts<Flags>();
  const where = { root: folderOf(program.args), environment, config };
  // What was interrupted is finished as it was begun.
  const origins = resume ? new Map<string, ConfigOrigin>() : await applyConfig(program, where);
  const options = await migrateOptionsOf(program, origins);
  if (!printConfig) return options;
  const { printConfigOptions } = await import('./config/print-config.js');
  return printConfigOptions(program, origins, options);
}

/** The options of the migration that another command is about. */
async function targetOptions(
  commands: readonly Command[],
  paths: readonly string[],
  environment: NodeJS.ProcessEnv,
  sendsKey: boolean,
): Promise<MigrateOptions> {
  const program = commandOf().parse(paths, { from: 'user' });
  for (const command of commands)
    for (const name of [...TARGET, PRICES_OPTION.attributeName()])
      if (command.getOptionValueSource(name) === 'cli')
        program.setOptionValueWithSource(name, command.getOptionValue(name), 'cli');
  const where = { root: folderOf(paths), environment, config: program.opts<Flags>().config };
  const origins = await applyConfig(program, where);
  if (sendsKey) assertOwnAddress(origins);
  return migrateOptionsOf(program, origins);
}

async function migrateOptionsOf(program: Command, origins: ReadonlyMap<string, ConfigOrigin>): Promise<MigrateOptions> {
  const flags = program.opts<Flags>();
  const profile = await targetNamed(flags.profile, flags);
  return {
    command: 'migrate',
    paths: program.args,
    mode: modeOf(flags),
    isInteractive: flags.interactive ?? false,
    staged: flags.staged ?? false,
    stdin: flags.stdinFilename,
    explain: flags.explain,
    from: flags.from === undefined ? undefined : (await import('../catalog/service.js')).serviceOf(flags.from),
    profile,
    env: flags.env,
    modelMap: flags.modelMap,
    modelFor: modelForOf(program, flags.modelFor, profile, origins.get('modelFor')?.place),
    responses: flags.responses,
    ...formatsOf(flags),
    patch: flags.patch === undefined ? undefined : { file: flags.patch, withKeys: flags.patchWithKeys ?? false },
    edits: flags.edits,
    baseline: flags.baseline,
    failOn: flags.failOn,
    allowDirty: flags.allowDirty ?? false,
    allowNoVcs: flags.allowNoVcs ?? false,
    envFiles: flags.envFiles ?? false,
    docs: flags.docs ?? false,
    ignore: { globs: flags.ignore, folder: origins.get('ignore')?.projectFolder },
    prices: flags.prices,
    typecheck: flags.typecheck ?? false,
    transforms: flags.transform,
    color: flags.color === false ? false : undefined,
    progress: flags.progress,
    pager: flags.pager,
    isQuiet: flags.quiet ?? false,
    isVerbose: flags.verbose ?? false,
    debug: flags.debug ?? false,
  };
}

/** What goes where; by default the view for people to stdout. */
function formatsOf({ format, json, report }: Flags): Pick<MigrateOptions, 'formats' | 'json'> {
  const formats: Format[] = [
    ...format,
    ...(json ? [{ name: 'json' as const }] : []),
    ...(report === undefined ? [] : [{ name: 'json' as const, file: report }]),
  ];
  const shown = formats.find(({ file }) => file === undefined);
  if (!shown) formats.unshift({ name: 'pretty' });
  return { formats, json: shown !== undefined && JSON_FORMATS.has(shown.name) };
}

const JSON_FORMATS: ReadonlySet<FormatName> = new Set(['json', 'ndjson', 'sarif', 'gitlab', 'rdjson']);

/** `--format=json`, or `json` after `--format`. */
function isJsonFormat(arg: string, before: string | undefined): boolean {
  const name = arg.startsWith('--format=') ? arg.slice('--format='.length) : before === '--format' ? arg : '';
  return JSON_FORMATS.has(name as FormatName);
}

function modeOf(flags: Flags): MigrateOptions['mode'] {
  if (flags.resume) return 'resume';
  return flags.write || flags.interactive ? 'write' : flags.check ? 'check' : 'preview';
}

const PURPOSE = "Moves a codebase from OpenAI's endpoint to HolySheep AI. Shows a diff and a report.";

/** The options of the command line, without its other commands. */
export function commandOf(): Command {
  return describeProgram(new Command('migrate-to-holysheep'), PURPOSE)
    .argument('[paths...]', 'a directory, or files in the current one', [])
    .optionsGroup('What to do:')
    .addOption(new Option('--check', 'exit 1 when something is left to do').conflicts(['write', 'dryRun']))
    .addOption(new Option('--staged', 'look at what is staged, as it is staged').conflicts(['write', 'resume']))
    .addOption(
      new Option('--stdin', 'rewrite what is piped in, to stdout; other files are only looked at').conflicts([
        'baseline',
        'check',
        'dryRun',
        'edits',
        'explain',
        'format',
        'interactive',
        'json',
        'patch',
        'report',
        'resume',
        'staged',
        'write',
      ]),
    )
    .option('--stdin-filename <file>', 'the name of the file that is piped in')
    .option('--baseline <file>', 'with --check: what this earlier report has is no reason to fail')
    .addOption(
      new Option('--fail-on <level>', 'with --check: what is a reason to fail')
        .choices(['never', 'warning', 'error'])
        .default('warning'),
    )
    .addOption(new Option('--write', 'change the files').conflicts('dryRun'))
    .addOption(
      new Option('-i, --interactive', 'choose what to change, and change it').conflicts([
        ...['check', 'write', 'dryRun', 'staged', 'resume', 'explain', 'transform', 'patch', 'edits'],
      ]),
    )
    .addOption(new Option('--resume', 'finish a --write that was interrupted').conflicts(['check', 'write', 'dryRun']))
    .option('-n, --dry-run', 'show what would change (the default)')
    .optionsGroup('Where to go:')
    .addOption(new Option('--to, --profile <name>', 'where to go').choices(PROFILE_IDS).default(DEFAULT_TARGET))
    .addOption(new Option('--from <name>', 'whose clients move, if not what the files say').choices(PROFILE_IDS))
    .option('--model <id>', 'the model to use there')
    .option('--base-url <url>', 'its base URL', parseUrl)
    .option('--key-env <name>', 'the variable that holds its key', parseName)
    .addOption(
      new Option('--env <strategy>', 'rename the variables of the environment, or keep their names')
        .choices(['rename', 'keep'])
        .default('rename'),
    )
    .option('--model-map <old=new>', 'an id, or a glob, and what it becomes; repeatable', parseMapping, [])
    .option(
      '--model-for <what=id>',
      `a model there for calls that need ${CAPABILITIES.join(', ')}; repeatable`,
      parseModelFor,
      [],
    )
    .addOption(
      new Option('--responses <what>', 'calls of the Responses API: make chat calls of them, or keep them')
        .choices(['chat', 'keep'])
        .default('keep'),
    )
    .optionsGroup('What to print:')
    .option(
      '--format <name[=file]>',
      `${FORMAT_NAMES.join(', ')}: to stdout, or to a file; repeatable`,
      formatParser(FORMAT_NAMES),
      [] as Format[],
    )
    .option('--json', 'print the report as JSON')
    .option('--report <file>', 'write the report as JSON to a file')
    .addOption(
      new Option(
        '--patch <file>',
        'write the changes as a patch, without files in which it would hold a key',
      ).conflicts(['write', 'resume', 'staged', 'explain']),
    )
    .option('--patch-with-keys', 'leave nothing out of --patch: only its owner may read the file')
    .addOption(
      new Option('--edits <file>', 'write the changes for "apply": all of them, without old text or keys').conflicts([
        'write',
        'resume',
        'staged',
        'explain',
      ]),
    )
    .addOption(
      new Option('--explain <file:line>', 'print what is said of one line, and why')
        .argParser(parsePlace)
        .conflicts(['write', 'check', 'resume', 'json', 'format']),
    )
    .optionsGroup('What may be changed:')
    .option('--ignore <glob>', 'leave these files as they are; repeatable', parseGlob, [])
    .option('--typecheck', "compare TypeScript's errors before and after")
    .option('--transform <file>', 'run a jscodeshift transform of your own as well; repeatable', collect, [])
    .option('--env-files', 'also change .env files that git ignores')
    .option('--docs', 'also change the Python in code fences of Markdown files')
    .option('--allow-dirty', 'write files that have uncommitted changes')
    .option('--allow-no-vcs', 'write outside a git repository')
    .optionsGroup('Configuration:')
    .option('--config <file>', 'the configuration file to go by, instead of .holysheeprc.json and the like')
    .option('--no-config', 'go by no configuration file')
    .addOption(
      new Option('--print-config', 'print what is set, and where, and end').conflicts(['write', 'check', 'resume']),
    )
    .optionsGroup('Terminal:')
    .option('--no-color', 'no colours')
    .option('--no-progress', 'no line that says how far a long run is')
    .option('--no-pager', 'no pager for what is longer than the terminal')
    .option('-q, --quiet', 'print only what has to be done')
    .option('--verbose', 'also list what stays')
    .optionsGroup('Other:')
    .option('--debug', 'print the stack of an internal error')
    .version(VERSION, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .allowExcessArguments(false)
    .configureOutput({ outputError: () => {} })
    .exitOverride()
    .helpCommand(false)
    .enablePositionalOptions()
    .action(() => {});
}

function parseUrl(text: string): string {
  try {
    const url = new URL(text);
    if (url.protocol === 'https:' || url.protocol === 'http:') return text.replace(/(?<!\/)\/+$/, '');
  } catch {
    // Said below, in the words of the option.
  }
  throw new InvalidArgumentError('It must be an http(s) URL.');
}

/** `src/a.ts:12`, or with a column, which plays no part. */
function parsePlace(text: string): Place {
  const [, file, line] = /^(.+?):([1-9]\d{0,8})(?::\d+)?$/s.exec(text) ?? [];
  if (file === undefined || line === undefined) throw new InvalidArgumentError('It must be FILE:LINE.');
  return { file, line: Number(line) };
}

function parseName(text: string): string {
  if (/^[A-Za-z_]\w*$/.test(text)) return text;
  throw new InvalidArgumentError('It must be the name of a variable.');
}

/** In the syntax of gitignore. */
function parseGlob(text: string, known: string[]): string[] {
  if (text.split(/[\\/]/).includes('..') || /^[A-Za-z]:/.test(text))
    throw new InvalidArgumentError('It must stay in the repository.');
  return [...known, text];
}

function parseMapping(text: string, known: { from: string; to: string }[]): { from: string; to: string }[] {
  const [from, to, ...more] = text.split('=');
  if (!from || !to || more.length > 0) throw new InvalidArgumentError('It must be OLD=NEW.');
  return [...known, { from, to }];
}

function parseModelFor(text: string, known: ModelFor[]): ModelFor[] {
  const [capability, id, ...more] = text.split('=');
  if (!capability || !id || more.length > 0) throw new InvalidArgumentError('It must be CAPABILITY=MODEL.');
  return [...known, { capability, id }];
}

/** The models that answer what the usual one cannot, each of which must be known to be served and able. */
function modelForOf(
  program: Command,
  asked: readonly ModelFor[],
  { served, title }: Target,
  place: string | undefined,
): MigrateOptions['modelFor'] {
  return Object.fromEntries(
    asked.map(({ capability, id }) => {
      const where = place === undefined ? '' : `${place}: `;
      const what = `error: ${where}option '--model-for ${capability}=${id}' is invalid.`;
      const known = CAPABILITIES.find((one) => one === capability);
      if (!known) program.error(`${what} The capability must be one of ${CAPABILITIES.join(', ')}.`);
      const able = served.filter(({ can }) => can?.includes(known)).map((model) => model.id);
      if (able.length === 0) program.error(`${what} No model of ${title} is known to be able to do that.`);
      if (!served.some((model) => model.id === id))
        program.error(`${what} ${title} is not known to serve it. Able are ${able.join(', ')}.`);
      if (!able.includes(id))
        program.error(`${what} It is not known to be able to do that. Able are ${able.join(', ')}.`);
      return [known, id];
    }),
  );
}

function collect(text: string, known: string[]): string[] {
  return [...known, text];
}
