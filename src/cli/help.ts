import type { Argument, Command, Option } from 'commander';

/** What is said besides the options: in --help, and in the man page. */
export const EXAMPLES: readonly (readonly [command: string, what: string])[] = [
  ['migrate-to-holysheep ./repo', 'show what would change'],
  ['migrate-to-holysheep ./repo --write', 'change the files'],
  ['migrate-to-holysheep ./repo -i', 'choose what to change'],
  ['migrate-to-holysheep undo', 'take the last --write back'],
  ['migrate-to-holysheep --edits e.json', 'keep the changes, for "apply e.json"'],
  ['migrate-to-holysheep --check', 'exit 1 when something is left'],
  ['migrate-to-holysheep verify', 'is the key taken, the model there?'],
  ['migrate-to-holysheep --explain src/a.ts:12', 'why a line moves, or stays'],
  ["migrate-to-holysheep --model-map 'gpt-4o*=deepseek-v3.2'", ''],
];

export const EXIT_CODES: readonly (readonly [code: string, when: string])[] = [
  ['0', 'nothing left to do, or a preview, or all was written'],
  ['1', '--check found something to do, or undo left files that were edited since'],
  ['2', 'wrong usage, a file that could not be written, or a fault of this tool'],
  ['130', 'stopped with Ctrl-C; 143: by SIGTERM. Every file is as it was'],
];

export const ENVIRONMENT: readonly (readonly [name: string, what: string])[] = [
  ['HOLYSHEEP_MIGRATE_NAME', 'sets an option: HOLYSHEEP_MIGRATE_FAIL_ON=error'],
  ['NO_COLOR, FORCE_COLOR', 'without colours, or with them wherever it prints'],
  ['CI', 'nothing is asked, and no progress is shown'],
  ['PAGER', 'shows what is longer than the terminal'],
  ['MIGRATE_TO_HOLYSHEEP_PAGER', 'goes before PAGER'],
];

const EXAMPLE_WIDTH = 43;

/** Examples come first, then the options by what they are for. */
export function describeProgram(program: Command, purpose: string): Command {
  const examples = EXAMPLES.map(([command, what]) => `  $ ${command.padEnd(what ? EXAMPLE_WIDTH : 0)}${what}`);
  return program
    .configureHelp({ optionDescription: described, argumentDescription: described })
    .summary(purpose)
    .description(`${purpose}\n\nExamples:\n${examples.join('\n')}`)
    .addHelpText(
      'after',
      `
Exit codes:
${table(EXIT_CODES, 5)}

Environment:
${table(ENVIRONMENT, 28)}

Options can also be set in .holysheeprc.json: see --print-config.
No telemetry. No network but for verify, which asks the gateway.
Pages of findings: migrate-to-holysheep explain ID`,
    );
}

/** With what it can be, and is by default. */
export function described({ description, argChoices, defaultValue }: Option | Argument): string {
  const isPlain = typeof defaultValue === 'string';
  const values = [...(argChoices ? [argChoices.join(', ')] : []), ...(isPlain ? [`default: ${defaultValue}`] : [])];
  return values.length === 0 ? description : `${description} (${values.join('; ')})`;
}

function table(rows: readonly (readonly [string, string])[], width: number): string {
  return rows.map(([name, what]) => `  ${name.padEnd(width)}${what}`).join('\n');
}
