import type { ConfigWord } from '../../ir.js';

type Word = Pick<ConfigWord, 'value'>;

/** The number of the word behind those of a command; options with their values may stand between them. */
export function behindCommand(words: readonly Word[], from: number, command: readonly string[]): number | undefined {
  let at = from;
  for (const name of command) {
    while (words[at] && words[at]?.value !== name) {
      if (!isOption(words[at]) && !isOption(words[at - 1])) return undefined;
      at++;
    }
    if (!words[at]) return undefined;
    at++;
  }
  return at;
}

export function isOption(word: Word | undefined): boolean {
  return word?.value.startsWith('-') === true;
}
