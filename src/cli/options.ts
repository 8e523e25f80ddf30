import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { PROFILES, type Profile } from '../catalog/profile.js';
import { VERSION } from '../version.js';
import { addUndo, type UndoOptions, undoOptionsOf } from './undo-options.js';

/** What was asked for on the command line, checked and with its defaults. */
export type CliOptions = MigrateOptions | UndoOptions;

export interface MigrateOptions {
  command: 'migrate';
  paths: string[];
  mode: 'preview' | 'check' | 'write' | 'resume';
  profile: Profile;
  env: 'rename' | 'keep';
  modelMap: { from: string; to: string }[];
  responses: 'chat' | 'keep';
  json: boolean;
  report?: string;
  allowDirty: boolean;
  allowNoVcs: boolean;
  envFiles: boolean;
  docs: boolean;
  typecheck: boolean;
  transforms: string[];
  color?: boolean;
  isQuiet: boolean;
  isVerbose: boolean;
  debug: boolean;
}

interface Flags {
  check?: boolean;
  write?: boolean;
  resume?: boolean;
  dryRun?: boolean;
  profile: string;
  model?: string;
  baseUrl?: string;
  keyEnv?: string;
  env: 'rename' | 'keep';
  modelMap: { from: string; to: string }[];
  responses: 'chat' | 'keep';
  json?: boolean;
  report?: string;
  allowDirty?: boolean;
  allowNoVcs?: boolean;
  envFiles?: boolean;
  docs?: boolean;
  typecheck?: boolean;
  transform: string[];
  color?: boolean;
  quiet?: boolean;
  verbose?: boolean;
  debug?: boolean;
}

const HELP = `
Examples:
  $ migrate-to-holysheep ./repo            show what would change; write nothing
  $ migrate-to-holysheep ./repo --write    change the files
  $ migrate-to-holysheep undo              take the last --write back
  $ migrate-to-holysheep --check           for CI and hooks: exit 1 when something is left to do
  $ migrate-to-holysheep --model-map 'gpt-4o*=deepseek-v3.2' --model-map gpt-4.1=gpt-4.1

Exit codes:
  0  nothing left to do, or a preview, or all was written
  1  --check found something to do, or undo left files that were edited since
  2  wrong usage, a file that could not be written, or a fault of this tool

Environment: NO_COLOR, FORCE_COLOR. No telemetry, no network.`;

/** With `exitCode`, there is nothing left to run: help, version, or a mistake, which is to be said. */
export type Parsed =
  | { options: CliOptions; exitCode?: undefined }
  | { options?: undefined; exitCode: number; mistake?: string; json: boolean };

export function parseArguments(args: readonly string[]): Parsed {
  const program = commandOf();
  const undo = addUndo(program);
  const end = args.includes('--') ? args.indexOf('--') : args.length;
  try {
    // What follows `--` is a path, also where it is the name of a command.
    const paths = args.slice(end).map((arg) => (arg === undo.name() ? `./${arg}` : arg));
    program.parse([...args.slice(0, end), ...paths], { from: 'user' });
    const undoOptions = undoOptionsOf(program, undo);
    return { options: undoOptions ?? migrateOptionsOf(program) };
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return { exitCode: 0, json: false };
    const json = args.slice(0, end).includes('--json');
    return { exitCode: 2, mistake: error.message.replace(/^error: /, ''), json };
  }
}

function migrateOptionsOf(program: Command): MigrateOptions {
  const flags = program.opts<Flags>();
  return {
    command: 'migrate',
    paths: program.args,
    mode: modeOf(flags),
    profile: profileOf(flags),
    env: flags.env,
    modelMap: flags.modelMap,
    responses: flags.responses,
    json: flags.json ?? false,
    report: flags.report,
    allowDirty: flags.allowDirty ?? false,
    allowNoVcs: flags.allowNoVcs ?? false,
    envFiles: flags.envFiles ?? false,
    docs: flags.docs ?? false,
    typecheck: flags.typecheck ?? false,
    transforms: flags.transform,
    color: flags.color === false ? false : undefined,
    isQuiet: flags.quiet ?? false,
    isVerbose: flags.verbose ?? false,
    debug: flags.debug ?? false,
  };
}

function modeOf(flags: Flags): MigrateOptions['mode'] {
  if (flags.resume) return 'resume';
  return flags.write ? 'write' : flags.check ? 'check' : 'preview';
}

function commandOf(): Command {
  return new Command('migrate-to-holysheep')
    .description("Moves a codebase from OpenAI's endpoint to HolySheep AI. Shows a diff and a report.")
    .argument('[paths...]', 'a directory, or files in the current one', [])
    .addOption(new Option('--check', 'exit 1 when something is left to do').conflicts(['write', 'dryRun']))
    .addOption(new Option('--write', 'change the files').conflicts('dryRun'))
    .addOption(new Option('--resume', 'finish a --write that was interrupted').conflicts(['check', 'write', 'dryRun']))
    .option('-n, --dry-run', 'show what would change (the default)')
    .addOption(new Option('--profile <name>', 'where to go').choices(Object.keys(PROFILES)).default('holysheep'))
    .option('--model <id>', 'the model to use there')
    .option('--base-url <url>', 'its base URL', parseUrl)
    .option('--key-env <name>', 'the variable that holds its key', parseName)
    .addOption(
      new Option('--env <strategy>', 'rename the variables of the environment, or keep their names')
        .choices(['rename', 'keep'])
        .default('rename'),
    )
    .option('--model-map <old=new>', 'an id, or a glob, and what it becomes; repeatable', parseMapping, [])
    .addOption(
      new Option('--responses <what>', 'calls of the Responses API: make chat calls of them, or keep them')
        .choices(['chat', 'keep'])
        .default('keep'),
    )
    .option('--json', 'print the report as JSON')
    .option('--report <file>', 'write the report as JSON to a file')
    .option('--typecheck', "compare TypeScript's errors before and after")
    .option('--transform <file>', 'run a jscodeshift transform of your own as well; repeatable', collect, [])
    .option('--env-files', 'also change .env files that git ignores')
    .option('--docs', 'also change the Python in code fences of Markdown files')
    .option('--allow-dirty', 'write files that have uncommitted changes')
    .option('--allow-no-vcs', 'write outside a git repository')
    .option('--no-color', 'no colours')
    .option('-q, --quiet', 'print only what has to be done')
    .option('--verbose', 'also list what stays')
    .option('--debug', 'print the stack of an internal error')
    .version(VERSION, '-V, --version')
    .addHelpText('after', HELP)
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
    if (url.protocol === 'https:' || url.protocol === 'http:') return text.replace(/\/+$/, '');
  } catch {
    // Said below, in the words of the option.
  }
  throw new InvalidArgumentError('It must be an http(s) URL.');
}

function parseName(text: string): string {
  if (/^[A-Za-z_]\w*$/.test(text)) return text;
  throw new InvalidArgumentError('It must be the name of a variable.');
}

function parseMapping(text: string, known: { from: string; to: string }[]): { from: string; to: string }[] {
  const [from, to, ...more] = text.split('=');
  if (!from || !to || more.length > 0) throw new InvalidArgumentError('It must be OLD=NEW.');
  return [...known, { from, to }];
}

function collect(text: string, known: string[]): string[] {
  return [...known, text];
}

function profileOf(flags: Flags): Profile {
  const profile = PROFILES[flags.profile];
  if (!profile) throw new Error(`no profile ${flags.profile}`);
  return {
    ...profile,
    model: flags.model ?? profile.model,
    baseUrl: flags.baseUrl ?? profile.baseUrl,
    variables: { ...profile.variables, apiKey: flags.keyEnv ?? profile.variables.apiKey },
  };
}
