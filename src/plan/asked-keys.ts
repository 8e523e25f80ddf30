import type { ConfigCommand, Span } from '../ir.js';
import { isWholeLine } from '../languages/shell/whole-line.js';
import type { ScriptValues } from './script-values.js';

/** A key of OpenAI's that a script asks for when it runs: `read -p "Your OpenAI API key: " key`. The span is the command. */
export interface AskedKey extends Span {
  /** The script's own variable, which nothing else sets. */
  name: string;
  nameSpan: Span;
  /** Where the question names OpenAI. */
  words: Span[];
}

/** What a script asks for in a question that says whose key it is, on a line of its own. */
export function askedKeys(values: ScriptValues): AskedKey[] {
  const { config, from } = values;
  const reads = config.commands.filter(({ words }) => words[0]?.value === 'read');
  return reads.flatMap((command) => {
    const { words } = command;
    const last = words.at(-1);
    if (last?.quote !== '' || !NAME.test(last.value) || from.names(last.value)) return [];
    if (words.filter(({ value }) => NAME.test(value)).length > 2) return [];
    const isSetElsewhere =
      config.entries.some(({ name }) => name === last.value) ||
      reads.some((one) => one !== command && takes(one, last.value));
    if (isSetElsewhere || values.isSubstituted(command.start) || !isWholeLine(config.text, command)) return [];
    const question = words.find((_, index) => /^-\w*p$/.test(words[index - 1]?.value ?? ''));
    const found = question ? [...config.text.slice(question.start, question.end).matchAll(from.title)] : [];
    if (!question || found.length === 0) return [];
    const named = found.map(({ index, 0: text }) => {
      const start = question.start + index;
      return { start, end: start + text.length };
    });
    const { start, end } = command;
    return [{ name: last.value, nameSpan: { start: last.start, end: last.end }, words: named, start, end }];
  });
}

const NAME = /^[A-Za-z_]\w*$/;

function takes({ words }: ConfigCommand, name: string): boolean {
  return words.some(({ value }) => value === name);
}
