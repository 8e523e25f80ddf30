import type { Expression } from '../../ir.js';
import { literalNode } from '../javascript/convert.js';
import type { Attribute } from './markup.js';
import type { MarkupContext } from './markup-context.js';

/** What an attribute gives the element, under a name; none for what the element only does. */
export interface GivenValue {
  name?: string;
  value?: Expression;
  isSpread?: true;
}

/** A text that an element is given as it is written. */
export function textOf({ c, text, read }: MarkupContext, { value, quote }: Attribute): Expression | undefined {
  if (!value || (quote !== '"' && quote !== "'")) return undefined;
  const written = text.slice(value.start, value.end);
  if (/[&\r\n]/.test(written)) return undefined;
  read.push(value);
  return literalNode(c, { start: value.start - 1, end: value.end + 1 }, written);
}
