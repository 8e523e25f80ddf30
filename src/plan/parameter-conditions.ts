import type { ParameterFact } from '../catalog/capabilities.js';
import type { Expression } from '../ir.js';
import type { Linked } from '../link/link.js';
import type { Origin } from '../link/origins.js';
import type { Resolver } from '../link/resolve.js';
import type { Given } from './parameter-sources.js';

/** Whether the fact matters for a value that is given. What is not known says nothing. */
export function matters(
  linked: Linked,
  fact: ParameterFact,
  { origin, written }: Given,
  limit: number | undefined,
): boolean {
  // What is handed through, and is nothing where nobody gives it, is renamed with the rest, and else not taken for given.
  const isNothing = (one: Origin) => one.kind === 'constant' && one.node.value === null;
  const isGivenHere =
    written !== undefined && (fact.action === 'rewrite' || !linked.resolver.at(written, []).some(isNothing));
  if (written !== undefined && isEmpty(written)) return false;
  return fitsValue(linked.resolver, fact.when, origin, isGivenHere, limit);
}

/** Whether what else the request is given lets the fact matter. */
export function mattersBeside({ beside, unless }: ParameterFact, givenAt: (path: string) => readonly Given[]): boolean {
  const isGiven = (path: string) => givenAt(path).some((one) => asksForSomething(one.origin));
  if (beside && !beside.some(isGiven)) return false;
  return !unless || !givenAt(unless.path).some(({ origin }) => textOf(origin).toLowerCase().includes(unless.holds));
}

/** `{}` or `[]`, which asks for nothing. */
function isEmpty(node: Expression): boolean {
  return node.kind === 'object' ? node.entries.length === 0 : node.kind === 'list' && node.items.length === 0;
}

/** A value that is not known counts when all values do, and something is written for it. */
function fitsValue(
  resolver: Resolver,
  when: ParameterFact['when'],
  origin: Origin,
  isGiven: boolean,
  limit: number | undefined,
): boolean {
  const isOpen = OPEN.has(origin.kind);
  const isWritten = origin.kind === 'string' || origin.kind === 'constant';
  const value = isWritten ? origin.node.value : undefined;
  if (isWritten && value === undefined) return false;
  if (!when) return isWritten ? value !== null : isGiven || !isOpen;
  if (when.kind && origin.kind !== when.kind) return false;
  if (when.longer !== undefined && (origin.kind !== 'list' || origin.node.items.length <= when.longer)) return false;
  if (when.above && (limit === undefined || typeof value !== 'number' || value <= limit)) return false;
  if (when.madeBy && !(origin.kind === 'external' && when.madeBy.includes(origin.path[origin.path.length - 2] ?? '')))
    return false;
  if (when.equals && !(isWritten && when.equals.includes(value))) return false;
  if (when.not && (isWritten ? when.not.includes(value) : origin.kind !== 'object')) return false;
  return when.beside === undefined || isBeside(resolver, when.beside, origin);
}

const OPEN = new Set<Origin['kind']>(['unknown', 'parameter', 'external', 'global']);

/** Whether the object in which the value stands has the other entries. */
function isBeside(resolver: Resolver, entries: Readonly<Record<string, string[]>>, origin: Origin): boolean {
  const use = 'node' in origin ? origin.node.use : undefined;
  if (use?.as !== 'entry') return false;
  return Object.entries(entries).every(([name, texts]) => {
    const entry = use.object.entries.find((one) => one.key === name);
    return entry !== undefined && resolver.strings(entry.value).some((node) => texts.includes(node.value));
  });
}

/** Not the value that says that nothing is asked for. */
function asksForSomething(origin: Origin): boolean {
  if (origin.kind === 'absent' || origin.kind === 'unknown' || origin.kind === 'parameter') return false;
  if (origin.kind === 'constant') return Boolean(origin.node.value);
  return origin.kind !== 'string' || origin.node.value !== 'none';
}

function textOf(origin: Origin): string {
  if (origin.kind === 'string') return origin.node.value;
  if (origin.kind !== 'template') return '';
  return origin.node.parts.map((part) => (part.kind === 'string' ? part.value : ' ')).join('');
}
