import type { ParameterFact } from '../catalog/capabilities.js';
import type { Origin } from '../link/origins.js';
import type { Resolver } from '../link/resolve.js';
import { givenIn, type ParameterSource } from './parameter-sources.js';

/** Whether the fact matters for a value that is given. What is not known says nothing. */
export function matters(
  resolver: Resolver,
  fact: ParameterFact,
  origin: Origin,
  sources: readonly ParameterSource[],
  limit: number | undefined,
): boolean {
  if (!fitsValue(resolver, fact.when, origin, limit)) return false;
  const isGiven = (path: string) => sources.some((source) => givenIn(resolver, source, path).some(asksForSomething));
  if (fact.beside && !fact.beside.some(isGiven)) return false;
  const { unless } = fact;
  if (!unless) return true;
  const isSpared = (given: Origin) => textOf(given).toLowerCase().includes(unless.holds);
  return !sources.some((source) => givenIn(resolver, source, unless.path).some(isSpared));
}

/** A value that is not written (a variable) counts when all values do. */
function fitsValue(
  resolver: Resolver,
  when: ParameterFact['when'],
  origin: Origin,
  limit: number | undefined,
): boolean {
  const isOpen = origin.kind === 'unknown' || origin.kind === 'parameter';
  const isWritten = origin.kind === 'string' || origin.kind === 'constant';
  const value = isWritten ? origin.node.value : undefined;
  if (isWritten && value === undefined) return false;
  if (!when) return isWritten ? value !== null : !isOpen;
  if (when.kind && origin.kind !== when.kind) return false;
  if (when.longer !== undefined && (origin.kind !== 'list' || origin.node.items.length <= when.longer)) return false;
  if (when.above && (limit === undefined || typeof value !== 'number' || value <= limit)) return false;
  if (when.madeBy && !(origin.kind === 'external' && when.madeBy.includes(origin.path[origin.path.length - 2] ?? '')))
    return false;
  if (when.equals && !(isWritten && when.equals.includes(value))) return false;
  if (when.not && (isWritten ? when.not.includes(value) : origin.kind !== 'object')) return false;
  return when.beside === undefined || isBeside(resolver, when.beside, origin);
}

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
