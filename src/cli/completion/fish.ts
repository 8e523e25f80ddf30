import type { CommandRow, OptionRow, Value } from './command-table.js';

export function fishCompletion(program: CommandRow, commands: readonly CommandRow[]): string {
  const names = commands.map(({ name }) => name).join(' ');
  const first = `not __fish_seen_subcommand_from ${names}`;
  const lines = [
    ...commands.map(({ name, what }) => `-n ${quoted(first)} -a ${name} -d ${quoted(what)}`),
    ...program.options.map((option) => `-n ${quoted(first)} ${flagsOf(option)}`),
    ...commands.flatMap(({ name, options, values }) => {
      const here = `-n ${quoted(`__fish_seen_subcommand_from ${name}`)}`;
      return [
        ...options.map((option) => `${here} ${flagsOf(option)}`),
        ...values.filter(({ isFile }) => !isFile).map((value) => `${here} ${wordsOf(value)}`),
      ];
    }),
  ];
  return `${lines.map((line) => `complete -c migrate-to-holysheep ${line}`).join('\n')}\n`;
}

function flagsOf({ flags, what, value }: OptionRow): string {
  const named = flags.map((flag) => (flag.startsWith('--') ? `-l ${flag.slice(2)}` : `-s ${flag.slice(1)}`));
  return [...named, ...(value ? [wordsOf(value)] : []), `-d ${quoted(what)}`].join(' ');
}

function wordsOf({ words, isFile }: Value): string {
  if (isFile) return '-r -F';
  return words.length === 0 ? '-x' : `-x -a ${quoted(words.join(' '))}`;
}

function quoted(text: string): string {
  return `'${text.replace(/[\\']/g, '\\$&')}'`;
}
