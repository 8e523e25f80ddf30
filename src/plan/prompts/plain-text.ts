import type { Json } from './prompt.js';

/**
 * Whether a text can stand in a configuration of promptfoo as it is: no file or package that is loaded in its place, no template
 * that is rendered, no half of a character that YAML cannot hold.
 * Source: promptfoo 0.123.1, renderPrompt and renderVarsInObject.
 */
export function isPlainText(text: string): boolean {
  return !/^(?:file|package):|\{[{%#]|#\}|\p{Surrogate}/u.test(text);
}

/** The same for each text in a value. */
export function isPlainJson(value: Json): boolean {
  if (typeof value === 'string') return isPlainText(value);
  return typeof value !== 'object' || value === null || Object.values(value).every(isPlainJson);
}

/** The same for the value of a variable, of which promptfoo drops the line end. */
export function isPlainValue(text: string): boolean {
  return isPlainText(text) && !text.endsWith('\n');
}
