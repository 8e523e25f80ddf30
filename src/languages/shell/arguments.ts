import { COMMANDS, type CommandFacts } from '../../catalog/config.js';
import type { ConfigEntry, Span } from '../../ir.js';
import type { ShellWord } from './lex.js';
import type { ShellCommand } from './split-commands.js';

/** Variables that the arguments of a command set, name or pass on: `docker run -e NAME=value`. */
export function argumentsOf(text: string, { words }: Pick<ShellCommand, 'words'>): ConfigEntry[] {
  return COMMANDS.flatMap((facts) => {
    const first = startOf(words, facts.command);
    return first === undefined ? [] : readArguments(text, words, first, facts);
  });
}

/** The number of the word after those that a command begins with; options may stand between them. */
function startOf(words: readonly ShellWord[], command: readonly string[]): number | undefined {
  const from = words.findIndex(({ value }) => value === command[0] || value.endsWith(`/${command[0]}`));
  if (from === -1 || words.slice(0, from).some(({ assigned, value }) => !assigned && !/^[\w-]+$/.test(value)))
    return undefined;
  let at = from + 1;
  for (const name of command.slice(1)) {
    while (words[at]?.value.startsWith('-')) at++;
    if (words[at]?.value !== name) return undefined;
    at++;
  }
  return at;
}

function readArguments(text: string, words: readonly ShellWord[], first: number, facts: CommandFacts): ConfigEntry[] {
  const found: ConfigEntry[] = [];
  for (let index = first; index < words.length; index++) {
    const word = words[index];
    if (!word) break;
    const { options = [], secrets = [], files = [], settings = [] } = facts;
    const option = optionOf(word, [...options, ...secrets, ...files, ...settings]);
    if (option && secrets.includes(option.name)) {
      const value = option.joined ?? words[++index];
      if (value) found.push(...assignmentsIn(value, word).map(keptInStore));
    } else if (option && settings.includes(option.name)) {
      const value = option.joined ?? words[++index];
      if (value) found.push(...settingIn(text, value, word, facts.group ?? ''));
    } else if (option) {
      const value = option.joined ?? words[++index];
      if (value)
        found.push(...(files.includes(option.name) ? [named(value, 'variable-file')] : assignmentsIn(value, word)));
    } else if (word.value.startsWith('-')) continue;
    else if (facts.arguments === 'assignments') {
      if (!word.assigned && facts.command[0] === word.value) continue;
      // The command itself begins where the assignments end.
      if (!word.assigned && !isAssignment(word)) break;
      found.push(...assignmentsIn(word, word));
    } else if (facts.arguments === 'names') found.push(named(word, 'variable-name'));
    else if (facts.arguments === 'name') {
      found.push(alone(named(word, 'variable-name')));
      break;
    } else if (facts.arguments === 'name-and-value') {
      const value = words[index + 1];
      if (value) found.push(alone({ ...named(word, 'variable'), ...pair(word, value) }));
      break;
    }
  }
  return found;
}

/** The command takes this one only: a second name would be something else to it, and what is piped into it is the old key. */
function alone({ separator: _, ...entry }: ConfigEntry): ConfigEntry {
  return entry;
}

/** The value is where the variable's own is kept. */
function keptInStore(entry: ConfigEntry): ConfigEntry {
  const { value: name, valueSpan: nameSpan } = entry;
  return { ...entry, isComputed: true, references: [{ name, nameSpan, to: 'secret', ...nameSpan }] };
}

function optionOf(word: ShellWord, names: readonly string[]): { name: string; joined?: ShellWord } | undefined {
  if (names.includes(word.value)) return { name: word.value };
  const name = names.find((one) => one.length > 2 && word.value.startsWith(`${one}=`));
  if (name === undefined) return undefined;
  const start = word.valueSpan.start + name.length + 1;
  const value = word.value.slice(name.length + 1);
  return { name, joined: { ...word, value, valueSpan: { start, end: word.valueSpan.end }, start } };
}

function isAssignment({ value }: ShellWord): boolean {
  return /^[A-Za-z_]\w*=/.test(value);
}

/** `NAME=value`, `NAME`, or several with commas between; `outer` is what would have to be written again. */
function assignmentsIn(word: ShellWord, outer: Span): ConfigEntry[] {
  const { assigned } = word;
  const whole = { start: outer.start, end: word.end };
  if (assigned && !/,\w+=/.test(assigned.value.value))
    return [{ ...named(word, 'variable'), ...pairOf(assigned.nameSpan, assigned.name, assigned.value), ...whole }];
  if (word.isComputed) return [];
  const parts = [...word.value.matchAll(/(?:^|,)([A-Za-z_]\w*)(?:=([^,]*))?/g)];
  return parts.map((match) => {
    const [all, name = '', value] = match;
    const start = word.valueSpan.start + match.index + (all.startsWith(',') ? 1 : 0);
    const nameSpan = { start, end: start + name.length };
    const from = nameSpan.end + (value === undefined ? 0 : 1);
    const valueSpan = { start: from, end: from + (value?.length ?? 0) };
    const own = parts.length > 1 ? { start, end: valueSpan.end, separator: ',' as const } : whole;
    const entry = { ...named(word, 'variable'), name, nameSpan, value: value ?? '', valueSpan, path: [name], ...own };
    if (value !== undefined) return entry;
    return {
      ...entry,
      isPassedOn: true as const,
      references: [{ name, nameSpan, to: 'environment' as const, ...nameSpan }],
    };
  });
}

/** `a.b=value`. Of several with commas between, it is not looked into where one ends. `outer` is as above. */
function settingIn(text: string, word: ShellWord, outer: Span, group: string): ConfigEntry[] {
  const raw = text.slice(word.start, word.end);
  const [whole, before = '', keys = ''] = /^(["']?)([A-Za-z_][\w.-]*)=["']?/.exec(raw) ?? [];
  if (whole === undefined || /,[\w.-]+=/.test(raw)) return [];
  const name = keys.split('.').at(-1) ?? '';
  const end = word.start + before.length + keys.length;
  const valueSpan = { start: word.start + whole.length, end: word.end - (/["']$/.exec(raw)?.[0].length ?? 0) };
  const value = text.slice(valueSpan.start, valueSpan.end);
  const nameSpan = { start: end - name.length, end };
  const setting = { name: `${group}.${keys}` };
  const { start } = outer;
  return [{ ...named(word, 'setting'), name, nameSpan, value, valueSpan, path: [name], setting, start }];
}

function pairOf(nameSpan: Span, name: string, value: Pick<ShellWord, 'value' | 'valueSpan' | 'quote' | 'isComputed'>) {
  const { value: text, valueSpan, quote, isComputed } = value;
  return { name, nameSpan, value: text, valueSpan, quote, path: [name], ...(isComputed && { isComputed }) };
}

function pair(name: ShellWord, value: ShellWord) {
  return { ...pairOf(name.valueSpan, name.value, value), start: name.start, end: value.end };
}

/** A word that is a value as a whole. */
function named(word: ShellWord, kind: ConfigEntry['kind']): ConfigEntry {
  const { value, valueSpan, quote, isComputed, start, end } = word;
  return {
    name: '',
    nameSpan: { start: valueSpan.start, end: valueSpan.start },
    value,
    valueSpan,
    quote,
    isCommented: false,
    ...(isComputed && { isComputed }),
    kind,
    path: [],
    references: [],
    separator: ' ',
    start,
    end,
  };
}
