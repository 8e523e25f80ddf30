import { type EnvironmentRead, type FlowFacts, flowFacts } from '../catalog/flow.js';
import { ANY } from '../ir.js';
import type { Origin, OriginOf, Step } from './origins.js';
import { givenAt } from './place-in.js';
import type { Resolver } from './resolve.js';

/**
 * Whether walking `path` on a global or package value reads the environment (`process.env.X`,
 * `os.getenv("X", default)`); then the variable and its default. Undefined when it does not.
 */
export function environmentRead(
  resolver: Resolver,
  origin: OriginOf<'external'> | OriginOf<'global'>,
  path: readonly Step[],
): Origin[] | undefined {
  const steps: Step[] = [...origin.path.map((name) => ({ name })), ...path];
  const reads = readsOf(origin.node.model.language);
  // `environ.get` is a method that is not called yet, and no variable.
  if (reads.some((read) => isBegun(read, origin, steps))) return undefined;
  for (const read of reads) {
    const rest = match(read, origin, steps);
    if (!rest) continue;
    const { variable, beyond } = rest;
    // `secrets["section"]["key"]`: no variable of that name.
    if (beyond.length > 0 && !beyond.every((step) => step.name === ANY || /^\d+$/.test(step.name)))
      return [{ kind: 'unknown', node: origin.node }];
    const derived = beyond.length > 0 ? { derived: true as const } : {};
    if (read.name === undefined) {
      if (!variable || variable.name === ANY) return [{ kind: 'unknown', node: origin.node }];
      const sites = variable.site ? [variable.site] : [];
      return [{ kind: 'environment', name: variable.name, sites, node: origin.node, ...derived, ...storedBy(read) }];
    }
    return calledRead(resolver, origin, read).map((o) => (o.kind === 'environment' ? { ...o, ...derived } : o));
  }
  return undefined;
}

/** The longest first: what they say is the most exact. */
function readsOf(language: string): readonly EnvironmentRead[] {
  const facts = flowFacts(language);
  const known = READS.get(facts);
  if (known) return known;
  const sorted = [...facts.environment].sort((a, b) => b.path.length - a.path.length);
  READS.set(facts, sorted);
  return sorted;
}
const READS = new Map<FlowFacts, readonly EnvironmentRead[]>();

/** The variable step and what is walked after it, if the steps begin as the read's path does. */
function match(
  read: EnvironmentRead,
  origin: OriginOf<'external'> | OriginOf<'global'>,
  steps: readonly Step[],
): { variable?: Step; beyond: readonly Step[] } | undefined {
  const pattern = patternFor(read, origin);
  if (!pattern || steps.length < pattern.length) return undefined;
  let variable: Step | undefined;
  for (const [index, name] of pattern.entries()) {
    const step = steps[index] as Step;
    if (name === ANY && step.name !== '()') variable = step;
    else if (name !== step.name) return undefined;
  }
  return { variable, beyond: steps.slice(pattern.length) };
}

function isBegun(
  read: EnvironmentRead,
  origin: OriginOf<'external'> | OriginOf<'global'>,
  steps: readonly Step[],
): boolean {
  const pattern = patternFor(read, origin);
  if (!pattern || steps.length >= pattern.length) return false;
  return steps.every((step, index) => step.name === pattern[index]);
}

/** The names to be walked for the read; undefined when it is of another package. */
function patternFor(
  read: EnvironmentRead,
  origin: OriginOf<'external'> | OriginOf<'global'>,
): readonly string[] | undefined {
  if (origin.kind === 'global' ? read.root === undefined : packageOf(read) !== origin.package) return undefined;
  return read.root !== undefined ? [read.root, ...read.path] : read.path;
}

function storedBy(read: EnvironmentRead): { isStored?: true } {
  return read.isStored ? { isStored: true } : {};
}

const VARIABLE = /^[A-Z_][A-Z0-9_]*$/;

function packageOf(read: EnvironmentRead): string | undefined {
  return read.type === undefined ? read.package : `type:${read.type}`;
}

function calledRead(
  resolver: Resolver,
  origin: OriginOf<'external'> | OriginOf<'global'>,
  read: EnvironmentRead,
): Origin[] {
  const call = origin.calls.at(-1);
  const argument = call && givenAt(call, read.name ?? 0);
  if (!call || !argument) return [{ kind: 'unknown', node: origin.node }];
  // A configuration service serves keys of its own making by the same call: `config.get('openai.apiKey')`.
  const names = resolver.strings(argument.value, origin.frame).filter((node) => VARIABLE.test(node.value));
  const fallback = read.default === undefined ? undefined : givenAt(call, read.default);
  const found: Origin[] = names.map((node) => ({
    kind: 'environment',
    name: node.value,
    sites: [{ model: node.model, span: node.inner, form: 'text' }],
    node: call,
    ...(read.mayGiveNothing && !fallback ? { mayBeNothing: true } : {}),
    ...storedBy(read),
  }));
  if (found.length === 0) found.push({ kind: 'unknown', node: origin.node });
  return fallback ? [...found, ...resolver.at(fallback.value, fallback.steps, origin.frame)] : found;
}
