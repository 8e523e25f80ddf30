import { type GivenValue, textOf } from './given-value.js';
import type { Attribute } from './markup.js';
import type { MarkupContext } from './markup-context.js';

/** A function that is called with what the event has. */
const NAMED = /^\s*[\w$]+(?:\.[\w$]+)*\s*$/;

/** What an attribute does in a template of Vue: https://vuejs.org/api/built-in-directives.html */
export function readDirective(markup: MarkupContext, attribute: Attribute, isOfComponent: boolean): GivenValue {
  const { name, value } = attribute;
  const [, kind = '', argument = ''] = /^(v-[a-z-]+|[:@#.])(?::?([^.]*))?/.exec(name) ?? [];
  if (kind === '') return isOfComponent ? { name: camel(name), value: textOf(markup, attribute) } : {};
  if (kind === '#' || kind === 'v-slot') {
    if (value) markup.bind(value, undefined);
    return {};
  }
  if (!value) {
    // `:model` is `:model="model"`: https://vuejs.org/guide/essentials/template-syntax.html#same-name-shorthand
    const { end } = attribute.nameSpan;
    const isShort = (kind === ':' || kind === 'v-bind') && isOfComponent && /^[\w$]+$/.test(argument);
    return isShort ? { name: argument, value: markup.convert({ start: end - argument.length, end }) } : {};
  }
  switch (kind) {
    case '@':
    case 'v-on':
      if (isOfComponent && NAMED.test(markup.source(value))) markup.called(value);
      else markup.handler(value);
      return {};
    case 'v-for':
      readLoop(markup, attribute);
      return {};
    case 'v-model':
      markup.input(value);
      return isOfComponent ? { name: camel(argument) || 'modelValue', value: markup.convert(value) } : {};
    case ':':
    case '.':
    case 'v-bind': {
      // Of Vue 2: the component may give another value back.
      if (name.endsWith('.sync')) markup.input(value);
      const given = markup.convert(value);
      return argument === '' ? { value: given, isSpread: true } : { name: camel(argument), value: given };
    }
    case 'v-pre':
    case 'v-cloak':
      return {};
    default:
      markup.convert(value);
      return {};
  }
}

/** `(item, index) in items` */
function readLoop(markup: MarkupContext, { value }: Attribute): void {
  if (!value) return;
  const source = markup.source(value);
  const at = source.search(/\s(?:in|of)\s/);
  if (at === -1) return;
  const list = markup.convert({ start: value.start + at + 4, end: value.end });
  const open = /^\s*\(/.exec(source)?.[0].length ?? 0;
  const close = open > 0 ? source.lastIndexOf(')', at) : at;
  markup.bind({ start: value.start + open, end: value.start + Math.max(open, close) }, list);
}

function camel(name: string): string {
  return name.replace(/-(\w)/g, (_, sign: string) => sign.toUpperCase());
}
