import { flowFacts } from '../../catalog/flow.js';
import type { Expression, ObjectNode, Span } from '../../ir.js';
import type { Linked } from '../../link/link.js';
import { type Origin, only } from '../../link/origins.js';
import { linesOf } from '../places.js';
import type { PromptMessage, PromptPart } from './prompt.js';
import { type Given, joined, type TextParts } from './text-parts.js';

/** What a list of messages holds, and what of it cannot be told. */
export interface MessageList {
  messages: PromptMessage[];
  notes: string[];
}

/** How deep lists are followed into each other. */
const MAX_DEPTH = 6;

/** The messages that a list holds, in their order. */
export function messagesIn(list: Expression, texts: TextParts, given: Given, depth = 0): MessageList {
  const all: MessageList = { messages: [], notes: [] };
  const added = addedTo(list);
  for (const item of [...(list.kind === 'list' ? list.items : [list]), ...added]) add(all, item, texts, given, depth);
  if (added.length > 0)
    all.notes.push(`What ${linesOf(added.map((item) => ({ model: item.model, span: item })))} adds stands at the end.`);
  return all;
}

function add(all: MessageList, item: Expression, texts: TextParts, given: Given, depth: number): void {
  const { linked } = texts;
  if (item.kind === 'template' && item.concatenated) {
    for (const part of item.parts) add(all, part, texts, given, depth);
    return;
  }
  const [origin, ...others] = linked.resolver.at(item, []);
  if (origin?.kind === 'list' && others.length === 0 && depth < MAX_DEPTH) {
    const within = origin.frame ? texts.within(origin.frame, given) : given;
    const { messages, notes } = messagesIn(origin.node, texts, within, depth + 1);
    all.messages.push(...messages);
    all.notes.push(...notes);
    return;
  }
  const message = others.length === 0 && origin ? messageOf(origin, all.notes, texts, given) : undefined;
  if (message) all.messages.push(message);
  else all.notes.push(`${at(item)} gives messages that are known only when it runs. They are left out.`);
}

/** What is added to a list after it is made, as far as that stands in the same file. */
function addedTo({ use, model }: Expression): Expression[] {
  const bindings = use?.as === 'definition' ? use.targets.map(({ binding }) => binding) : [];
  const methods = flowFacts(model.language).appendMethods;
  return bindings
    .flatMap((binding) => [binding, ...(binding.whole?.versions ?? [])].flatMap(({ references }) => references))
    .flatMap(({ use: used }) => {
      if (used?.as !== 'object' || used.member.use?.as !== 'callee') return [];
      return methods.includes(used.member.property ?? '')
        ? used.member.use.call.arguments.map(({ value }) => value)
        : [];
    });
}

function messageOf(origin: Origin, notes: string[], texts: TextParts, given: Given): PromptMessage | undefined {
  if (origin.kind !== 'object') return undefined;
  const within = origin.frame ? texts.within(origin.frame, given) : given;
  const role = entry(origin.node, 'role');
  const content = entry(origin.node, 'content');
  const [name, ...others] = role ? texts.linked.resolver.strings(role) : [];
  if (!name || others.length > 0 || !content) return undefined;
  return { role: name.value, content: contentOf(content, notes, texts, within) };
}

/** The text of a content, also where that is a list of parts. */
function contentOf(content: Expression, notes: string[], texts: TextParts, given: Given): PromptPart[] {
  const [list] = only(texts.linked.resolver.at(content, []), 'list');
  if (!list) return texts.of(content, given);
  return joined(
    list.node.items.flatMap((item) => {
      const text = textPart(item, texts.linked);
      if (text) return texts.of(text, given);
      notes.push(`${at(item)} is a part of a message that is no text. It is left out.`);
      return [];
    }),
  );
}

function textPart(item: Expression, { resolver }: Linked): Expression | undefined {
  const [part, ...others] = resolver.at(item, []);
  return part?.kind === 'object' && others.length === 0 ? entry(part.node, 'text') : undefined;
}

function entry(node: ObjectNode, name: string): Expression | undefined {
  return node.entries.find(({ key }) => key === name)?.value;
}

function at(item: Expression & Span): string {
  return linesOf([{ model: item.model, span: item }]);
}
