import type { ConfigEntry, ConfigModel, Span } from '../../ir.js';
import { readReferences } from '../config/references.js';
import { argumentsOf } from './arguments.js';
import type { Assigned, LexOptions, ShellWord } from './lex.js';
import { type ShellCommand, splitCommands } from './split-commands.js';
import { type Around, structureOf } from './structure.js';
import { isWholeLine } from './whole-line.js';
import { readWrittenFile } from './written-file.js';

export interface ShellOptions extends LexOptions {
  /** How the program around the shell refers to values; the shell's own way is read in any case. */
  references?: readonly string[];
  /** A line's end does not end a command, or the commands of two lines are run apart from each other. */
  hasNoLines?: boolean;
  /** Each assignment sets a variable of the environment. */
  areAllVariables?: boolean;
  depth?: number;
  /** Where the script stands, for one that is part of another. */
  around?: Around;
}

const RESERVED = new Set([
  'if',
  'then',
  'else',
  'elif',
  'do',
  'while',
  'until',
  'time',
  '!',
  '{',
  'exec',
  'command',
  'sudo',
]);
const EXPORTING = new Set(['export', 'setenv']);
const DECLARING = new Set(['declare', 'typeset', 'local', 'readonly']);
const SHELL = /(?:^|\/)(?:ba|da|z|k)?sh$/;
const MAX_DEPTH = 10;

/** Reads a script, or one command, that lies at a span of the model's text, and adds what it says to the model. */
export function readShell(model: ConfigModel, span: Span, options: ShellOptions = {}): void {
  const depth = options.depth ?? 0;
  if (depth > MAX_DEPTH) return;
  const commands = splitCommands(model.text, span, options);
  const exported = new Set<string>();
  const entries = commands.flatMap((command) => settingsOf(model, command, options, exported));
  for (const entry of entries) if (exported.has(entry.name)) entry.kind = 'variable';
  const { around: places, patterns } = structureOf(model.text, commands, options.around ?? {});
  let before: ShellCommand | undefined;
  for (const command of commands) {
    const { words, end, documents } = command;
    const own = words.slice(firstOf(words));
    const input = before?.words[firstOf(before.words)]?.start;
    const place = places.get(command) ?? options.around ?? {};
    if (own[0] && !patterns.has(command))
      model.commands.push({
        words: own.map(wordOf),
        ...(documents.length > 0 && { documents: documents.map(({ start, end }) => ({ start, end })) }),
        ...(input !== undefined && { input }),
        ...place,
        start: own[0].start,
        end,
      });
    const inner = { ...options, around: place, depth: depth + 1 };
    const around = (options.references ?? []).filter((id) => id !== 'shell');
    for (const word of words) {
      for (const live of word.live) model.references.push(...readReferences(model.text, live, ['shell']));
      model.references.push(...readReferences(model.text, word, around));
      for (const nested of word.nested) {
        const sign = model.text[nested.start - 1] === '`' ? 1 : 2;
        model.substitutions ??= [];
        model.substitutions.push({ start: nested.start - sign, end: nested.end + 1 });
        readShell(model, nested, inner);
      }
    }
    for (const document of documents)
      model.references.push(...readReferences(model.text, document, document.isLive ? ['shell', ...around] : around));
    entries.push(...argumentsOf(model.text, command, before), ...readWrittenFile(model.text, command));
    before = /^\|&?$/.test(command.closedBy) ? command : undefined;
    for (const script of scriptsOf(command)) readShell(model, script, inner);
  }
  const ids = ['shell', ...(options.references ?? [])];
  for (const entry of entries) {
    const known = readReferences(model.text, { start: entry.valueSpan.start, end: entry.valueSpan.end }, ids);
    if (entry.references.length === 0 && entry.quote !== "'") entry.references = known;
    if (entry.isPassedOn) model.references.push(...entry.references);
  }
  const within = model.language === 'shell' ? {} : { within: 'command' as const };
  for (const entry of entries) model.entries.push({ ...entry, ...within });
}

function wordOf({ value, valueSpan, quote, isComputed, start, end }: ShellWord) {
  return { value, valueSpan, quote, ...(isComputed && { isComputed }), start, end };
}

function settingsOf(
  model: ConfigModel,
  command: ShellCommand,
  options: ShellOptions,
  exported: Set<string>,
): ConfigEntry[] {
  const { words } = command;
  const first = firstOf(words);
  const head = words[first];
  if (!head) return [];
  const isExport = EXPORTING.has(head.value) || (DECLARING.has(head.value) && words[first + 1]?.value.includes('x'));
  if (isExport || DECLARING.has(head.value)) {
    const rest = words.slice(first + 1);
    if (isExport) for (const word of rest) if (/^\w+$/.test(word.value)) exported.add(word.value);
    const isAlone =
      rest.filter((word) => word.assigned).length === 1 && !options.hasNoLines && isWholeLine(model.text, command);
    return rest.flatMap(({ assigned }) =>
      assigned ? [inShell(entryOf(assigned, isExport ? 'variable' : 'setting', isAlone ? head : undefined))] : [],
    );
  }
  const count = words.slice(first).findIndex((word) => !word.assigned);
  const assigned = (count === -1 ? words.slice(first) : words.slice(first, first + count)).flatMap(
    (w) => w.assigned ?? [],
  );
  // With a command behind them, they are for that command alone.
  const kind = count > 0 || options.areAllVariables ? 'variable' : 'setting';
  if (/^set$/.test(head.value) && words.some(({ value }) => value === '-a' || value === 'allexport')) exported.add('*');
  const isAlone = count === -1 && assigned.length === 1 && !options.hasNoLines && isWholeLine(model.text, command);
  return assigned.map((one) => {
    const entry = entryOf(one, exported.has('*') ? 'variable' : kind, isAlone ? one : undefined);
    return count > 0 ? entry : inShell(entry);
  });
}

function inShell(entry: ConfigEntry): ConfigEntry {
  return { ...entry, inShell: true };
}

/** The number of the word that the command itself begins with. */
function firstOf(words: readonly ShellWord[]): number {
  const found = words.findIndex(({ value }) => !RESERVED.has(value));
  return found === -1 ? words.length : found;
}

/** `whole`: where the entry begins, when it has its line for itself. */
function entryOf({ name, nameSpan, value }: Assigned, kind: ConfigEntry['kind'], whole: Span | undefined): ConfigEntry {
  return {
    name,
    nameSpan,
    value: value.value,
    valueSpan: value.valueSpan,
    quote: value.quote,
    isCommented: false,
    ...(value.isComputed && { isComputed: true }),
    kind,
    path: [name],
    references: [],
    separator: whole ? '' : ' ',
    start: whole?.start ?? nameSpan.start,
    end: value.end,
  };
}

/** `sh -c '…'`, `ssh host "…"`, `ssh host <<EOF`, `bash -s <<EOF`: scripts inside a word or handed to a shell, which stand there as they are. */
function scriptsOf({ words, documents }: ShellCommand): Span[] {
  const program = words[firstOf(words)]?.value ?? '';
  const isElsewhere = /^(?:[\w./-]*\/)?ssh$/.test(program);
  const inWords = words.flatMap((word, index) => {
    const isScript = /^-\w*c$/.test(words[index - 1]?.value ?? '') && SHELL.test(words[index - 2]?.value ?? '');
    const isOfHost = isElsewhere && /\s/.test(word.value) && !takesNext(words[index - 1]);
    return (isScript || isOfHost) && word.quote !== '' && !word.value.includes('\\') ? [word.valueSpan] : [];
  });
  const isShell = isElsewhere || words.some(({ value }) => SHELL.test(value));
  return isShell ? [...inWords, ...documents] : inWords;
}

/** `-o "Option yes"`: what is behind it is no script. */
function takesNext(word: ShellWord | undefined): boolean {
  return word !== undefined && /^-\w$/.test(word.value);
}
