import type { Expression, StringNode } from '../ir.js';
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
/** Functions that join the parts of a URL, by last name. */
const JOINS = /^(?:url_?join|join_?url|urljoin|resolve_?url|withBase)$/i;

/** Every text that the expression may give, as far as it can be followed. */
export function textsOf(resolver: Resolver, expression: Expression, frame?: Frame, depth = 0): Text[] {
  return resolver
    .at(expression, [], frame)
    .flatMap((origin) => textsOfOrigin(resolver, origin, depth))
    .slice(0, MAX_ALTERNATIVES);
}

export function textsOfOrigin(resolver: Resolver, origin: Origin, depth = 0): Text[] {
  // A text that becomes part of itself, as in a loop, has no end.
  if (depth > MAX_DEPTH) return [[{ kind: 'unknown', origin }]];
  switch (origin.kind) {
    case 'string':
      return [[{ kind: 'written', text: origin.node.value, node: origin.node }]];
    case 'environment':
      return [[{ kind: 'environment', origin }]];
    case 'template':
      return product(origin.node.parts.map((part) => textsOf(resolver, part, origin.frame, depth + 1)));
    case 'external':
    case 'global':
      return joined(resolver, origin, depth) ?? [[{ kind: 'unknown', origin }]];
    case 'constant':
    case 'absent':
      return [];
    default:
      return [[{ kind: 'unknown', origin }]];
  }
}

/** `new URL(path, base)`, `urlJoin(base, path)`. */
function joined(
  resolver: Resolver,
  origin: OriginOf<'external'> | OriginOf<'global'>,
  depth: number,
): Text[] | undefined {
  const call = origin.calls[0];
  if (!call) return undefined;
  const name = origin.path[origin.path.indexOf('()') - 1] ?? '';
  const values = call.arguments.map((argument) => argument.value);
  const [first, second] = values;
  if (origin.kind === 'global' && name === 'URL' && first)
    return product(
      [second, first].flatMap((value) => (value ? [textsOf(resolver, value, origin.frame, depth + 1)] : [])),
    );
  const isJoin = JOINS.test(name) || (origin.kind === 'external' && JOINS.test(origin.package));
  return isJoin ? product(values.map((value) => textsOf(resolver, value, origin.frame, depth + 1))) : undefined;
}

function product(parts: Text[][]): Text[] {
  let texts: Text[] = [[]];
  for (const alternatives of parts) {
    if (alternatives.length === 0) continue;
    texts = texts.flatMap((text) => alternatives.map((more) => [...text, ...more])).slice(0, MAX_ALTERNATIVES);
  }
  return texts.filter((text) => text.length > 0);
}
