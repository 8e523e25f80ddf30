import type { Argument, Command, Option } from 'commander';
import { CAPABILITIES } from '../../catalog/capability.js';
import { FORMAT_NAMES } from '../../reporters/format-names.js';

/** What can follow an option or an argument. */
export interface Value {
  /** `strategy`, of `--env <strategy>`. */
  name: string;
  words: readonly string[];
  isFile: boolean;
}

export interface OptionRow {
  /** `-i`, `--interactive`. */
  flags: string[];
  what: string;
  value?: Value;
  isRepeatable: boolean;
}

export interface CommandRow {
  name: string;
  what: string;
  options: OptionRow[];
  values: Value[];
}

/** What the command line takes, as the parser of the arguments has it: its options, then those of each command. */
export function commandTable(program: Command): { program: CommandRow; commands: CommandRow[] } {
  return { program: rowOf(program), commands: program.commands.map(rowOf) };
}

function rowOf(command: Command): CommandRow {
  return {
    name: command.name(),
    what: command.summary() || command.description(),
    options: command
      .createHelp()
      .visibleOptions(command)
      .map((option) => ({
        flags: [option.short, option.long].filter((flag) => flag !== undefined),
        what: option.description,
        value: option.required ? valueFor(option, option.attributeName(), option.flags) : undefined,
        isRepeatable: Array.isArray(option.defaultValue),
      })),
    values: command.registeredArguments.map((argument) => valueFor(argument, argument.name(), argument.name())),
  };
}

function valueFor({ argChoices }: Option | Argument, key: string, flags: string): Value {
  const [name = key] = /(?<=<)[\w-]+/.exec(flags) ?? [];
  return { name, words: argChoices ?? WORDS[key] ?? [], isFile: FILES.has(name) };
}

/** Where the parser takes more than the words themselves. */
const WORDS: Readonly<Record<string, readonly string[]>> = {
  format: FORMAT_NAMES,
  modelFor: CAPABILITIES.map((capability) => `${capability}=`),
};

/** Names of values that are paths. */
const FILES = new Set(['file', 'dir', 'paths']);
