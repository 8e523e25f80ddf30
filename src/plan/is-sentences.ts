/** A word of a language, with the signs that go with it in a sentence. */
const WORD = /^["'“„«(*_`]{0,3}\p{L}[\p{Ll}’'-]{0,40}["'”»)*_`]{0,3}[.,;:!?…]?["'”»)*_`]{0,3}$/u;
/** Writing without blanks between the words. */
const LETTERS = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/gu;
/** What a shell or a program says and no sentence. */
const PROGRAM = /&&|\|\||\$[({]|\\\r?\n|^[ \t]*(?:export[ \t]+)?[A-Za-z_]\w*=\S/m;
const ENDS = /\p{Ll}["'”»)*_`]{0,3}[.,;:!?…](?:\s|$)/u;

/** So many words, or letters, are more than a value has. */
const MIN_WORDS = 6;
const MIN_LETTERS = 12;

/** Whether a value is text for people, or for a model: sentences, in which a name is only spoken of. */
export function isSentences(value: string): boolean {
  if (PROGRAM.test(value)) return false;
  if ((value.match(LETTERS)?.length ?? 0) >= MIN_LETTERS) return true;
  const parts = value.split(/\s+/).filter((part) => part !== '');
  const words = parts.filter((part) => WORD.test(part)).length;
  return words >= MIN_WORDS && words * 2 >= parts.length && ENDS.test(value);
}
