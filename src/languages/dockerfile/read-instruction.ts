import type { ConfigEntry, ConfigModel, ConfigWord, Span } from '../../ir.js';
import { lineEnd } from '../../text-position.js';
import { passedOn } from '../config/model.js';
import { readReferences } from '../config/references.js';
import { lexWord, type ShellWord } from '../shell/lex.js';
import { readShell } from '../shell/read-shell.js';
import type { Instruction } from './split-instructions.js';

/** Adds what an instruction says to the model: variables, commands, and what is referred to. */
export function readInstruction(model: ConfigModel, instruction: Instruction): void {
  const { keyword } = instruction;
  if (keyword === 'ENV' || keyword === 'ARG' || keyword === 'LABEL') readPairs(model, instruction);
  else if (/^(?:RUN|CMD|ENTRYPOINT|HEALTHCHECK|SHELL)$/.test(keyword)) readCommand(model, instruction);
  else if (keyword === 'ONBUILD') {
    const { start, end } = instruction.arguments;
    const [head, inner = ''] = /^(\w+)\s*/.exec(model.text.slice(start, end)) ?? [''];
    const rest = { start: start + (head?.length ?? 0), end };
    readInstruction(model, { keyword: inner.toUpperCase(), arguments: rest, start, end });
  } else {
    if (keyword === 'FROM') readImage(model, instruction);
    model.references.push(...readReferences(model.text, instruction.arguments, ['shell']));
  }
}

/** What the image is made from tells whose program runs in it. */
function readImage(model: ConfigModel, { arguments: span, start }: Instruction): void {
  const image = wordsIn(model.text, span).find(({ value }) => !value.startsWith('--'));
  if (!image) return;
  const { value, valueSpan, quote, end } = image;
  const name = { name: 'FROM', nameSpan: { start, end: start + 'FROM'.length }, path: ['FROM'] };
  const references = readReferences(model.text, valueSpan, ['shell']);
  const rest = { isCommented: false, kind: 'setting' as const, references };
  model.entries.push({ ...name, value, valueSpan, quote, ...rest, start, end });
}

/** The words of an instruction that is no command. */
function wordsIn(text: string, { start, end }: Span): ShellWord[] {
  const words: ShellWord[] = [];
  let at = start;
  while (at < end) {
    const gap = /^(?:\s|[\\`][ \t]*\r?\n|(?<=\n\s*)#[^\n]*)+/.exec(text.slice(at, end))?.[0].length ?? 0;
    at += gap;
    if (at >= end) break;
    const word = lexWord(text, at, end, { hasNoOperators: true });
    words.push(word);
    at = Math.max(word.end, word.assigned?.end ?? 0, at + 1);
  }
  return words;
}

function readPairs(model: ConfigModel, { keyword, arguments: span, start }: Instruction): void {
  const { text } = model;
  const words = wordsIn(text, span);
  const [first] = words;
  if (!first) return;
  const kind = keyword === 'LABEL' ? 'setting' : 'variable';
  if (keyword === 'ENV' && !first.assigned) {
    // The old form: a name, and all that comes behind it.
    const end = lineEnd(text, first.end);
    const from = first.end + (/^[ \t]*/.exec(text.slice(first.end, end))?.[0].length ?? 0);
    const raw = text.slice(from, end).trimEnd();
    const quote = /^(["'])[^"'\\]*\1$/.test(raw) ? (raw[0] ?? '') : '';
    const valueSpan = { start: from + quote.length, end: from + raw.length - quote.length };
    const value = text.slice(valueSpan.start, valueSpan.end);
    const isLong = span.end > end ? { isComputed: true as const } : {};
    const entry = entryOf(first, kind, '', start);
    add(model, { ...entry, value, valueSpan, quote, ...isLong, end: Math.max(first.end, from + raw.length) });
    return;
  }
  const isAlone = words.length === 1;
  for (const word of words) {
    const { assigned } = word;
    const entry = entryOf(word, kind, isAlone ? '' : ' ', isAlone ? start : word.start);
    if (assigned) {
      const { value, name, nameSpan } = assigned;
      const { valueSpan, quote, isComputed } = value;
      add(model, {
        ...entry,
        name,
        nameSpan,
        path: [name],
        value: value.value,
        valueSpan,
        quote,
        ...(isComputed && { isComputed }),
        end: value.end,
      });
    } else if (/^\w+$/.test(word.value)) add(model, { ...entry, isPassedOn: true, references: passedOn(entry) });
  }
}

function add(model: ConfigModel, entry: ConfigEntry): void {
  const isLive = !entry.isPassedOn && entry.quote !== "'";
  const references = isLive ? readReferences(model.text, entry.valueSpan, ['shell']) : entry.references;
  model.entries.push({ ...entry, references });
  model.references.push(...references);
}

function entryOf(word: ShellWord, kind: ConfigEntry['kind'], separator: '' | ' ', start: number): ConfigEntry {
  const { value: name, valueSpan: nameSpan, end } = word;
  const blank = { start: end, end };
  const value = { value: '', valueSpan: blank, quote: '', isCommented: false };
  return { name, nameSpan, ...value, kind, path: [name], references: [], separator, start, end };
}

function readCommand(model: ConfigModel, { arguments: span, keyword }: Instruction): void {
  const flags = /^(?:--[\w-]+(?:=(?:"[^"]*"|[^\s"])*)?(?:\s|[\\`]\r?\n)+)*(?:(?<=\s)CMD\s+)?/.exec(
    model.text.slice(span.start, span.end),
  );
  model.references.push(
    ...readReferences(model.text, { start: span.start, end: span.start + (flags?.[0].length ?? 0) }, ['shell']),
  );
  const health =
    keyword === 'HEALTHCHECK' ? (/^CMD\s+/.exec(model.text.slice(span.start, span.end))?.[0].length ?? 0) : 0;
  const start = span.start + Math.max(flags?.[0].length ?? 0, health);
  const body = { start, end: span.end };
  const words = listOfWords(model.text, body);
  if (words) {
    model.commands.push({ words, ...body });
    for (const [index, word] of words.entries())
      if (/^-\w*c$/.test(words[index - 1]?.value ?? '') && !word.isComputed) readShell(model, word.valueSpan);
    return;
  }
  // A script in a document has no lines that go on.
  const document = /^<<-?["']?(\w+)["']?[ \t]*\r?\n/.exec(model.text.slice(start, span.end));
  if (document) readShell(model, { start: start + document[0].length, end: span.end - (document[1]?.length ?? 0) });
  else readShell(model, body, { goesOnAfterRemark: true, hasNoLines: true });
}

/** `["program", "argument"]`, which is JSON. */
function listOfWords(text: string, { start, end }: Span): ConfigWord[] | undefined {
  const list = text.slice(start, end);
  if (!/^\[\s*(?:"(?:[^"\\]|\\.)*"\s*(?:,\s*)?(?:\\\r?\n\s*)?)*\]\s*$/.test(list)) return undefined;
  return [...list.matchAll(/"((?:[^"\\]|\\[\s\S])*)(?:"|\\?$)/g)].map((match) => {
    const at = start + match.index;
    const raw = match[1] ?? '';
    const span = { start: at, end: at + match[0].length };
    const valueSpan = { start: at + 1, end: span.end - 1 };
    return { value: raw, valueSpan, quote: '"', ...(raw.includes('\\') && { isComputed: true as const }), ...span };
  });
}
