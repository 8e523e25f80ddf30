import { type ConfigNode, type MapNode, memberOf, type TextNode } from '../languages/config/tree.js';
import { foundByForeign } from './foreign-pattern.js';

/** What leads to other parts of a schema. */
const ALL_OF = ['allOf'];
const ONE_OF = ['anyOf', 'oneOf'];

/** The parts of a schema (https://json-schema.org/draft/2020-12) that say what may stand at a path. */
export function schemasAt(root: MapNode, path: readonly string[]): MapNode[] {
  return path.reduce<MapNode[]>(
    (nodes, key) => [
      ...new Set(nodes.flatMap((node) => partsOf(root, node)).flatMap((node) => schemaOfKey(node, key))),
    ],
    [root],
  );
}

/** The schema with all others that it refers to for the same value, each once. */
export function partsOf(root: MapNode, node: MapNode): MapNode[] {
  const found = new Set([node]);
  for (const one of found)
    for (const part of [referredTo(root, one), ...listed(one, [...ALL_OF, ...ONE_OF])])
      if (part?.kind === 'map') found.add(part);
  return [...found];
}

function schemaOfKey(node: MapNode, key: string): MapNode[] {
  const own =
    memberOf(memberOf(node, 'properties')?.value, key)?.value ??
    memberOf(node, /^\d+$/.test(key) ? 'items' : 'additionalProperties')?.value;
  return own?.kind === 'map' ? [own] : [];
}

/** Whether an object may have no keys but those that are named. */
export function isClosed(node: MapNode): boolean {
  const isFalse = (name: string) => textOf(memberOf(node, name)?.value)?.value === 'false';
  return isFalse('additionalProperties') || isFalse('unevaluatedProperties');
}

/** Whether a text may stand there, as far as lists of texts and patterns say so. */
function accepts(root: MapNode, node: ConfigNode, text: string, known = new Map<ConfigNode, boolean>()): boolean {
  if (node.kind !== 'map') return true;
  const answer = known.get(node);
  if (answer !== undefined) return answer;
  // What refers to itself says no more by that.
  known.set(node, true);
  const isIn = (one: ConfigNode) => accepts(root, one, text, known);
  const refers = referredTo(root, node);
  const found =
    ownLimits(node).every((limit) => passes(limit, text)) &&
    (refers === undefined || isIn(refers)) &&
    listed(node, ALL_OF).every(isIn) &&
    ONE_OF.every((name) => listed(node, [name]).length === 0 || listed(node, [name]).some(isIn));
  known.set(node, found);
  return found;
}

/** What a schema says of texts: one of a list, a single one, or a pattern. */
export interface Limit {
  kind: 'enum' | 'const' | 'pattern';
  texts: TextNode[];
  /** Among the alternatives of which the text has to fit one: the whole of them. */
  alternative?: ConfigNode;
}

/** All that would have to change for a text, where the other one may stand. */
export function limitsAgainst(
  root: MapNode,
  node: ConfigNode,
  old: string,
  to: string,
  seen = new Set<ConfigNode>(),
): Limit[] {
  if (node.kind !== 'map' || seen.has(node)) return [];
  seen.add(node);
  const inside = (one: ConfigNode) => limitsAgainst(root, one, old, to, seen);
  const refers = referredTo(root, node);
  return [
    ...ownLimits(node).filter((limit) => passes(limit, old) && !passes(limit, to)),
    ...(refers ? inside(refers) : []),
    ...listed(node, ALL_OF).flatMap(inside),
    ...ONE_OF.flatMap((name) => {
      const alternatives = listed(node, [name]);
      if (alternatives.some((one) => accepts(root, one, to))) return [];
      return alternatives
        .filter((one) => accepts(root, one, old))
        .flatMap((one) => inside(one).map((limit) => ({ ...limit, alternative: limit.alternative ?? one })));
    }),
  ];
}

function ownLimits(node: MapNode): Limit[] {
  return (['enum', 'const', 'pattern'] as const).flatMap((kind): Limit[] => {
    const value = memberOf(node, kind)?.value;
    const nodes = value?.kind === 'list' ? value.items.map((item) => item.value) : [value];
    const texts = nodes.flatMap((one) => textOf(one) ?? []);
    return texts.length > 0 ? [{ kind, texts }] : [];
  });
}

function passes({ kind, texts }: Limit, text: string): boolean {
  if (kind !== 'pattern') return texts.some(({ value }) => value === text);
  return texts.every(({ value }) => {
    try {
      return foundByForeign(new RegExp(value, 'u'), text) !== null;
    } catch {
      // No pattern of this language: what it lets pass is not known.
      return true;
    }
  });
}

/** `{ "$ref": "#/$defs/model" }`. */
function referredTo(root: MapNode, node: MapNode): ConfigNode | undefined {
  const refers = textOf(memberOf(node, '$ref')?.value)?.value;
  if (!refers?.startsWith('#/')) return undefined;
  const keys = refers
    .slice(2)
    .split('/')
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));
  return keys.reduce<ConfigNode | undefined>((at, key) => memberOf(at, key)?.value, root);
}

function listed(node: MapNode, names: readonly string[]): ConfigNode[] {
  return names.flatMap((name) => {
    const value = memberOf(node, name)?.value;
    return value?.kind === 'list' ? value.items.map((item) => item.value) : [];
  });
}

function textOf(node: ConfigNode | undefined): TextNode | undefined {
  return node?.kind === 'text' ? node : undefined;
}
