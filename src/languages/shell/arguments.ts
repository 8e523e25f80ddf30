import { COMMANDS, type CommandFacts } from '../../catalog/config.js';
import type { ConfigEntry, Span } from '../../ir.js';
import { push } from '../../push.js';
import { assignmentList } from './assignment-list.js';
import { behindCommand, isOption } from './behind-command.js';
import { lexWord, type ShellWord } from './lex.js';
import type { ShellCommand } from './split-commands.js';

type Words = Pick<ShellCommand, 'words'>;

const BY_PROGRAM = new Map<string, CommandFacts[]>();
for (const facts of COMMANDS) push(BY_PROGRAM, facts.command[0] ?? '', facts);

/** Variables that the arguments of a command set, name or pass on: `docker run -e NAME=value`. `before`: what it reads the output of. */
export function argumentsOf(text: string, { words }: Words, before?: Words): ConfigEntry[] {
  const found: ConfigEntry[] = [];
  const seen = new Set<string>();
  for (const [index, word] of words.entries()) {
    // `/usr/bin/docker`, `wrangler@3`
    const program = word.value.replace(/^.*\/|(?<=[\w-])@[\w.-]+$/g, '');
    for (const facts of (!seen.has(program) && BY_PROGRAM.get(program)) || []) {
      const first = behindCommand(words, index + 1, facts.command.slice(1));
      if (first !== undefined) found.push(...readArguments(text, words, first, facts, before));
    }
    seen.add(program);
    if (!word.assigned && !/^[\w-]+$/.test(word.value)) break;
  }
  return found;
}

function readArguments(
  text: string,
  words: readonly ShellWord[],
  first: number,
  facts: CommandFacts,
  before: Words | undefined,
): ConfigEntry[] {
  const { options = [], secrets = [], files = [], settings = [], named: names = [], values = [] } = facts;
  const known = [...options, ...secrets, ...files, ...settings, ...names, ...values];
  const found: ConfigEntry[] = [];
  const plain: ShellWord[] = [];
  let value: ShellWord | undefined;
  for (let index = first; index < words.length; index++) {
    const word = words[index];
    if (!word) break;
    const option = optionOf(text, word, known);
    if (option) {
      const given = option.joined ?? words[++index];
      if (!given) break;
      const all = [given];
      for (let next = words[index + 1]; facts.takesSeveral && isGiven(next); next = words[index + 1]) {
        all.push(next);
        index++;
      }
      for (const one of all) {
        // Of several, each can be written again without the option.
        const outer = facts.takesSeveral ? one : word;
        if (secrets.includes(option.name)) found.push(...assignmentsIn(text, one, outer).map(keptInStore));
        else if (settings.includes(option.name)) found.push(...settingIn(text, one, outer, facts.group ?? ''));
        else if (files.includes(option.name)) found.push(named(one, 'variable-file'));
        else if (names.includes(option.name)) found.push(...nameIn(text, one));
        else if (values.includes(option.name)) value = one;
        else found.push(...assignmentsIn(text, one, outer));
      }
    } else if (!isOption(word)) {
      // The command that is run with them begins where the assignments end.
      const isCommand = facts.arguments === 'assignments-first' && !isAssignment(word) && !isOption(words[index - 1]);
      if (isCommand) break;
      plain.push(word);
    }
  }
  switch (facts.arguments) {
    case 'assignments':
    case 'assignments-first':
      return [...found, ...plain.filter(isAssignment).flatMap((word) => assignmentsIn(text, word, word))];
    case 'names':
      return [...found, ...plain.map((word) => named(word, 'variable-name'))];
    case 'name':
    case 'name-and-value':
      return [...found, ...nameAndValue(plain, facts, value ?? (before && printed(before)))];
    default:
      return found;
  }
}

/** The name stands before its value; words before it are what options are given. A second name is another command. */
function nameAndValue(plain: readonly ShellWord[], facts: CommandFacts, value: ShellWord | undefined): ConfigEntry[] {
  const [name, behind] = plain.slice(
    Math.max(
      0,
      plain.findIndex((word) => /^[A-Z]\w*$/.test(word.value)),
    ),
  );
  if (!name) return [];
  const given = value ?? (facts.arguments === 'name-and-value' ? behind : undefined);
  const { separator: _, ...entry } = named(name, given ? 'variable' : 'variable-name');
  return [given ? { ...entry, ...pair(name, given) } : entry];
}

/** Whether a word goes on with what an option is given. */
function isGiven(word: ShellWord | undefined): word is ShellWord {
  return word !== undefined && !isOption(word) && word.value.includes('=');
}

/** `echo -n "$NAME"`: what a command prints, if that is one word. */
function printed({ words: [head, ...rest] }: Words): ShellWord | undefined {
  if (!/^(?:echo|printf)$/.test(head?.value ?? '')) return undefined;
  const [word, ...others] = rest.filter((one) => !isOption(one) && !/^%s(?:\\n)?$/.test(one.value));
  return others.length === 0 ? word : undefined;
}

/** `id=…,env=NAME` */
function nameIn(text: string, word: ShellWord): ConfigEntry[] {
  const match = /(?:^|,)env=(\w+)/d.exec(word.value);
  const [from, to] = match?.indices?.[1] ?? [];
  if (from === undefined || to === undefined || !isAsWritten(text, word)) return [];
  const { start } = word.valueSpan;
  const { separator: _, ...one } = named(word, 'variable-name');
  return [{ ...one, value: match?.[1] ?? '', valueSpan: { start: start + from, end: start + to } }];
}

/** The value is where the variable's own is kept. */
function keptInStore(entry: ConfigEntry): ConfigEntry {
  const { value: name, valueSpan: nameSpan } = entry;
  return { ...entry, isComputed: true, references: [{ name, nameSpan, to: 'secret', ...nameSpan }] };
}

function optionOf(
  text: string,
  word: ShellWord,
  names: readonly string[],
): { name: string; joined?: ShellWord } | undefined {
  if (names.includes(word.value)) return { name: word.value };
  // `--env=NAME`, `-eNAME=value`, `-b"value"`
  const name = names.find((one) =>
    one.startsWith('--') ? word.value.startsWith(`${one}=`) : word.value.startsWith(one) && isJoined(text, word),
  );
  if (name === undefined) return undefined;
  const start = word.valueSpan.start + name.length + (word.value[name.length] === '=' ? 1 : 0);
  return { name, joined: lexWord(text, start, word.valueSpan.end) };
}

/** Whether a value is joined to an option of one letter; letters may be more options. */
function isJoined(text: string, { valueSpan: { start, end } }: ShellWord): boolean {
  return /^(?:["']|=?[A-Z_]\w*(?:=|$))/.test(text.slice(start + 2, end));
}

function isAsWritten(text: string, { value, valueSpan: { start, end } }: ShellWord): boolean {
  return text.slice(start, end) === value;
}

function isAssignment({ assigned, value }: ShellWord): boolean {
  return assigned !== undefined || /^[A-Za-z_]\w*=/.test(value);
}

/** `NAME=value`, `NAME`, or several with commas between; `outer` is what would have to be written again. */
function assignmentsIn(text: string, word: ShellWord, outer: Span): ConfigEntry[] {
  const { assigned } = word;
  const whole = { start: outer.start, end: word.end };
  if (assigned?.name === 'Variables') return assignmentsIn(text, { ...assigned.value, live: [], nested: [] }, outer);
  if (assigned && !/,\w+=/.test(assigned.value.value))
    return [{ ...named(word, 'variable'), ...pairOf(assigned.nameSpan, assigned.name, assigned.value), ...whole }];
  if (word.isComputed) return [];
  const { separator, read } = assignmentList(word.value);
  const parts = [...word.value.matchAll(read)];
  // With a sign of the shell's in it, only where the word itself begins and ends is known.
  if (!isAsWritten(text, word) && (parts.length > 1 || parts[0]?.index !== 0)) return [];
  return parts.map((match) => {
    const { name = '', value } = match.groups ?? {};
    const [from = 0, to = 0] = match.indices?.groups?.name ?? [];
    const [valueFrom, valueTo] = match.indices?.groups?.value ?? [to, to];
    const at = word.valueSpan.start;
    const nameSpan = { start: at + from, end: at + to };
    const valueEnd = isAsWritten(text, word) ? at + valueTo : word.valueSpan.end;
    const valueSpan = { start: at + valueFrom, end: valueEnd };
    const own = parts.length > 1 ? { start: nameSpan.start, end: valueSpan.end, separator } : whole;
    const entry = { ...named(word, 'variable'), name, nameSpan, value: value ?? '', valueSpan, path: [name], ...own };
    if (value !== undefined) return entry;
    return {
      ...entry,
      isPassedOn: true as const,
      references: [{ name, nameSpan, to: 'environment' as const, ...nameSpan }],
    };
  });
}

/** `a.b=value`. Of several in one word, it is not looked into where one ends. `outer` is as above. */
function settingIn(text: string, word: ShellWord, outer: Span, group: string): ConfigEntry[] {
  const raw = text.slice(word.start, word.end);
  const [whole, before = '', keys = ''] = /^(["']?)([A-Za-z_][\w.-]*)=["']?/.exec(raw) ?? [];
  if (whole === undefined || /[,\s][\w.-]+=/.test(raw)) return [];
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

/** What is piped in stands before the name. */
function pair(name: ShellWord, value: ShellWord) {
  const [start, end] = [Math.min(name.start, value.start), Math.max(name.end, value.end)];
  return { ...pairOf(name.valueSpan, name.value, value), start, end };
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
