import type { ConfigEntry, Span } from '../../ir.js';
import type { Magics } from './magics.js';
import { readInstalls } from './read-installs.js';

const EXPORT = /(?:^|[;&|(]|\b(?:then|do|else))[ \t]*export[ \t]+/g;
/** Before a command that gets it. A single `&` is rather one of an address. */
const PREFIX = /(?:^|[;|(]|&&)[ \t]*(?=[A-Za-z_]\w*=)/g;
/** IPython passes `$$NAME` on as `$NAME`. */
const VARIABLE = /(?<!\\)\$\$?(\{?)([A-Za-z_]\w*)/g;

const WORD = /^(?:\\.|\$\([^)]*\)|[^\s;&|<>()])*/;

/** Reads one command of a shell, which may go over several lines that end in a backslash. */
export function readCommand(text: string, line: Span, magics: Magics): void {
  const command = text.slice(line.start, line.end).trimStart();
  if (command === '' || command.startsWith('#')) return;
  const span = { start: line.end - command.length, end: line.end };
  magics.shell.push({ ...span, text: command });
  for (const match of command.matchAll(EXPORT))
    magics.settings.push(...assignments(text, span, match.index + match[0].length).entries);
  for (const match of command.matchAll(PREFIX)) {
    const { entries, rest } = assignments(text, span, match.index + match[0].length);
    // Alone, it is a variable of the shell that no program sees.
    if (/^[^\s;&|)#]/.test(rest)) magics.settings.push(...entries);
  }
  for (const match of command.matchAll(VARIABLE)) {
    const [all, , name = ''] = match;
    const end = span.start + match.index + all.length;
    magics.reads.push({ name, span: { start: end - name.length, end } });
  }
  magics.installs.push(...readInstalls(command));
}

/** The lines of a script, each with the lines that continue it. */
export function readScript(text: string, span: Span, magics: Magics): void {
  for (let at = span.start; at < span.end; ) {
    const end = continuedEnd(text, at, span.end);
    readCommand(text, { start: at, end }, magics);
    at = nextLine(text, end);
  }
}

/** The end of the line, and of the lines after it while each one ends in a backslash. */
export function continuedEnd(text: string, at: number, limit: number): number {
  for (let line = at; ; ) {
    const found = text.indexOf('\n', line);
    const stop = found === -1 || found > limit ? limit : found;
    const end = stop > line && stop < text.length && text[stop - 1] === '\r' ? stop - 1 : stop;
    if (stop >= limit || end === line || text[end - 1] !== '\\') return end;
    line = stop + 1;
  }
}

/** The start of the line after the one that ends at `end`. */
export function nextLine(text: string, end: number): number {
  return text.startsWith('\r\n', end) ? end + 2 : end + 1;
}

/** The assignments that follow one another from a place in the command, and what stands after them. */
function assignments(text: string, span: Span, from: number): { entries: ConfigEntry[]; rest: string } {
  const entries: ConfigEntry[] = [];
  for (let at = span.start + from; ; ) {
    const [head, name] = /^([A-Za-z_]\w*)=/.exec(text.slice(at, span.end)) ?? [];
    if (head === undefined || name === undefined) return { entries, rest: text.slice(at, span.end) };
    const entry = entryOf(text, { start: at, end: at + name.length }, at + head.length, span.end);
    entries.push(entry);
    at = entry.end + (/^[ \t]+/.exec(text.slice(entry.end, span.end))?.[0].length ?? 0);
  }
}

/** `NAME=value`, the value being a word of a shell, or all up to `limit` where `isWhole`. */
export function entryOf(text: string, nameSpan: Span, at: number, limit: number, isWhole = false): ConfigEntry {
  const mark = text[at] ?? '';
  const close = mark === '"' || mark === "'" ? text.indexOf(mark, at + 1) : -1;
  const isQuoted = close !== -1 && close < limit;
  const bare = isWhole ? text.slice(at, limit).trimEnd() : (WORD.exec(text.slice(at, limit))?.[0] ?? '');
  const valueSpan = isQuoted ? { start: at + 1, end: close } : { start: at, end: at + bare.length };
  return {
    name: text.slice(nameSpan.start, nameSpan.end),
    nameSpan,
    value: text.slice(valueSpan.start, valueSpan.end),
    valueSpan,
    quote: isQuoted ? mark : '',
    isCommented: false,
    kind: 'variable',
    path: [text.slice(nameSpan.start, nameSpan.end)],
    references: [],
    separator: ' ',
    start: nameSpan.start,
    end: isQuoted ? close + 1 : valueSpan.end,
  };
}
