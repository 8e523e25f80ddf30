import type { Command, Option } from 'commander';
import { described, ENVIRONMENT, EXAMPLES, EXIT_CODES } from '../../src/cli/help.js';
import { groupBy } from '../../src/reporters/group-findings.js';

/** The man page, as `man/migrate-to-holysheep.1` ships it: what `--help` says, in the form of man(7). */
export function manPage(program: Command): string {
  const help = program.createHelp();
  const groups = groupBy(help.visibleOptions(program), (option) => option.helpGroupHeading ?? 'Options:');
  return `${[
    `.TH ${text(program.name().toUpperCase())} 1 "" "${text(program.name())}" "User Commands"`,
    '.SH NAME',
    `${text(program.name())} \\- ${text(program.summary().split('. ')[0] ?? '')}`,
    '.SH SYNOPSIS',
    ...[program, ...program.commands].map((command, index) => `${index > 0 ? '.br\n' : ''}${synopsis(command)}`),
    '.SH DESCRIPTION',
    text(program.summary()),
    'Without \\fB\\-\\-write\\fR or \\fB\\-\\-interactive\\fR nothing is changed.',
    '.SH EXAMPLES',
    ...EXAMPLES.flatMap(([command, what]) => entry(what === '' ? 'ids of models, by a glob' : what, `$ ${command}`)),
    '.SH OPTIONS',
    ...groups.flatMap(([heading, options]) => [`.SS ${text(heading.replace(/:$/, ''))}`, ...options.flatMap(optionOf)]),
    '.SH COMMANDS',
    ...program.commands.flatMap((command) => [
      `.SS ${text(command.name())}`,
      text(command.description()),
      ...command.registeredArguments.flatMap((one) => ['.TP', `\\fI${text(one.name())}\\fR`, text(described(one))]),
      ...command.options.flatMap(optionOf),
    ]),
    '.SH EXIT STATUS',
    ...EXIT_CODES.flatMap(([code, when]) => entry(when, code)),
    '.SH ENVIRONMENT',
    ...ENVIRONMENT.flatMap(([name, what]) => entry(what, name)),
    '.SH FILES',
    ...entry('what is the same in every run of a project', '.holysheeprc.json'),
    '.SH SEE ALSO',
    text('migrate-to-holysheep explain ID says what a finding means.'),
  ].join('\n')}\n`;
}

function synopsis(command: Command): string {
  const path = [command.parent?.name(), command.name()].flatMap((name) => (name ? [name] : []));
  return `\\fB${text(path.join(' '))}\\fR ${text(command.usage().replace('[command] ', ''))}`;
}

function optionOf(option: Option): string[] {
  return entry(described(option), option.flags);
}

function entry(what: string, term: string): string[] {
  return ['.TP', `\\fB${text(term)}\\fR`, text(what)];
}

/** No character of it means something to roff. */
function text(plain: string): string {
  return plain
    .replaceAll('\\', '\\e')
    .replaceAll('-', '\\-')
    .replace(/[^ -~]/gu, (character) => `\\[u${character.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0')}]`)
    .replace(/^[.']/, '\\&$&');
}
