import { type Command, InvalidArgumentError, Option } from 'commander';
import { type MigrateOptionsFor, TARGET, withTarget } from './gateway-options.js';
import type { MigrateOptions } from './options.js';
import { assertOwnFlags } from './own-flags.js';

export interface EvaluateOptions {
  command: 'evaluate';
  directory?: string;
  /** Which of the prompts that were found: their ids, or all; only to be listed when absent. */
  prompts?: readonly string[] | 'all';
  /** A file of prompts of the user's own, in place of them. */
  promptFile?: string;
  /** Where the configuration goes; stdout when absent. */
  output?: string;
  force: boolean;
  /** The model to compare with, whatever the code asks. */
  oldModel?: string;
  rubric?: string;
  /** Milliseconds. */
  maxLatency?: number;
  migrate: MigrateOptions;
  json: boolean;
  debug: boolean;
}

const HELP = `
Lists the prompts of what moves, each with the place where it is written. With
--all, --prompt or --prompts it prints a configuration of promptfoo that asks
the old model at OpenAI and the new one at the gateway the same. Nothing is
asked before you run promptfoo, and nothing of the repository is run.

Examples:
  $ migrate-to-holysheep evaluate
  $ migrate-to-holysheep evaluate --all --output promptfooconfig.yaml
  $ migrate-to-holysheep evaluate --prompt src/chat.ts:12 --output eval.yaml
  $ npx promptfoo eval -c promptfooconfig.yaml   with OPENAI_API_KEY and
                                                 HOLYSHEEP_API_KEY set

Exit codes: 0 done, 1 no prompt was found, 2 wrong usage or a failure.`;

export function addEvaluate(program: Command): Command {
  const evaluate = program
    .command('evaluate')
    .description("compare the old and the new model on the repository's prompts, with promptfoo")
    .argument('[dir]', 'the repository')
    .addOption(new Option('--all', 'take all prompts that are listed').conflicts(['prompt', 'prompts']))
    .addOption(
      new Option('--prompt <id>', 'take this one; repeatable').argParser(collect).default([]).conflicts(['prompts']),
    )
    .option('--prompts <file>', 'take the prompts of a file that promptfoo reads')
    .option('--old-model <id>', 'the model to compare with, whatever the code asks')
    .option('--rubric <text>', 'let a model grade each answer by this (promptfoo: llm-rubric)')
    .option('--max-latency <ms>', 'an answer that takes longer fails', parseMilliseconds)
    .option('--output <file>', 'where the configuration goes, instead of to stdout')
    .option('--force', 'write over a file that holds something else')
    .option('--json', 'list the prompts as JSON')
    .option('--debug', 'print the stack of an internal error')
    .addHelpText('after', HELP)
    .action(() => {});
  return withTarget(program, evaluate, TARGET);
}

function collect(text: string, known: readonly string[]): string[] {
  return [...known, text];
}

function parseMilliseconds(text: string): number {
  if (/^[1-9]\d{0,6}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('It must be a number of milliseconds.');
}

interface Flags {
  all?: boolean;
  prompt: string[];
  prompts?: string;
  oldModel?: string;
  rubric?: string;
  maxLatency?: number;
  output?: string;
  force?: boolean;
}

/** `undefined` when another command was asked for. @throws CommanderError, Failure */
export async function evaluateOptionsOf(
  program: Command,
  evaluate: Command,
  migrateOptions: MigrateOptionsFor,
): Promise<EvaluateOptions | undefined> {
  if (program.args[0] !== evaluate.name()) return undefined;
  assertOwnFlags(program, evaluate, TARGET);
  const { all, prompt, prompts: promptFile, output, force, ...own } = evaluate.opts<Flags>();
  const [directory] = evaluate.args;
  const { json, debug } = evaluate.optsWithGlobals<{ json?: boolean; debug?: boolean }>();
  const prompts = all ? 'all' : prompt.length > 0 ? prompt : undefined;
  const isWritten = prompts !== undefined || promptFile !== undefined;
  for (const name of ['output', 'rubric', 'maxLatency'] as const)
    if (!isWritten && evaluate.getOptionValueSource(name) === 'cli')
      evaluate.error(`error: --${name === 'maxLatency' ? 'max-latency' : name} needs --all, --prompt or --prompts`);
  if (json && isWritten) evaluate.error('error: --json lists the prompts, and goes without --all, --prompt, --prompts');
  return {
    command: 'evaluate',
    directory,
    prompts,
    promptFile,
    output,
    force: force ?? false,
    oldModel: own.oldModel,
    rubric: own.rubric,
    maxLatency: own.maxLatency,
    migrate: await migrateOptions(evaluate, directory === undefined ? [] : [directory], false),
    json: json ?? false,
    debug: debug ?? false,
  };
}
