import { allowListAt, COLLECTIONS } from '../catalog/allow-lists.js';
import { flowFacts } from '../catalog/flow.js';
import type { CallNode, Expression, ListNode, SourceModel, StringNode, TemplateNode } from '../ir.js';
import { writtenBeside } from '../languages/beside.js';
import { pathOf, rootOf } from '../link/project.js';
import { allowedInText, hostsIn } from './hosts-in-text.js';
import { type NamedHost, namedInText } from './named-host.js';

/** The hosts that a program names in lists: of texts, of groups of settings, or in one text. */
export function hostsInSource(model: SourceModel): NamedHost[] {
  const lists = new Map<ListNode, string[]>();
  const listed = model.expressions.flatMap((node) => {
    if (node.kind === 'template') return isPart(node) ? [] : allowedInPieces(node, piecesOf(node));
    if (node.kind !== 'string' || node.piece || isPart(node)) return [];
    const allowed = allowedInPieces(node, [node]);
    return allowed.length > 0 ? allowed : listedAt(node, lists);
  });
  return [...inFirstLine(model), ...listed];
}

/** `#!/usr/bin/env -S deno run --allow-net=…`: the command that runs the file. */
function inFirstLine({ text, island }: SourceModel): NamedHost[] {
  const line = island ? undefined : /^#!.*/.exec(text)?.[0];
  if (!line?.includes('openai.com')) return [];
  return allowedInText(line).flatMap((found) =>
    namedInText(
      found,
      true,
      (offset) => offset,
      ({ start, end }) => ({ start, end }),
    ),
  );
}

function isPart({ use }: Expression): boolean {
  return use?.as === 'part';
}

function listedAt(node: StringNode, lists: Map<ListNode, string[]>): NamedHost[] {
  const place = placeOf(node);
  const rule = allowListAt({ path: place.path, around: (name) => valueAround(place.objects, name) });
  const text = rawOf(node);
  const { element } = place;
  const list = element?.use?.as === 'item' ? element.use.list : undefined;
  const isElement = element === node || rule?.repeats !== undefined;
  if (list && element && isElement) {
    const hosts = lists.get(list) ?? textsIn(list);
    lists.set(list, hosts);
    const { start, end } = node.inner;
    const source = node.model.text;
    const written = (form: string) => source.slice(element.start, start) + form + source.slice(end, element.end);
    const add = (form: string) => writtenBeside(source, { ...spanOf(element), separator: ',' }, written(form));
    return [{ span: node, text, hosts, isAllowed: rule !== undefined, add }];
  }
  if (!rule || rule.repeats) return [];
  const found = hostsIn(text, { start: 0, end: text.length }, rule.separator);
  return namedInText(
    found,
    true,
    (offset) => node.inner.start + offset,
    () => node,
  );
}

/** What a policy or a flag says, in a text that may be made of several. */
function allowedInPieces(whole: StringNode | TemplateNode, pieces: readonly (StringNode | undefined)[]): NamedHost[] {
  const starts: { at: number; node: StringNode }[] = [];
  let text = '';
  for (const node of pieces) {
    if (node) starts.push({ at: text.length, node });
    // What is not known takes the place of a word.
    text += node ? rawOf(node) : '\u{FFFD}';
  }
  if (!text.includes('openai.com')) return [];
  const pieceAt = (offset: number) => starts.findLast(({ at }) => at <= offset);
  return allowedInText(text).flatMap((found) =>
    namedInText(
      found,
      true,
      (offset) => {
        const piece = pieceAt(offset);
        return piece ? piece.node.inner.start + offset - piece.at : whole.end;
      },
      ({ start }) => pieceAt(start)?.node ?? whole,
    ),
  );
}

function piecesOf({ parts }: TemplateNode): (StringNode | undefined)[] {
  return parts.flatMap((part) =>
    part.kind === 'string' ? [part] : part.kind === 'template' ? piecesOf(part) : [undefined],
  );
}

function rawOf({ model, inner }: StringNode): string {
  return model.text.slice(inner.start, inner.end);
}

function spanOf({ start, end }: Expression): { start: number; end: number } {
  return { start, end };
}

interface SourcePlace {
  path: string[];
  /** The objects around it, from the inside out. */
  objects: Expression[];
  /** The element of a list that it is, or is part of. */
  element?: Expression;
}

/** The names under which a value stands, up to that of a variable or a keyword. */
function placeOf(value: Expression): SourcePlace {
  const found: SourcePlace = { path: [], objects: [] };
  for (let node: Expression | undefined = value; node; ) {
    const { use }: Expression = node;
    const from: Expression = node;
    node = undefined;
    if (use?.as === 'item') {
      found.element ??= from;
      found.path.unshift(String(use.list.items.indexOf(from)));
      node = use.list;
    } else if (use?.as === 'entry') {
      found.path.unshift(use.entry.key ?? '*');
      found.objects.push(use.object);
      node = use.object;
    } else if (use?.as === 'wrapped') node = use.wrapper;
    else if (use?.as === 'option') node = use.choice;
    else if (use?.as === 'argument') {
      if (use.argument.name !== undefined) found.path.unshift(use.argument.name);
      else if (isCollection(use.call)) node = use.call;
    } else found.path.unshift(nameOf(from) ?? '');
  }
  return found;
}

function nameOf({ use }: Expression): string | undefined {
  if (use?.as === 'definition') return use.targets.find(({ path }) => path.length === 0)?.binding.name;
  if (use?.as === 'fallback') return (use.target ?? use.parameter?.targets[0])?.binding.name;
  if (use?.as === 'assignment') return use.assignment.target.property;
  if (use?.as === 'field') return use.field.name;
  return use?.as === 'returned' ? use.from.name : undefined;
}

/** Whether a call only makes a collection of what it is given: `new Set([…])`, `frozenset([…])`. */
function isCollection({ callee, model }: CallNode): boolean {
  const root = callee.kind === 'member' ? rootOf(callee) : callee;
  if (root.kind !== 'reference') return false;
  const name = [root.name, ...(callee.kind === 'member' ? (pathOf(callee) ?? []) : [])].join('.');
  return COLLECTIONS.includes(name) || flowFacts(model.language).passThroughFunctions[name] === 0;
}

function valueAround(objects: readonly Expression[], name: string): string | undefined {
  for (const object of objects) {
    const value = object.kind === 'object' ? object.entries.find(({ key }) => key === name)?.value : undefined;
    if (value?.kind === 'string') return value.value;
    if (value?.kind === 'constant') return String(value.value);
  }
  return undefined;
}

/** All texts that stand in a list, those in its groups too. */
function textsIn(list: ListNode): string[] {
  return list.items.flatMap((item): string[] => {
    if (item.kind === 'string') return [item.value];
    if (item.kind !== 'object') return [];
    return item.entries.flatMap(({ value }) => (value.kind === 'string' ? [value.value] : []));
  });
}
