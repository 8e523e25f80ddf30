import type { Span } from '../../ir.js';
import type { Context } from '../javascript/convert.js';
import { convertAttributes } from './convert-attributes.js';
import type { OpenTag, Token } from './markup.js';
import { MarkupContext } from './markup-context.js';
import { meaningIn, valueOfStore } from './names-of-components.js';
import type { Dialect } from './parse-within.js';
import type { Kind } from './parts.js';
import { convertBlock } from './svelte-blocks.js';

interface Markup {
  kind: Kind;
  text: string;
  tokens: readonly Token[];
  dialect: Dialect;
}

/** The code in the markup, as part of the model; gives what it has read. */
export function convertMarkup(context: Context, { kind, text, tokens, dialect }: Markup): Span[] {
  const c: Context = { ...context };
  if (kind === 'vue') c.nameInComponent = meaningIn(c);
  else if (kind === 'svelte') c.nameInComponent = valueOfStore(c);
  const markup = new MarkupContext(c, kind, text, dialect);
  for (const token of tokens) {
    if (token.kind === 'braces' && kind === 'svelte') convertBlock(markup, token);
    else if (token.kind === 'braces') markup.convert(token);
    else if (token.kind === 'open') openElement(markup, token);
    else if (token.kind === 'close') markup.leave(token.name);
  }
  return markup.read;
}

function openElement(markup: MarkupContext, tag: OpenTag): void {
  const outer = markup.c.scope;
  convertAttributes(markup, tag);
  if (tag.isClosed) markup.c.scope = outer;
  else markup.enter(tag.name, outer);
}
