import { spawn, spawnSync } from 'node:child_process';
import { delimiter, isAbsolute } from 'node:path';

/**
 * A scanned repository's own config can name programs for git to run. These turn off the ones that our commands
 * could reach; `protocol.allow` keeps a partial clone from fetching what it lacks.
 */
const SAFE_CONFIG = [
  'core.fsmonitor=false',
  'core.hooksPath=/dev/null',
  'diff.external=',
  'core.pager=cat',
  'protocol.allow=never',
  'safe.bareRepository=explicit',
].flatMap((setting) => ['-c', setting]);

/** Set inside a hook: they point at the hook's repository, which need not be the one that is asked about. */
const REPOSITORY_VARIABLES = [
  'GIT_DIR',
  'GIT_WORK_TREE',
  'GIT_COMMON_DIR',
  'GIT_INDEX_FILE',
  'GIT_OBJECT_DIRECTORY',
  'GIT_ALTERNATE_OBJECT_DIRECTORIES',
  'GIT_NAMESPACE',
  'GIT_PREFIX',
  'GIT_LITERAL_PATHSPECS',
  'GIT_GLOB_PATHSPECS',
  'GIT_NOGLOB_PATHSPECS',
  'GIT_ICASE_PATHSPECS',
  'GIT_EXTERNAL_DIFF',
];

const MAX_OUTPUT = 512 * 1024 * 1024;
const TIMEOUT_MS = 120_000;

export interface GitOptions {
  /** What git reads on its standard input. */
  input?: string | undefined;
  /** Absolute path of the index to go by. */
  indexFile?: string | undefined;
  timeoutMs?: number;
}

/** The output of a git command run in a directory; `undefined` when there is no git or no repository, or it fails. */
export function git(directory: string, args: readonly string[], options: GitOptions = {}): Buffer | undefined {
  const result = spawnSync('git', [...SAFE_CONFIG, ...args], {
    cwd: directory,
    env: { ...environment(), ...(options.indexFile !== undefined && { GIT_INDEX_FILE: options.indexFile }) },
    input: options.input ?? '',
    timeout: options.timeoutMs ?? TIMEOUT_MS,
    maxBuffer: MAX_OUTPUT,
    stdio: ['pipe', 'pipe', 'ignore'],
    windowsHide: true,
  });
  return result.status === 0 ? result.stdout : undefined;
}

/** As `git`, while this process does something else. */
export async function askGit(
  directory: string,
  args: readonly string[],
  options: GitOptions = {},
): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  const isAnswered = await hearGit(directory, args, (chunk) => chunks.push(chunk), options);
  return isAnswered ? Buffer.concat(chunks) : undefined;
}

/**
 * Calls `take` with each record of `-z` output as it comes, so that the names of very many files are never in memory as one text. Gives
 * whether there was an answer.
 */
export function askGitForRecords(
  directory: string,
  args: readonly string[],
  take: (record: Buffer) => void,
): Promise<boolean> {
  let rest: Buffer = Buffer.alloc(0);
  return hearGit(directory, args, (chunk) => {
    const bytes = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk;
    let from = 0;
    for (let end = bytes.indexOf(0); end !== -1; end = bytes.indexOf(0, from)) {
      take(bytes.subarray(from, end));
      from = end + 1;
    }
    rest = bytes.subarray(from);
  });
}

/** Hands over the output of a git command as it comes. Gives whether it went well. */
function hearGit(
  directory: string,
  args: readonly string[],
  hear: (chunk: Buffer) => void,
  options: GitOptions = {},
): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn('git', [...SAFE_CONFIG, ...args], {
      cwd: directory,
      env: { ...environment(), ...(options.indexFile !== undefined && { GIT_INDEX_FILE: options.indexFile }) },
      timeout: options.timeoutMs ?? TIMEOUT_MS,
      stdio: ['pipe', 'pipe', 'ignore'],
      windowsHide: true,
    });
    child.stdout.on('data', hear);
    // Git may have ended without a look at its input.
    child.stdin.on('error', () => {});
    child.stdin.end(options.input ?? '');
    child.on('error', () => resolve(false));
    child.on('close', (code) => resolve(code === 0));
  });
}

function environment(): NodeJS.ProcessEnv {
  const env: NodeJS.ProcessEnv = { ...process.env };
  for (const name of REPOSITORY_VARIABLES) delete env[name];
  // A relative entry would let the scanned directory supply the `git` that is run.
  if (env.PATH !== undefined) env.PATH = env.PATH.split(delimiter).filter(isAbsolute).join(delimiter);
  env.GIT_OPTIONAL_LOCKS = '0';
  env.GIT_TERMINAL_PROMPT = '0';
  env.GIT_NO_LAZY_FETCH = '1';
  env.LC_ALL = 'C';
  return env;
}

export interface Record {
  text: string;
  /** Names that are not UTF-8 cannot be told apart as text. */
  isUtf8: boolean;
}

/** The records of `-z` output. */
export function records(output: Buffer): Record[] {
  return output
    .toString('utf8')
    .split('\0')
    .flatMap((text) => (text === '' ? [] : [{ text, isUtf8: isDecoded(text) }]));
}

export function recordOf(bytes: Buffer): Record {
  const text = bytes.toString('utf8');
  return { text, isUtf8: isDecoded(text) };
}

/** U+FFFD appears where decoding failed, and hardly ever in a name. */
function isDecoded(text: string): boolean {
  return !text.includes('\ufffd');
}
