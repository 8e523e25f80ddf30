import { type Command, InvalidArgumentError, Option } from 'commander';
import type { Target } from '../catalog/target.js';
import { Failure } from '../errors.js';
import type { MigrateOptions } from './options.js';
import { assertOwnFlags } from './own-flags.js';

export interface VerifyOptions {
  command: 'verify';
  /** The repository: for what it asks, and for what of it stays on OpenAI. */
  directory?: string;
  /** What to run with a stand-in for both hosts; the gateway itself is asked without. */
  run: string[];
  /** Also try requests. */
  smoke: boolean;
  /** Milliseconds for a request. */
  timeout: number;
  callsTools: boolean;
  migrate: MigrateOptions;
  json: boolean;
  debug: boolean;
}

export interface MockOptions {
  command: 'mock';
  port: number;
  /** After which it ends by itself. */
  seconds?: number;
  callsTools: boolean;
  profile: Target;
  json: boolean;
  debug: boolean;
}

/**
 * Gives the options of the migration that is meant, from the flags of a command, and what was set beforehand: not by a
 * repository, which key is sent, and where to.
 */
export type MigrateOptionsFor = (
  flags: Command,
  paths: readonly string[],
  sendsKey: boolean,
) => Promise<MigrateOptions>;

/** The options that say where a migration goes, and which. */
export const TARGET = new Set([
  ...['profile', 'model', 'baseUrl', 'keyEnv', 'modelMap', 'modelFor', 'env', 'responses', 'docs', 'config'],
]);
const MOCK_TARGET = new Set(['profile', 'model', 'baseUrl', 'keyEnv', 'config']);

const VERIFY_HELP = `
Without COMMAND it asks the gateway for its models, with the key in
HOLYSHEEP_API_KEY: the one request that this tool makes by itself. With COMMAND
it starts a stand-in for OpenAI and for the gateway on this machine, leads what
COMMAND sends to both hosts there (Node.js and Python, and what they start), and
tells of each request. Neither host is reached.

Examples:
  $ migrate-to-holysheep verify              is the key taken, the model there?
  $ migrate-to-holysheep verify --smoke      and does it answer what the
                                             repository asks? (some tokens)
  $ migrate-to-holysheep verify -- npm test  where do these tests' requests go?

Exit codes:
  0  all is well
  1  the gateway says no, or a request went where it should not go
  2  no answer (network, proxy, TLS), wrong usage, or a fault of this tool
  With COMMAND, its own exit code comes first, if it is not 0.

Environment: HOLYSHEEP_API_KEY, HOLYSHEEP_BASE_URL, HTTPS_PROXY, NO_PROXY,
NODE_EXTRA_CA_CERTS.`;

const MOCK_HELP = `
It listens on 127.0.0.1 only, and takes the key in HOLYSHEEP_API_KEY, or any
that is not OpenAI's where that is not set. The same request has always the same
answer. What the gateway does not take is refused. To get a failure, send the
header x-mock-status: 429, or ask the model mock-429 (401, 402, 403, 404, 429,
500, 503).
It ends on Ctrl-C, SIGTERM, when its standard input ends, or after --for.`;

export function addVerify(program: Command): Command {
  const verify = program
    .command('verify')
    .description('ask the gateway, or look where the requests of a command go')
    .usage('[options] [dir] [-- COMMAND...]')
    .argument('[dir]', 'the repository; COMMAND runs there')
    .argument('[command...]')
    .option('--smoke', 'also try the kinds of requests that the repository makes')
    .option('--timeout <seconds>', 'how long to wait for an answer', parseSeconds, 20)
    .option('--call-tools', 'with COMMAND: call a tool whenever one is offered')
    .addOption(new Option('--format <name>', 'how to tell').choices(['pretty', 'json']).default('pretty'))
    .option('--json', 'the same as --format json')
    .option('--debug', 'print the stack of an internal error')
    .addHelpText('after', VERIFY_HELP)
    .action(() => {});
  return withTarget(program, verify, TARGET);
}

export function addMock(program: Command): Command {
  const mock = program
    .command('mock')
    .description('a strict stand-in for the gateway, on this machine')
    .option('--port <number>', 'where to listen; a free port by default', parsePort, 0)
    .option('--for <seconds>', 'end after that time', parseSeconds)
    .option('--call-tools', 'call a tool whenever one is offered, and not only when it is asked for')
    .option('--json', 'print the address as JSON')
    .option('--debug', 'print the stack of an internal error')
    .addHelpText('after', MOCK_HELP)
    .action(() => {});
  return withTarget(program, mock, MOCK_TARGET);
}

/** Gives a command those options of the program. */
export function withTarget(program: Command, command: Command, names: ReadonlySet<string>): Command {
  for (const option of program.options) if (names.has(option.attributeName())) command.addOption(option);
  return command;
}

interface Flags {
  smoke?: boolean;
  timeout: number;
  callTools?: boolean;
  format: 'pretty' | 'json';
  port: number;
  for?: number;
}

/** `undefined` when another command was asked for. @throws CommanderError, Failure */
export async function verifyOptionsOf(
  program: Command,
  verify: Command,
  run: string[],
  { environment, migrateOptions }: { environment: NodeJS.ProcessEnv; migrateOptions: MigrateOptionsFor },
): Promise<VerifyOptions | undefined> {
  if (program.args[0] !== verify.name()) return undefined;
  assertOwnFlags(program, verify, TARGET);
  const [directory, surplus] = verify.args.slice(0, verify.args.length - run.length);
  if (surplus !== undefined) verify.error(`error: a command stands behind --: verify -- ${surplus} …`);
  const flags = verify.opts<Flags>();
  const migrate = await migrateOptions(verify, directory === undefined ? [] : [directory], run.length === 0);
  return {
    command: 'verify',
    directory,
    run,
    smoke: flags.smoke ?? false,
    timeout: flags.timeout * 1000,
    callsTools: flags.callTools ?? false,
    migrate: { ...migrate, profile: withOwnBaseUrl(migrate.profile, verify, environment) },
    json: flags.format === 'json' || isGiven('json', program, verify),
    debug: isGiven('debug', program, verify),
  };
}

/** `undefined` when another command was asked for. @throws CommanderError, Failure */
export async function mockOptionsOf(
  program: Command,
  mock: Command,
  migrateOptions: MigrateOptionsFor,
): Promise<MockOptions | undefined> {
  if (program.args[0] !== mock.name()) return undefined;
  assertOwnFlags(program, mock, MOCK_TARGET);
  const { port, for: seconds, callTools } = mock.opts<Flags>();
  const { profile } = await migrateOptions(mock, [], false);
  return {
    command: 'mock',
    port,
    seconds,
    callsTools: callTools ?? false,
    profile,
    json: isGiven('json', program, mock),
    debug: isGiven('debug', program, mock),
  };
}

function isGiven(name: string, ...commands: readonly Command[]): boolean {
  return commands.some((command) => command.opts()[name] === true);
}

/** The variable that an app reads its base URL from holds for this command, too, where no flag says otherwise. */
function withOwnBaseUrl(profile: Target, verify: Command, environment: NodeJS.ProcessEnv): Target {
  const name = profile.variables.baseUrl;
  const value = environment[name];
  if (value === undefined || value === '' || verify.getOptionValueSource('baseUrl') === 'cli') return profile;
  if (!/^https?:\/\//.test(value) || !URL.canParse(value)) throw new Failure('usage', `${name} holds no http(s) URL.`);
  return { ...profile, baseUrl: value.replace(/(?<!\/)\/+$/, '') };
}

function parsePort(text: string): number {
  const port = Number(text);
  if (/^\d{1,5}$/.test(text) && port <= 65_535) return port;
  throw new InvalidArgumentError('It must be a number up to 65535.');
}

function parseSeconds(text: string): number {
  const seconds = Number(text);
  if (/^\d{1,6}(?:\.\d{1,3})?$/.test(text) && seconds > 0) return seconds;
  throw new InvalidArgumentError('It must be a number of seconds.');
}
