import type { CommandRow, OptionRow, Value } from './command-table.js';

export function zshCompletion(program: CommandRow, commands: readonly CommandRow[]): string {
  return `#compdef migrate-to-holysheep
_migrate_to_holysheep() {
  local curcontext=$curcontext state line
  typeset -A opt_args
  _arguments -C -s \\
${program.options.map((option) => `    ${specOf(option)} \\`).join('\n')}
    '1: :->first' '*:: :->rest' && return
  case $state in
    first)
      local -a commands=(${commands.map(({ name, what }) => quoted(`${name}:${what}`)).join(' ')})
      _alternative 'commands:command:{_describe command commands}' 'paths:path:_files' ;;
    rest)
      case $line[1] in
${commands.map(restOf).join('\n')}
        *) _files ;;
      esac ;;
  esac
}
if [[ $funcstack[1] == _migrate_to_holysheep ]]; then
  _migrate_to_holysheep "$@"
else
  compdef _migrate_to_holysheep migrate-to-holysheep
fi
`;
}

function restOf({ name, options, values }: CommandRow): string {
  // A value of which nothing is known would only be in the way of the options.
  const known = values.filter(({ words, isFile }) => isFile || words.length > 0);
  const specs = [...options.map(specOf), ...known.map((value) => quoted(`*: :${actionOf(value)}`))];
  return `        ${name}) _arguments -s ${specs.join(' ')} ;;`;
}

/** `'--env=[rename or keep]:strategy:(rename keep)'` */
function specOf({ flags, what, value, isRepeatable }: OptionRow): string {
  const given = value ? `:${value.name}:${actionOf(value)}` : '';
  const told = (flag: string) =>
    quoted(`${flag.startsWith('--') && value ? `${flag}=` : flag}[${escaped(what)}]${given}`);
  const [only, other] = flags;
  if (other !== undefined) return flags.map((flag) => quoted(`(${flags.join(' ')})`) + told(flag)).join(' ');
  return (isRepeatable ? "'*'" : '') + told(only ?? '');
}

function actionOf({ words, isFile }: Value): string {
  if (isFile) return '_files';
  return words.length === 0 ? ' ' : `(${words.join(' ')})`;
}

function escaped(text: string): string {
  return text.replace(/[[\]\\:]/g, '\\$&');
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
