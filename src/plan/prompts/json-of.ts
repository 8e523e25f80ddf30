import type { Expression } from '../../ir.js';
import { isSpread } from '../../is-spread.js';
import type { Linked } from '../../link/link.js';
import type { Origin } from '../../link/origins.js';
import type { Json } from './prompt.js';

const MAX_DEPTH = 24;

/** The value of an expression as JSON, where the source tells all of it. */
export function jsonOf(linked: Linked, node: Expression, depth = 0): Json | undefined {
  const origins = linked.resolver.at(node, []);
  const [origin] = origins;
  return origin && origins.length === 1 ? jsonOfOrigin(linked, origin, depth) : undefined;
}

export function jsonOfOrigin(linked: Linked, origin: Origin, depth = 0): Json | undefined {
  if (depth > MAX_DEPTH) return undefined;
  switch (origin.kind) {
    case 'string':
      return origin.derived ? undefined : origin.node.value;
    case 'constant':
      return origin.node.pattern ? undefined : origin.node.value;
    case 'template': {
      const parts = origin.frame ? [undefined] : origin.node.parts.map((part) => jsonOf(linked, part, depth + 1));
      return parts.every((part) => typeof part === 'string') ? parts.join('') : undefined;
    }
    case 'list': {
      const items = origin.frame ? [undefined] : origin.node.items.map((item) => jsonOf(linked, item, depth + 1));
      return origin.node.items.some(isSpread) || !items.every(isKnown) ? undefined : items;
    }
    case 'object': {
      const { entries, type } = origin.node;
      if (origin.frame || type || entries.some((entry) => entry.key === undefined || entry.spread)) return undefined;
      const values = entries.map(({ key = '', value }) => [key, jsonOf(linked, value, depth + 1)] as const);
      return values.every(([, value]) => isKnown(value)) ? (Object.fromEntries(values) as Json) : undefined;
    }
    default:
      return undefined;
  }
}

function isKnown(value: Json | undefined): value is Json {
  return value !== undefined;
}
