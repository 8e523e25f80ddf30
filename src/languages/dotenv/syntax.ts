import type { ConfigSyntax } from '../config/front-end.js';

/**
 * The readers of `.env` files agree on little: a text that each of them reads as it stands is written as it stands, and another
 * in double quotes, in which none of them has an escape in common but `\n`.
 */
export const dotenvSyntax: ConfigSyntax = {
  value(_, { quote }, value) {
    if (/[\r\n\\]/.test(value)) return undefined;
    if (quote !== '') return value.includes(quote) ? undefined : value;
    if (!/["'`#]|^\s|\s$/.test(value)) return value;
    return value.includes('"') ? undefined : `"${value}"`;
  },
};
