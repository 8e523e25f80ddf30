import { readFileSync, statSync } from 'node:fs';
import type { Command } from 'commander';
import { codeOf, Failure } from '../errors.js';
import type { Redactor } from '../redact.js';
import { renderApplied, renderHistoryJson } from '../reporters/history.js';
import { assertWritable, type WritePermissions } from '../write/check-tree.js';
import { changesOf, MAX_EDITS_SIZE, parseEdits } from '../write/edits-file.js';
import { exclusively } from '../write/exclusively.js';
import { writeChanges } from '../write/write-changes.js';
import { assertOwnFlags } from './own-flags.js';
import { directoryOf } from './root-of.js';

export interface ApplyOptions extends WritePermissions {
  command: 'apply';
  file: string;
  directory?: string;
  json: boolean;
  debug: boolean;
}

const HELP = `
Writes what --edits FILE has kept, as --write would have, in one transaction that
"undo" takes back. Nothing is written where a file is not what the edits were made for.

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

/** Makes the changes of an edits file, and gives the exit code. @throws Failure when nothing is written. */
export async function executeApply(options: ApplyOptions, redactor: Redactor): Promise<number> {
  const root = await directoryOf(options.directory === undefined ? [] : [options.directory], 'apply');
  const { files } = parseEdits(readEdits(options.file));
  const { written, failed: left } = await exclusively(root, true, async (state) => {
    const changes = changesOf(state.base, files);
    const paths = changes.map(({ path }) => path);
    if (changes.length > 0) assertWritable(state.base, paths, options);
    return writeChanges(state, state.base, changes);
  });
  const outcome = { written, left };
  process.stdout.write(options.json ? renderHistoryJson(outcome, redactor) : renderApplied(outcome, redactor));
  return left.length === 0 ? 0 : 2;
}

function readEdits(file: string): string {
  try {
    const stats = statSync(file);
    if (!stats.isFile()) throw new Failure('unknown-edits', `${file} is no file.`);
    if (stats.size > MAX_EDITS_SIZE) throw new Failure('unknown-edits', `${file} is too large to be an edits file.`);
    return readFileSync(file, 'utf8');
  } catch (error) {
    const code = codeOf(error);
    if (code === undefined) throw error;
    throw new Failure('usage', `${file} could not be read (${code}).`);
  }
}
