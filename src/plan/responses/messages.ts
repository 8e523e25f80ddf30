import { RESPONSES } from '../../catalog/responses.js';
import type { CallNode, Entry, Expression, ListNode, ObjectNode, StringNode } from '../../ir.js';
import { eolOf, gapBefore, indentOf, indentUnit } from '../../languages/style.js';
import type { Insertion } from '../../languages/writer.js';
import { insertionAt } from '../../languages/writer.js';
import { startsLine } from '../../text-position.js';
import { replaceInside } from '../transform.js';
import type { Conversion } from './conversion.js';
import { elementsOf } from './elements.js';
import type { Given } from './given.js';
import { isText } from './is-text.js';

const PLACE = '\0';

/** `input` and `instructions` as the value of `messages`: edits of the place where `input` stands. */
export function messageEdits(
  conversion: Conversion,
  calls: ReadonlySet<CallNode>,
  input: Given,
  instructions: Given | undefined,
): Insertion[] {
  const { value } = input;
  const system = instructions && systemMessage(conversion, instructions);
  if (isText(conversion.linked, value)) return aroundText(conversion, input, system);
  const elements = elementsOf(conversion, value, { calls, moving: [] });
  if (!elements) {
    conversion.stop('its input is not known to be text, or a list of messages', value);
    return [];
  }
  for (const object of elements.objects) convertMessage(conversion, object, calls);
  if (system === undefined) return [];
  if (value.kind === 'list') return beforeFirst(conversion, value, system);
  const { text } = value.model;
  const all = conversion.writerOf(value.model).spread(text.slice(value.start, value.end));
  return [{ start: value.start, end: value.end, text: `[${system}, ${all}]` }];
}

function systemMessage(conversion: Conversion, { value }: Given): string {
  if (!isText(conversion.linked, value)) conversion.stop('its instructions are not known to be text', value);
  return message(conversion, value, 'system', value.model.text.slice(value.start, value.end));
}

function message({ writerOf }: Conversion, { model }: Expression, role: string, content: string): string {
  const writer = writerOf(model);
  return writer.inline(model, [
    ['role', writer.string(model, role)],
    ['content', content],
  ]);
}

/** The text stays where it is, with a message around it: a line for each message where there are two. */
function aroundText(conversion: Conversion, input: Given, system: string | undefined): Insertion[] {
  const { value, start } = input;
  const { text } = value.model;
  const [before = '', after = ''] = message(conversion, value, 'user', PLACE).split(PLACE);
  if (system === undefined) return [insertionAt(value.start, `[${before}`), insertionAt(value.end, `${after}]`)];
  if (!startsLine(text, start))
    return [insertionAt(value.start, `[${system}, ${before}`), insertionAt(value.end, `${after}]`)];
  const outer = eolOf(text, start) + indentOf(text, start);
  const line = outer + indentUnit(text, 2);
  return [insertionAt(value.start, `[${line}${system},${line}${before}`), insertionAt(value.end, `${after},${outer}]`)];
}

function beforeFirst(conversion: Conversion, list: ListNode, system: string): Insertion[] {
  const [first] = list.items;
  if (!first) {
    conversion.stop('its input is empty', list);
    return [];
  }
  return [insertionAt(first.start, `${system},${gapBefore(list.model.text, first.start)}`)];
}

function convertMessage(conversion: Conversion, object: ObjectNode, calls: ReadonlySet<CallNode>): void {
  const role = entryOf(object, 'role');
  const content = entryOf(object, 'content');
  const isMessage =
    role !== undefined &&
    content !== undefined &&
    object.entries.every(({ key, spread }) => !spread && key !== undefined && RESPONSES.messageKeys.includes(key));
  if (!isMessage) {
    conversion.stop('its input holds more than messages', object);
    return;
  }
  for (const node of conversion.linked.resolver.strings(role.value)) {
    const to = RESPONSES.roles[node.value];
    if (to !== undefined) replace(conversion, node, to);
  }
  convertContent(conversion, content.value, calls);
}

function convertContent(conversion: Conversion, value: Expression, calls: ReadonlySet<CallNode>): void {
  if (isText(conversion.linked, value)) return;
  const parts = elementsOf(conversion, value, { calls, moving: ['type'] });
  if (!parts) {
    if (namesParts(conversion)) conversion.stop('the content of a message is not known to be text', value);
    return;
  }
  for (const part of parts.objects) {
    const types = conversion.linked.resolver.resolve(part, ['type']);
    for (const type of types) {
      const to = type.kind === 'string' ? RESPONSES.parts[type.node.value] : undefined;
      if (type.kind === 'string' && to !== undefined) replace(conversion, type.node, to);
      else conversion.stop('a part of a message is not text', part);
    }
  }
}

/**
 * Whether a list of parts may come from somewhere. Parts say what they are: where that is only written in messages, what
 * else is given as the content of one is text.
 */
function namesParts({ linked: { project } }: Conversion): boolean {
  const names = [...Object.keys(RESPONSES.parts), ...RESPONSES.otherParts];
  const pattern = new RegExp(names.map((one) => `["'\`]${one}["'\`]`).join('|'), 'g');
  const written = [...project.models.values()].reduce((sum, { text }) => sum + [...text.matchAll(pattern)].length, 0);
  const types = project.objects.get('type').flatMap(({ entries }) => entries.filter(({ key }) => key === 'type'));
  const inMessages = types.filter(({ value }) => {
    if (value.kind !== 'string' || !names.includes(value.value) || value.use?.as !== 'entry') return false;
    const list = value.use.object.use?.as === 'item' ? value.use.object.use.list : undefined;
    return list?.use?.as === 'entry' && list.use.entry.key === 'content';
  });
  return written > inMessages.length;
}

function replace(conversion: Conversion, node: StringNode, to: string): void {
  conversion.change(node, replaceInside({ writer: conversion.writerOf }, node, to));
}

export function entryOf(object: ObjectNode, key: string): Entry | undefined {
  return object.entries.find((entry) => entry.key === key);
}
