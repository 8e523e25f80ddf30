import type { ConfigSyntax } from '../config/front-end.js';

/** A `$` in a value is a sign, as it is where the value is written; between single quotes it is none. */
export const shellSyntax: ConfigSyntax = {
  value(_, { quote }, value) {
    if (/[\r\n]/.test(value)) return undefined;
    if (quote === "'") return value.includes("'") ? undefined : value;
    if (quote === '"') return inDoubleQuotes(value);
    return /^(?:[\w@%+=:,./-]|\$\w|\$\{\w+\})+$/.test(value) ? value : `"${inDoubleQuotes(value)}"`;
  },
};

export function inDoubleQuotes(value: string): string {
  return value.replace(/["`]|\\(?!\$)/g, '\\$&');
}
