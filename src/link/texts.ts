import type { Expression, StringNode, TemplateNode } from '../ir.js';
import type { Frame, Origin, OriginOf } from './origins.js';
import type { Resolver } from './resolve.js';

/** A stretch of a text: written in the source, read from the environment, or not known. */
export type TextPart =
  | { kind: 'written'; text: string; node: StringNode }
  | { kind: 'environment'; origin: OriginOf<'environment'> }
  | { kind: 'unknown'; origin: Origin };

/** One text that an expression may give, as its parts in order. */
export type Text = TextPart[];

const MAX_ALTERNATIVES = 24;
const MAX_DEPTH = 8;
/** So many expressions are looked at for one text. Addresses are made of a few; code that puts texts together of texts is endless. */
const MAX_LOOKS = 100;

/** How deep a text is inside of the one that is asked for, and how many more expressions may be looked at for that. */
interface Effort {
  depth: number;
  looks: { left: number };
}
/** Functions that join the parts of a URL, by last name. */
const JOINS = /^(?:url_?join|join_?url|urljoin|resolve_?url|withBase)$/i;
/** Those that put a slash between the parts where none is. */
const JOINS_WITH_SLASHES = /^join_?path$/i;

/** Of a text that holds nothing but a value, `f"{model}"`, the value: it is that text. */
export function onlyPart({ parts }: TemplateNode): Expression | undefined {
  const [first, ...others] = parts;
  return others.length === 0 && first?.kind !== 'string' ? first : undefined;
}

/** Every text that a value from there may give, as far as it can be followed. */
export function textsOfOrigin(
  resolver: Resolver,
  origin: Origin,
  effort: Effort = { depth: 0, looks: { left: MAX_LOOKS } },
): Text[] {
  // A text that becomes part of itself, as in a loop, has no end.
  if (effort.depth > MAX_DEPTH || effort.looks.left <= 0) return [[{ kind: 'unknown', origin }]];
  switch (origin.kind) {
    case 'string':
      return [[{ kind: 'written', text: origin.node.value, node: origin.node }]];
    case 'environment':
      return [[{ kind: 'environment', origin }]];
    case 'template':
      return product(origin.node.parts.map((part) => textsOf(resolver, part, origin.frame, effort)));
    case 'external':
    case 'global':
      return joined(resolver, origin, effort) ?? [[{ kind: 'unknown', origin }]];
    case 'constant':
    case 'absent':
      return [];
    default:
      return [[{ kind: 'unknown', origin }]];
  }
}

/** The texts of a part of a text. */
function textsOf(resolver: Resolver, part: Expression, frame: Frame | undefined, { depth, looks }: Effort): Text[] {
  const texts: Text[] = [];
  looks.left--;
  for (const origin of resolver.at(part, [], frame)) {
    if (texts.length >= MAX_ALTERNATIVES) break;
    texts.push(...textsOfOrigin(resolver, origin, { depth: depth + 1, looks }));
  }
  return texts.slice(0, MAX_ALTERNATIVES);
}

/** `new URL(path, base)`, `urlJoin(base, path)`. */
function joined(
  resolver: Resolver,
  origin: OriginOf<'external'> | OriginOf<'global'>,
  effort: Effort,
): Text[] | undefined {
  const call = origin.calls[0];
  if (!call) return undefined;
  const name = origin.path[origin.path.indexOf('()') - 1] ?? '';
  const values = call.arguments.map((argument) => argument.value);
  const [first, second] = values;
  if (origin.kind === 'global' && name === 'URL' && first)
    return product([second, first].flatMap((value) => (value ? [textsOf(resolver, value, origin.frame, effort)] : [])));
  if (origin.kind === 'external' && JOINS_WITH_SLASHES.test(name) && first)
    return values
      .map((value) => textsOf(resolver, value, origin.frame, effort))
      .reduce((all, more) =>
        all.flatMap((text) => more.map((next) => withSlash(text, next))).slice(0, MAX_ALTERNATIVES),
      );
  const isJoin = JOINS.test(name) || (origin.kind === 'external' && JOINS.test(origin.package));
  return isJoin ? product(values.map((value) => textsOf(resolver, value, origin.frame, effort))) : undefined;
}

function withSlash(text: Text, next: Text): Text {
  const [last, first] = [text.at(-1), next[0]];
  const hasOne = last?.kind === 'written' && last.text.endsWith('/');
  if (first?.kind !== 'written') return [...text, ...next];
  const path = first.text.replace(/^\//, '');
  return [...text, { ...first, text: hasOne ? path : `/${path}` }, ...next.slice(1)];
}

function product(parts: Text[][]): Text[] {
  let texts: Text[] = [[]];
  for (const alternatives of parts) {
    if (alternatives.length === 0) continue;
    texts = texts.flatMap((text) => alternatives.map((more) => [...text, ...more])).slice(0, MAX_ALTERNATIVES);
  }
  return texts.filter((text) => text.length > 0);
}
