import { Argument, type Command } from 'commander';
import { RULES } from '../reporters/rules.js';

export interface ExplainOptions {
  command: 'explain';
  id: string;
  json: false;
  debug: false;
}

export function addExplain(program: Command): Command {
  const id = new Argument('<id>', 'its id, as --json and the other formats have it');
  // Not `choices()`: a wrong one is told of in words of our own.
  id.argChoices = [...RULES.keys()];
  return program
    .command('explain')
    .description('what a finding means, and what to do')
    .addArgument(id)
    .action(() => {});
}

/** `undefined` when another command was asked for. */
export function explainOptionsOf(program: Command, explain: Command): ExplainOptions | undefined {
  const [id] = explain.args;
  return program.args[0] === explain.name() && id !== undefined
    ? { command: 'explain', id, json: false, debug: false }
    : undefined;
}
