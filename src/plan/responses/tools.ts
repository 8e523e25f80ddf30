import { RESPONSES } from '../../catalog/responses.js';
import type { CallNode, ObjectNode } from '../../ir.js';
import { eolOf, indentOf, indentUnit } from '../../languages/style.js';
import { type Insertion, insertionAt } from '../../languages/writer.js';
import { startsLine } from '../../text-position.js';
import type { Conversion } from './conversion.js';
import { elementsOf } from './elements.js';
import type { Given } from './given.js';
import { entryOf } from './messages.js';

/** Functions that the model may call: what describes one stands a level deeper in chat. */
export function convertTools(conversion: Conversion, { value }: Given, calls: ReadonlySet<CallNode>): void {
  const elements = elementsOf(conversion, value, { calls, moving: RESPONSES.toolKeys });
  if (!elements) {
    conversion.stop('its tools are not all known', value);
    return;
  }
  for (const tool of elements.objects) convertFunction(conversion, tool);
}

/** A word such as `auto` means the same; the name of a function stands a level deeper. */
export function convertToolChoice(conversion: Conversion, { value }: Given): void {
  const origins = conversion.linked.resolver.at(value, []);
  if (origins.length > 0 && origins.every(({ kind }) => kind === 'string')) return;
  if (value.kind === 'object') convertFunction(conversion, value);
  else conversion.stop('its choice of a tool is not known', value);
}

function convertFunction(conversion: Conversion, tool: ObjectNode): void {
  const type = entryOf(tool, 'type');
  const others = tool.entries.filter((entry) => entry !== type);
  const isFunction =
    type?.value.kind === 'string' || type?.value.kind === 'wrapper'
      ? conversion.linked.resolver.strings(type.value).every(({ value }) => value === 'function')
      : false;
  const isKnown = others.every(({ key, spread }) => !spread && key !== undefined && RESPONSES.toolKeys.includes(key));
  if (!isFunction || !isKnown || others.length === 0) {
    conversion.stop('one of its tools is not a plain function', tool);
    return;
  }
  const isAside = type === tool.entries[0] || type === tool.entries.at(-1);
  if (!isAside) conversion.stop('the type of a tool stands between its other keys', tool);
  else conversion.change(tool, ...deeper(conversion, tool, others));
}

/** Puts neighbouring entries into an object of their own, as the value of `function`. */
function deeper({ writerOf }: Conversion, tool: ObjectNode, entries: ObjectNode['entries']): Insertion[] {
  const { model } = tool;
  const { text } = model;
  const writer = writerOf(model);
  const start = entries[0]?.start ?? tool.start;
  const end = entries.at(-1)?.end ?? tool.end;
  const key = writer.entry(model, 'function', '');
  // Text that goes over several lines has blanks of its own.
  if (!startsLine(text, start) || /`|"""|'''/.test(text.slice(start, end))) {
    const pad = text[tool.start + 1] === ' ' ? ' ' : '';
    return [insertionAt(start, `${key}{${pad}`), insertionAt(end, `${pad}}`)];
  }
  const step = indentUnit(text, 2);
  const line = eolOf(text, start) + indentOf(text, start);
  const inner = [...text.slice(start, end).matchAll(/\r\n|\n|\r/g)]
    .map((match) => start + match.index + match[0].length)
    .filter((at) => !/[\r\n]/.test(text[at] ?? '\n'));
  return [
    insertionAt(start, `${key}{${line}${step}`),
    ...inner.map((at) => insertionAt(at, step)),
    insertionAt(end, `${/,/.test(text.slice(end, tool.end)) ? ',' : ''}${line}}`),
  ];
}
