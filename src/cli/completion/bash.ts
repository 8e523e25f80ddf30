import type { CommandRow, OptionRow, Value } from './command-table.js';

/** Words for what stands before the cursor. `=` ends a word for bash, so `--env=ke` is three of them. */
export function bashCompletion(program: CommandRow, commands: readonly CommandRow[]): string {
  return `_migrate_to_holysheep() {
  local IFS=$'\\n' word command= cur=\${COMP_WORDS[COMP_CWORD]} prev=\${COMP_WORDS[COMP_CWORD-1]}
  if [[ $cur == = ]]; then cur=
  elif [[ $prev == = ]]; then prev=\${COMP_WORDS[COMP_CWORD-2]}
  fi
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case $word in
      ${commands.map(({ name }) => name).join('|')}) command=$word; break ;;
    esac
  done
  COMPREPLY=()
  case "$command $prev" in
${[program, ...commands].flatMap((one) => one.options.flatMap((option) => afterOption(one === program ? '' : one.name, option))).join('\n')}
  esac
  case "$cur $command" in
${commands.map((one) => `    -*' ${one.name}') ${words(flagsOf(one))} ;;`).join('\n')}
    -*) ${words(flagsOf(program))} ;;
${commands.map((one) => `    *' ${one.name}') ${valuesOf(one.values)} ;;`).join('\n')}
    *) ${words(commands.map(({ name }) => name))}; COMPREPLY+=($(compgen -f -- "$cur")) ;;
  esac
  [[ \${COMPREPLY[0]-} == *= ]] && compopt -o nospace 2>/dev/null
}
complete -o filenames -F _migrate_to_holysheep migrate-to-holysheep
`;
}

function afterOption(command: string, { flags, value }: OptionRow): string[] {
  if (!value) return [];
  const patterns = flags.map((flag) => `'${command} ${flag}'`).join('|');
  return [`    ${patterns}) ${valuesOf([value])}; return ;;`];
}

function valuesOf(values: readonly Value[]): string {
  const known = values.flatMap((one) => one.words);
  if (values.some(({ isFile }) => isFile)) return 'COMPREPLY=($(compgen -f -- "$cur"))';
  return known.length === 0 ? ':' : words(known);
}

function words(all: readonly string[]): string {
  return `COMPREPLY=($(compgen -W $'${all.join('\\n')}' -- "$cur"))`;
}

function flagsOf({ options }: CommandRow): string[] {
  return options.flatMap(({ flags }) => flags);
}
