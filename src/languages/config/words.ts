import type { ConfigModel, ConfigWord } from '../../ir.js';
import { argumentsOf } from '../shell/arguments.js';
import { lexWord, type ShellWord } from '../shell/lex.js';
import { readShell } from '../shell/read-shell.js';
import type { ListNode, TextNode } from './tree.js';

/** `["sh", "-c", "…"]`: a command given as its words, with no shell. False for a list of scripts. */
export function readWords(model: ConfigModel, list: ListNode): boolean {
  const texts = list.items.flatMap(({ value }) => (value.kind === 'text' ? [value] : []));
  const [first] = texts;
  if (!first || texts.length < list.items.length || texts.length < 2 || /\s/.test(first.value)) return false;
  const words = texts.map(
    ({ value, inner, quote, start, end }): ConfigWord => ({
      value,
      valueSpan: inner,
      quote,
      ...(model.text.slice(inner.start, inner.end) !== value && { isComputed: true }),
      start,
      end,
    }),
  );
  model.commands.push({ words, start: list.start, end: list.end });
  const entries = argumentsOf(model.text, { words: words.map(shellWord(model.text)) });
  model.entries.push(...entries.map((entry) => ({ ...entry, separator: ',' as const, within: 'command' as const })));
  for (const [index, text] of texts.entries())
    if (/^-\w*c$/.test(texts[index - 1]?.value ?? '') && isAsWritten(model, text)) readShell(model, text.inner);
  return true;
}

function isAsWritten({ text }: ConfigModel, { inner, value, quote }: TextNode): boolean {
  return quote === '|' || text.slice(inner.start, inner.end) === value;
}

function shellWord(text: string): (word: ConfigWord) => ShellWord {
  return (word) => {
    const { assigned } = lexWord(text, word.valueSpan.start, word.valueSpan.end);
    return { ...word, ...(assigned && { assigned }), live: [], nested: [] };
  };
}
