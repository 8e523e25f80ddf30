import type { ConfigEntry, Span } from '../../ir.js';
import { lineEntry } from '../config/model.js';
import type { ShellCommand } from './split-commands.js';
import { isWholeLine } from './whole-line.js';

/** Files that a command writes variables to: a `.env`, what a shell reads when it starts, what GitHub Actions reads after each step. */
const VARIABLE_FILE =
  /(?:^|\/|\b)\.env(?:\.[\w-]+)?$|^\$\{?(?:GITHUB_ENV|BASH_ENV)\}?$|(?:^|\/)\.(?:(?:bash_|z)?profile|(?:ba|z|k)shrc|zshenv|bash_login)$|^\/etc\/environment$/;
const SHELL_FILE = /^\$\{?BASH_ENV\}?$|(?:^|\/)\.(?:(?:bash_|z)?profile|(?:ba|z|k)shrc|zshenv|bash_login)$/;
const LINE = /^([ \t]*(?:export[ \t]+)?)([A-Za-z_]\w*)=([^\r\n]*)/gm;

/** `echo "NAME=value" >> .env`, or lines for it in a here-document. */
export function readWrittenFile(text: string, command: ShellCommand): ConfigEntry[] {
  const { words, documents } = command;
  if (!words.some(({ value }) => VARIABLE_FILE.test(value))) return [];
  const isPrinted = /^(?:echo|printf)$/.test(words[0]?.value ?? '');
  const printed = isPrinted
    ? words.slice(1).filter((word) => /^(?:export[ \t]+)?[A-Za-z_]\w*=/.test(word.value) && !word.isComputed)
    : [];
  // A second `>` would write over what the first has written.
  const isAppended = /(?:>>|\btee\s+-a\b)/.test(text.slice(command.start, command.end));
  const isRead = words.some(({ value }) => SHELL_FILE.test(value));
  const isAlone = printed.length === 1 && isAppended && isWholeLine(text, command);
  return [
    // Another one is another command.
    ...printed.flatMap((word) =>
      linesIn(text, word.valueSpan).map((entry): ConfigEntry => {
        const { separator: _, ...rest } = entry;
        // A shell takes several in one `export`.
        if (isRead && entry.start < entry.nameSpan.start && /^\S+$/.test(entry.value))
          return { ...rest, quote: word.quote, separator: ' ', start: entry.nameSpan.start };
        const { start, end } = isAlone ? command : entry;
        return { ...rest, quote: word.quote, ...(isAlone && { separator: '' }), start, end };
      }),
    ),
    ...documents.flatMap((document) => linesIn(text, document)),
  ];
}

function linesIn(text: string, { start, end }: Span): ConfigEntry[] {
  return [...text.slice(start, end).matchAll(LINE)].map((match) => {
    const [, prefix = '', name = '', value = ''] = match;
    const at = start + match.index;
    const nameStart = at + prefix.length;
    const from = nameStart + name.length + 1;
    const nameSpan = { start: nameStart, end: nameStart + name.length };
    const entry = lineEntry(text, nameSpan, { start: from, end: from + value.length });
    return { ...entry, kind: 'variable', inFile: true, start: at + (prefix.length - prefix.trimStart().length) };
  });
}
