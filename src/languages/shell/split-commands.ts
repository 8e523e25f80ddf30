import type { Span } from '../../ir.js';
import { lineEnd } from '../../text-position.js';
import { type LexOptions, lexWord, parenthesis, type ShellWord } from './lex.js';

export interface ShellCommand {
  start: number;
  end: number;
  words: ShellWord[];
  /** Texts that are handed to the command (`<<EOF`). `isLive`: a `$` in one is a sign. */
  documents: (Span & { isLive: boolean })[];
  /** What parts it from the next one; empty where the script ends. */
  closedBy: string;
}

interface Pending {
  end: string;
  isLive: boolean;
  command: ShellCommand;
}

/** The commands of a script, one after the other; those inside a word are not among them. */
export function splitCommands(text: string, { start, end }: Span, options: LexOptions): ShellCommand[] {
  const commands: ShellCommand[] = [];
  let current: ShellCommand = { words: [], documents: [], start, end: start, closedBy: '' };
  const pending: Pending[] = [];
  // Inside of `[[ … ]]`, where signs are no operators of the shell.
  let isTest = false;
  const close = (closedBy = '') => {
    const last = commands.at(-1);
    if (current.words.length > 0) commands.push({ ...current, closedBy });
    // `;;` on a line of its own.
    else if (last && closedBy.startsWith(';;')) last.closedBy = closedBy;
    isTest = false;
    current = { words: [], documents: [], start: end, end, closedBy: '' };
  };
  let at = start;
  while (at < end) {
    const char = text[at] ?? '';
    if (char === '\n') {
      close();
      at++;
      for (const one of pending.splice(0)) at = readDocument(text, at, end, one);
    } else if (/\s/.test(char)) at++;
    else if (char === '\\' && /^\r?\n/.test(text.slice(at + 1, at + 3))) at += text[at + 1] === '\r' ? 3 : 2;
    else if (char === '#') {
      at = Math.min(end, lineEnd(text, at));
      if (options.goesOnAfterRemark) at += text[at] === '\r' ? 2 : 1;
    } else if (isTest && /[&|()<>]/.test(char)) at++;
    else if (/[;&|()]/.test(char) && !text.startsWith('&>', at)) {
      const operator = /^(?:;;&?|;&|\|\||&&|\|&|.)/.exec(text.slice(at, at + 3))?.[0] ?? char;
      close(operator);
      at += operator.length;
    } else if (text.startsWith('&>', at)) at++;
    else if (char === '<' || char === '>') {
      const operator = /^(?:<<<|<<-?|[<>]&|<>|>>|>\||[<>])/.exec(text.slice(at, at + 3))?.[0] ?? char;
      at += operator.length;
      if (operator !== '<<' && operator !== '<<-') continue;
      at += /^[ \t]*/.exec(text.slice(at, end))?.[0].length ?? 0;
      const word = lexWord(text, at, end, options);
      const isLive = !/['"\\]/.test(text.slice(word.start, word.end));
      if (word.end > at) pending.push({ end: word.value, isLive, command: current });
      at = Math.max(word.end, at);
    } else {
      const word = lexWord(text, at, end, options);
      if (word.end === at) {
        at++;
        continue;
      }
      if (current.words.length === 0) current.start = at;
      current.words.push(word);
      if (word.value === '[[' || word.value === ']]') isTest = word.value === '[[';
      at = Math.max(word.end, word.assigned?.end ?? 0);
      // The values of an array.
      if (word.assigned && text[at] === '(') {
        const close = parenthesis(text, at, end);
        word.live.push({ start: at, end: close });
        word.assigned.value.isComputed = true;
        at = close;
      }
      current.end = at;
    }
  }
  close();
  return commands;
}

/** A here-document, whose last line may be indented as the script around it is. The offset behind it is given back. */
function readDocument(text: string, from: number, limit: number, { end, isLive, command }: Pending): number {
  let at = from;
  while (at < limit) {
    const stop = Math.min(limit, lineEnd(text, at));
    const next = Math.min(limit, text.startsWith('\r\n', stop) ? stop + 2 : stop + 1);
    if (text.slice(at, stop).trim() === end) {
      command.documents.push({ start: from, end: at, isLive });
      return next;
    }
    at = next;
  }
  command.documents.push({ start: from, end: limit, isLive });
  return limit;
}
