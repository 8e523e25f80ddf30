import type { VersionSet } from '../front-end.js';
import {
  afterPosts,
  compareVersions,
  floorAfter,
  floorOf,
  isPreRelease,
  type PythonVersion,
  parseVersion,
} from './python-versions.js';

/** Versions between two ends; an end that is absent is open for ever. */
interface Span {
  low?: PythonVersion;
  high?: PythonVersion;
  /** Whether `low` itself is in it, and `high`. */
  hasLow: boolean;
  hasHigh: boolean;
}

const EVERYTHING: readonly Span[] = [{ hasLow: false, hasHigh: false }];

class Versions implements VersionSet {
  constructor(
    readonly text: string,
    readonly spans: readonly Span[],
  ) {}

  admits(range: string): boolean {
    return intersect(this.spans, catalogSpans(range)).length > 0;
  }
}

/**
 * The versions that a constraint of a manifest allows: PEP 440, Poetry's `^` and `~`, `||` between alternatives. What
 * cannot be read, or what no version could satisfy, restricts nothing: it tells nothing.
 */
export function versionSet(constraint: string): VersionSet {
  const spans = spansOf(constraint, clauseSpans);
  return new Versions(constraint.trim().replace(/\s+/g, ' '), spans.length > 0 ? spans : EVERYTHING);
}

/** What all allow together; what any allows, when they exclude each other (two environments, say). */
export function allOf(sets: readonly VersionSet[]): VersionSet {
  const spans = sets.map(spansIn).reduce(intersect, EVERYTHING);
  return spans.length > 0 ? new Versions(texts(sets, ', '), spans) : anyOf(sets);
}

export function anyOf(sets: readonly VersionSet[]): VersionSet {
  return new Versions(texts(sets, ' || '), sets.flatMap(spansIn));
}

/** Whether some version is in both. */
export function agree(a: VersionSet, b: VersionSet): boolean {
  return intersect(spansIn(a), spansIn(b)).length > 0;
}

function spansIn(set: VersionSet): readonly Span[] {
  return set instanceof Versions ? set.spans : EVERYTHING;
}

function texts(sets: readonly VersionSet[], separator: string): string {
  return [...new Set(sets.map(({ text }) => text).filter((text) => text !== ''))].join(separator);
}

const RANGES = new Map<string, readonly Span[]>();

/** The catalog's ranges are few and asked for again and again. */
function catalogSpans(range: string): readonly Span[] {
  const known = RANGES.get(range) ?? spansOf(range, catalogClauseSpans);
  RANGES.set(range, known);
  return known;
}

type Clause = { operator: string; version: string };
const CLAUSE = /(===|==|~=|!=|<=|>=|=|<|>|\^|~)?\s*([^\s,<>=!~^|]+)/g;

function spansOf(constraint: string, read: (clause: Clause) => readonly Span[]): readonly Span[] {
  return constraint
    .split(/\|+/)
    .flatMap((alternative) =>
      [...alternative.matchAll(CLAUSE)]
        .map(([, operator = '==', version = '']) => read({ operator: operator === '=' ? '==' : operator, version }))
        .reduce(intersect, EVERYTHING),
    );
}

/** `>=1.0` of the catalog speaks of everything called 1.0, its candidates too, as `<1.0` speaks of none of it. */
function catalogClauseSpans(clause: Clause): readonly Span[] {
  const spans = clauseSpans(clause);
  const version = parseVersion(clause.version);
  if (version === undefined || isPreRelease(version)) return spans;
  if (clause.operator === '<=') return [upTo(afterPosts(version))];
  const startsThere = ['>=', '^', '~', '~='].includes(clause.operator);
  return startsThere ? spans.map((span) => ({ ...span, low: floorOf(version.epoch, version.release) })) : spans;
}

function clauseSpans({ operator, version: text }: Clause): readonly Span[] {
  const prefix = /^(.*?)\.?[*xX](?:\.[*xX])*$/.exec(text)?.[1];
  const version = parseVersion(prefix ?? text);
  // `*`, and what is no version.
  if (version === undefined) return EVERYTHING;
  const { epoch, release } = version;
  if (prefix !== undefined && (operator === '==' || operator === '===' || operator === '!=')) {
    const start = floorOf(epoch, release);
    const end = floorAfter(version, release.length);
    return operator === '!=' ? [below(start), from(end)] : [between(start, end)];
  }
  switch (operator) {
    case '!=':
      return [below(version), { low: version, hasLow: false, hasHigh: false }];
    case '<':
      return [below(isPreRelease(version) ? version : floorOf(epoch, release))];
    case '<=':
      return [upTo(version)];
    case '>':
      return [{ low: afterPosts(version), hasLow: false, hasHigh: false }];
    case '>=':
      return [from(version)];
    case '~=':
      return [between(version, floorAfter(version, release.length - 1))];
    case '~':
      return [between(version, floorAfter(version, Math.min(release.length, 2)))];
    case '^':
      return [between(version, floorAfter(version, firstNonZero(release)))];
    default:
      return [{ low: version, hasLow: true, high: version, hasHigh: true }];
  }
}

/** How many numbers Poetry's caret holds fast: up to the first that is not 0. */
function firstNonZero(release: readonly number[]): number {
  const index = release.findIndex((number) => number !== 0);
  return index === -1 ? release.length : index + 1;
}

function from(low: PythonVersion): Span {
  return { low, hasLow: true, hasHigh: false };
}

function below(high: PythonVersion): Span {
  return { high, hasLow: false, hasHigh: false };
}

function upTo(high: PythonVersion): Span {
  return { high, hasLow: false, hasHigh: true };
}

function between(low: PythonVersion, high: PythonVersion): Span {
  return { low, hasLow: true, high, hasHigh: false };
}

function intersect(some: readonly Span[], others: readonly Span[]): readonly Span[] {
  return some.flatMap((a) => others.map((b) => overlap(a, b)).filter(holdsSomething));
}

function overlap(a: Span, b: Span): Span {
  const low = pick(a.low, a.hasLow, b.low, b.hasLow, 1);
  const high = pick(a.high, a.hasHigh, b.high, b.hasHigh, -1);
  return { low: low.end, hasLow: low.isIn, high: high.end, hasHigh: high.isIn };
}

/** The narrower of two ends: the later low one (`direction` 1), the earlier high one (−1). */
function pick(
  a: PythonVersion | undefined,
  hasA: boolean,
  b: PythonVersion | undefined,
  hasB: boolean,
  direction: 1 | -1,
): { end: PythonVersion | undefined; isIn: boolean } {
  if (a === undefined) return { end: b, isIn: hasB };
  if (b === undefined) return { end: a, isIn: hasA };
  const order = compareVersions(a, b) * direction;
  if (order === 0) return { end: a, isIn: hasA && hasB };
  return order > 0 ? { end: a, isIn: hasA } : { end: b, isIn: hasB };
}

function holdsSomething({ low, high, hasLow, hasHigh }: Span): boolean {
  if (low === undefined || high === undefined) return true;
  const order = compareVersions(low, high);
  return order < 0 || (order === 0 && hasLow && hasHigh);
}
