/**
 * What a terminal acts on instead of showing it: control characters (ESC sequences, and U+009B which starts one in a
 * single unit), carriage returns and backspaces that overwrite, and marks that reorder text ("Trojan Source").
 */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it looks for
const UNSAFE = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
const BREAKS = /[\t\n\u2028\u2029]/g;

/** Text of a scanned repository, fit for a terminal. Tabs and newlines stay. */
export function visible(text: string): string {
  return text.replace(UNSAFE, codePoint);
}

/** The same for what must stay on one line, such as a file name. */
export function visibleLine(text: string): string {
  return visible(text).replace(BREAKS, codePoint);
}

function codePoint(character: string): string {
  return `\\u{${character.charCodeAt(0).toString(16)}}`;
}
