import { rootOf, terminalName } from '../callee-names.js';
import { allowListAt, COLLECTIONS } from '../catalog/allow-lists.js';
import { flowFacts } from '../catalog/flow.js';
import type { Service } from '../catalog/service.js';
import type { CallNode, Expression, ListNode, ReferenceNode, SourceModel, StringNode, TemplateNode } from '../ir.js';
import { writtenBeside } from '../languages/beside.js';
import type { Writer } from '../languages/writer.js';
import type { Linked } from '../link/link.js';
import { pathOf } from '../link/project.js';
import { inOrder, named } from '../names.js';
import { allowedInText, hostsIn } from './hosts-in-text.js';
import { type NamedHost, namedInText } from './named-host.js';
import { rawOf } from './urls.js';

/** The hosts that a program names in lists: of texts, of groups of settings, or in one text. */
export function hostsInSource(
  model: SourceModel,
  { resolver }: Linked,
  writer: Writer,
  { domain }: Service,
): NamedHost[] {
  if (!model.text.includes(domain)) return [];
  const lists = new Map<ListNode, string[]>();
  const constant = (node: Expression) => constantHost(node, resolver, domain);
  const texts = named(model, 'strings', (text) => text.includes(domain));
  const templates = named(model, 'templates', () => true);
  // A constant of the file may be one of the texts.
  const names = texts.filter(({ value }) => isOneHost(value, domain)).flatMap((text) => listedNamesOf(text));
  const nodes = inOrder<StringNode | TemplateNode | ReferenceNode>(model, [...texts, ...templates, ...names]);
  const listed = nodes.flatMap((node) => {
    if (node.kind === 'template') return isPart(node) ? [] : allowedInPieces(node, piecesOf(node, constant), domain);
    if (node.kind === 'reference') return listedByName(node, lists, constant, writer);
    if (node.piece || isPart(node)) return [];
    const allowed = allowedInPieces(node, [{ node, text: rawOf(node) }], domain);
    return allowed.length > 0 ? allowed : listedAt(node, lists);
  });
  return [...inFirstLine(model, domain), ...listed];
}

/** Where lists name a constant that is the value, by its own name or by that of another constant. */
function listedNamesOf(value: Expression, seen = new Set<Expression>()): ReferenceNode[] {
  const { use } = value;
  if (seen.has(value)) return [];
  seen.add(value);
  if (use?.as === 'wrapped') return listedNamesOf(use.wrapper, seen);
  if (use?.as === 'item') return value.kind === 'reference' ? [value] : [];
  if (use?.as !== 'definition') return [];
  return use.targets.flatMap(({ binding }) => binding.references.flatMap((one) => listedNamesOf(one, seen)));
}

/** The one text that a name stands for, where it is a host of OpenAI's and written in the same file. */
function constantHost(node: Expression, resolver: Linked['resolver'], domain: string): StringNode | undefined {
  const [origin, ...others] = resolver.briefly(node);
  const text = origin?.kind === 'string' && others.length === 0 ? origin.node : undefined;
  return text?.model === node.model && isOneHost(text.value, domain) ? text : undefined;
}

function isOneHost(text: string, domain: string): boolean {
  return /^[^\s;,]+$/.test(text) && text.includes(domain);
}

/** `#!/usr/bin/env -S deno run --allow-net=…`: the command that runs the file. */
function inFirstLine({ text, island }: SourceModel, domain: string): NamedHost[] {
  const line = island ? undefined : /^#!.*/.exec(text)?.[0];
  if (!line?.includes(domain)) return [];
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
  if (node.use?.as === 'argument' && node.use.argument.name === undefined)
    return rule?.isFunction ? [argumentHost(node, node.use.call)] : [];
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

/** An argument of a function that takes one host after another. */
function argumentHost(node: StringNode, call: CallNode): NamedHost {
  const hosts = call.arguments.flatMap(({ value }) => (value.kind === 'string' ? [value.value] : []));
  const source = node.model.text;
  const { start, end } = node.inner;
  const written = (form: string) => source.slice(node.start, start) + form + source.slice(end, node.end);
  const add = (form: string) => writtenBeside(source, { ...spanOf(node), separator: ',' }, written(form));
  return { span: node, text: node.value, hosts, isAllowed: true, add };
}

/** An element of a list that is a constant. */
function listedByName(
  node: ReferenceNode,
  lists: Map<ListNode, string[]>,
  constant: (node: Expression) => StringNode | undefined,
  writer: Writer,
): NamedHost[] {
  const place = placeOf(node);
  const rule = allowListAt({ path: place.path, around: (name) => valueAround(place.objects, name) });
  const list = node.use?.as === 'item' ? node.use.list : undefined;
  const text = rule && !rule.repeats && list ? constant(node) : undefined;
  if (!text || !list) return [];
  const hosts = lists.get(list) ?? textsIn(list);
  lists.set(list, hosts);
  const beside = { ...spanOf(node), separator: ',' as const };
  const add = (form: string) => writtenBeside(node.model.text, beside, writer.string(node.model, form));
  return [{ span: text, text: text.value, hosts, isAllowed: true, add }];
}

/** A part of a text: one that is written there, or a constant, or something that is not known. */
interface Piece {
  node?: StringNode;
  text: string;
  isConstant?: true;
}

/** What a policy or a flag says, in a text that may be made of several. */
function allowedInPieces(whole: StringNode | TemplateNode, pieces: readonly Piece[], domain: string): NamedHost[] {
  const starts: (Piece & { at: number })[] = [];
  let text = '';
  for (const piece of pieces) {
    starts.push({ ...piece, at: text.length });
    text += piece.text;
  }
  if (!text.includes(domain)) return [];
  const pieceAt = (offset: number) => starts.findLast(({ at }) => at <= offset);
  return allowedInText(text).flatMap((found) =>
    namedInText(
      found,
      true,
      (offset) => {
        const piece = pieceAt(offset);
        if (!piece?.isConstant) return piece?.node && piece.node.inner.start + offset - piece.at;
        const behind = behindConstant(whole, starts.slice(starts.indexOf(piece) + 1));
        return behind === undefined ? undefined : behind - 1;
      },
      ({ start }) => pieceAt(start)?.node ?? whole,
    ),
  );
}

/** Where a text goes on behind a constant that is put into it. */
function behindConstant(whole: StringNode | TemplateNode, [next]: readonly Piece[]): number | undefined {
  if (next) return next.isConstant ? undefined : next.node?.inner.start;
  if (whole.kind === 'string' || whole.concatenated) return undefined;
  const quote = whole.parts.find((part) => part.kind === 'string')?.quote ?? '';
  return whole.end - (/(?<!["'`])["'`]+$/.exec(quote)?.[0].length ?? 0);
}

function piecesOf({ parts }: TemplateNode, constant: (node: Expression) => StringNode | undefined): Piece[] {
  return parts.flatMap((part): Piece[] => {
    if (part.kind === 'string') return [{ node: part, text: rawOf(part) }];
    if (part.kind === 'template') return piecesOf(part, constant);
    const node = constant(part);
    // What is not known takes the place of a word.
    return [node ? { node, text: node.value, isConstant: true } : { text: '\u{FFFD}' }];
  });
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
      if (use.argument.name === undefined && isCollection(use.call)) node = use.call;
      else {
        if (use.argument.name !== undefined) found.path.unshift(use.argument.name);
        // What it is for: the name of the function.
        found.path.unshift(terminalName(use.call.callee) ?? '');
      }
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
