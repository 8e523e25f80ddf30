import { RESPONSES } from '../../catalog/responses.js';
import type { CallNode, Expression } from '../../ir.js';
import { type Insertion, insertionAt } from '../../languages/writer.js';
import type { Origin } from '../../link/origins.js';
import type { Conversion } from './conversion.js';
import { type Given, givenIn, removed, renamed } from './given.js';
import { entryOf, messageEdits } from './messages.js';
import { convertToolChoice, convertTools } from './tools.js';

const { same, renamed: names, dropped } = RESPONSES.parameters;

/** Edits that make of what a call sends what a chat call sends. `calls`: those that are converted together. */
export function convertParameters(
  conversion: Conversion,
  holder: CallNode | Extract<Expression, { kind: 'object' }>,
  calls: ReadonlySet<CallNode>,
): Insertion[] {
  const all = givenIn(holder);
  const named = (name: string) => all.find((one) => one.name === name);
  const input = named('input');
  const said = named('instructions');
  const instructions = said && !isDropped(conversion, said) ? said : undefined;
  if (!input) {
    conversion.stop('it has no input', holder);
    return [];
  }
  const edits: Insertion[] = [];
  const gone = new Set<Given>(instructions ? [instructions] : []);
  for (const one of all) {
    const { name, value } = one;
    if (one === instructions || one === input) continue;
    if (name === undefined) conversion.stop('not all that it sends is written here', value);
    else if (isDropped(conversion, one)) gone.add(one);
    else if (names[name] !== undefined) edits.push(renamed(one, names[name]));
    else if (name === 'tools') convertTools(conversion, one, calls);
    else if (name === 'tool_choice') convertToolChoice(conversion, one);
    else if (name === 'text') edits.push(...formatEdits(conversion, one, gone));
    else if (!same.includes(name)) conversion.stop(`chat has no counterpart of \`${name}\``, one.value);
  }
  const messages = messageEdits(conversion, calls, input, instructions);
  const { text } = holder.model;
  const removals = removed(all, (one) => gone.has(one), text);
  if (!removals) conversion.stop('something stands beside a parameter that would go', holder);
  return [inputName(input), ...messages, ...edits, ...(removals ?? [])];
}

/** `input` under its new name; what a shorthand stands for is written out behind it. */
function inputName(input: Given): Insertion {
  return input.shorthand ? insertionAt(input.start, 'messages: ') : renamed(input, 'messages');
}

/** A value that can go: a word or a number, or a list or object with nothing in it. */
function isDropped({ linked }: Conversion, { name, value }: Given): boolean {
  const values = dropped.filter((one) => one.name === name).map((one) => JSON.stringify(one.equals));
  const origins = linked.resolver.at(value, []);
  return origins.length > 0 && origins.every((origin) => values.includes(written(origin)));
}

/** The value in JSON; nothing where it is not written, or is more than can be dropped. */
function written(origin: Origin): string {
  switch (origin.kind) {
    case 'constant':
    case 'string':
      return JSON.stringify(origin.node.value ?? null);
    case 'object':
      return origin.node.entries.length === 0 ? '{}' : '';
    case 'list':
      return origin.node.items.length === 0 ? '[]' : '';
    default:
      return '';
  }
}

/** `text: { format: { type } }`: plain text is the default, an object of JSON is asked for by another name. */
function formatEdits(conversion: Conversion, one: Given, gone: Set<Given>): Insertion[] {
  const { value, start, end } = one;
  const format = value.kind === 'object' && value.entries.length === 1 ? entryOf(value, 'format')?.value : undefined;
  const type = format?.kind === 'object' && format.entries.length === 1 ? entryOf(format, 'type')?.value : undefined;
  const word = type?.kind === 'string' ? type.value : undefined;
  if (word === 'text') gone.add(one);
  else if (word === 'json_object' && format && !one.shorthand) {
    const { text } = value.model;
    return [
      renamed(one, 'response_format'),
      { start: value.start, end: value.end, text: text.slice(format.start, format.end) },
    ];
  } else conversion.stop('chat has no counterpart of this `text`', { model: value.model, start, end });
  return [];
}
