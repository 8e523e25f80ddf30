import type { Command } from 'commander';
import { bashCompletion } from './bash.js';
import { commandTable } from './command-table.js';
import type { Shell } from './completion.js';
import { fishCompletion } from './fish.js';
import { zshCompletion } from './zsh.js';

const SCRIPTS = { bash: bashCompletion, zsh: zshCompletion, fish: fishCompletion };

/** What a shell runs to complete options and commands. */
export function scriptFor(shell: Shell, program: Command): string {
  const table = commandTable(program);
  return SCRIPTS[shell](table.program, table.commands);
}
