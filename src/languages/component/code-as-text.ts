import { partsOf } from './parts.js';

/** An attribute without quotes is a text, whatever it says: code in it is never run. */
export function codeAsText(text: string, path: string): string | undefined {
  for (const token of partsOf(path, text).markup) {
    if (token.kind !== 'open') continue;
    for (const { name, value, quote } of token.attributes)
      if (value && quote === '' && /^[\w$]+\.[\w$]+\./.test(text.slice(value.start, value.end)))
        return `the attribute ${name} holds code as a text`;
  }
  return undefined;
}
