import { COMMANDS } from '../catalog/config.js';
import type { ConfigCommand, ConfigModel } from '../ir.js';
import { behindCommand } from '../languages/shell/behind-command.js';

const OF_STORES = COMMANDS.filter(({ isOfStore }) => isOfStore);

/**
 * The commands of a file whose arguments name what a store holds: `aws ssm get-parameter --name /app/NAME`, and `jq -r .NAME` of
 * what one of them gives.
 */
export function storeCommands({ commands }: ConfigModel): ConfigCommand[] {
  const found = new Map<number, ConfigCommand>();
  for (const command of commands) {
    const { words, input, start } = command;
    const isOfStore = OF_STORES.some(
      ({ command: [program, ...rest] }) => words[0]?.value === program && behindCommand(words, 1, rest) !== undefined,
    );
    if (isOfStore || (words[0]?.value === 'jq' && input !== undefined && found.has(input))) found.set(start, command);
  }
  return [...found.values()];
}
