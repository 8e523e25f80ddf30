import type { Binding, Span } from '../../ir.js';
import { referenceTo } from '../javascript/convert.js';
import { Given, type Mapping, PlacedPair, SPREAD } from '../packed/node-classes.js';
import { elementNode, objectNode } from '../packed/nodes.js';
import { closingBrace } from './braces.js';
import { type GivenValue, textOf } from './given-value.js';
import type { Attribute, OpenTag } from './markup.js';
import type { MarkupContext } from './markup-context.js';
import { readDirective } from './vue-directives.js';

/**
 * `<Chat model="gpt-4o" />` is a call of the component with one object, as in JSX: what it is handed are its parameters. Of the
 * other elements only the code in their attributes is read.
 */
export function convertAttributes(markup: MarkupContext, tag: OpenTag): void {
  const { c, kind } = markup;
  const component = componentOf(markup, tag.name);
  // What a loop names, the other attributes know.
  const isFirst = ({ name }: Attribute) => name === 'v-for';
  const attributes = [...tag.attributes.filter(isFirst), ...tag.attributes.filter((one) => !isFirst(one))];
  const given = attributes.map((attribute): [Attribute, GivenValue] => [
    attribute,
    kind === 'vue'
      ? readDirective(markup, attribute, component !== undefined)
      : readAttribute(markup, attribute, component !== undefined),
  ]);
  if (!component) return;
  const made = elementNode(c, tag);
  made.callee = referenceTo(c, tag.nameSpan, component.name, component);
  made.callee.use = made;
  const argument = new Given(tag, made);
  const object = objectNode(c, tag, 'attributes');
  argument.value = object;
  object.use = argument;
  made.arguments = [argument];
  object.entries = given.flatMap(([attribute, one]) => pair(object, attribute, one) ?? []);
}

function pair(
  attributes: Mapping,
  attribute: Attribute,
  { name, value, isSpread }: GivenValue,
): PlacedPair | undefined {
  if (!value || (name === undefined && !isSpread)) return undefined;
  const { start, end } = isSpread ? { start: 0, end: 0 } : attribute.nameSpan;
  const made = new PlacedPair(attribute, attributes, isSpread ? undefined : name, start, end, isSpread ? SPREAD : 0);
  made.value = value;
  value.use = made;
  return made;
}

/** The component of a name in a tag: `ChatBox`, which Vue also writes `chat-box`. A word in lower case is an element. */
function componentOf({ c, kind }: MarkupContext, name: string): Binding | undefined {
  const written = kind === 'vue' && name.includes('-') ? pascal(name) : name;
  if (!/^[A-Z]\w*$/.test(written)) return undefined;
  // What a component of options takes from a module, its template knows by `components`.
  return c.model.bindings.find((one) => one.isTopLevel && one.kind === 'import' && one.name === written);
}

function pascal(name: string): string {
  return name.replace(/(?:^|-)(\w)/g, (_, sign: string) => sign.toUpperCase());
}

/** Of Svelte and Astro: `{name}`, `{...names}`, `name={code}`, `bind:name={place}`, `name="a {code} b"`. */
function readAttribute(markup: MarkupContext, attribute: Attribute, isOfComponent: boolean): GivenValue {
  const { name, value, quote, nameSpan } = attribute;
  const [directive = '', of = ''] = name.includes(':')
    ? [name.slice(0, name.indexOf(':')), name.slice(name.indexOf(':') + 1)]
    : [];
  if (directive === 'bind') {
    const place = value ?? { start: nameSpan.end - of.length, end: nameSpan.end };
    if (of !== 'this') markup.input(place);
    return isOfComponent ? { name: of, value: markup.convert(place) } : {};
  }
  if (directive === 'let') {
    markup.bind(value ?? { start: nameSpan.end - of.length, end: nameSpan.end }, undefined);
    return {};
  }
  if (!value) return {};
  if (directive === 'on' && isOfComponent && quote === '{') {
    markup.called(value);
    return {};
  }
  if (quote === '{') return ofBraces(markup, attribute, value);
  if (quote === '`' || markup.kind === 'astro') return isOfComponent ? { name, value: textOf(markup, attribute) } : {};
  const pieces = codeIn(markup.source(value), value.start);
  for (const piece of pieces) markup.convert(piece);
  return isOfComponent && pieces.length === 0 ? { name, value: textOf(markup, attribute) } : {};
}

function ofBraces(markup: MarkupContext, { name }: Attribute, value: Span): GivenValue {
  const source = markup.source(value);
  if (name !== '') return { name, value: markup.convert(value) };
  const dots = /^\s*\.\.\./.exec(source)?.[0].length ?? 0;
  if (dots > 0) return { value: markup.convert({ start: value.start + dots, end: value.end }), isSpread: true };
  return { name: source.trim(), value: markup.convert(value) };
}

/** What stands between braces in a text of Svelte's. */
function codeIn(source: string, offset: number): Span[] {
  const found: Span[] = [];
  for (let at = source.indexOf('{'); at !== -1; at = source.indexOf('{', at)) {
    const close = closingBrace(source, at + 1, source.length);
    if (close === undefined) break;
    found.push({ start: offset + at + 1, end: offset + close });
    at = close + 1;
  }
  return found;
}
