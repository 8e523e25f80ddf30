import type { Command } from 'commander';

/** Those of the program that all commands have. */
const SHARED = new Set(['json', 'debug', 'color']);

/** @throws CommanderError where a flag of the program stands before another command, which has no use for it; it has for `more`. */
export function assertOwnFlags(program: Command, command: Command, more: ReadonlySet<string> = new Set()): void {
  const misplaced = program.options.find((option) => {
    const name = option.attributeName();
    return program.getOptionValueSource(name) === 'cli' && !SHARED.has(name) && !more.has(name);
  });
  if (misplaced) program.error(`error: ${misplaced.long} cannot be used with ${command.name()}`);
}
