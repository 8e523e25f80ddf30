/** A version as its release numbers: 1.3 and 1.3.0 are the same. */
type Release = readonly number[];

interface Bounds {
  low: Release;
  isLowOpen: boolean;
  high: Release | undefined;
  isHighOpen: boolean;
}

/**
 * Whether some version satisfies both ranges: `==1.*`, `>=1.0,<2`, `~=1.3`, `^1.3`, `1.2.3`. What is not understood
 * excludes nothing.
 */
export function rangesMeet(first: string, second: string): boolean {
  const bounds = [...comparators(first), ...comparators(second)];
  const low = bounds.reduce((max, one) => (isAbove(one, max) ? one : max), ANY_VERSION);
  const high = bounds.reduce((min, one) => (isBelow(one, min) ? one : min), ANY_VERSION);
  if (high.high === undefined) return true;
  const order = compare(low.low, high.high);
  return order < 0 || (order === 0 && !low.isLowOpen && !high.isHighOpen);
}

const ANY_VERSION: Bounds = { low: [0], isLowOpen: false, high: undefined, isHighOpen: false };

function isAbove(one: Bounds, other: Bounds): boolean {
  const order = compare(one.low, other.low);
  return order > 0 || (order === 0 && one.isLowOpen && !other.isLowOpen);
}

function isBelow(one: Bounds, other: Bounds): boolean {
  if (one.high === undefined) return false;
  if (other.high === undefined) return true;
  const order = compare(one.high, other.high);
  return order < 0 || (order === 0 && one.isHighOpen && !other.isHighOpen);
}

function comparators(range: string): Bounds[] {
  return [...range.matchAll(/(?:(===?|~=|!=|<=?|>=?|\^|~)\s*)?v?(\d+(?:\.\d+)*)(\.\*)?/g)].flatMap(
    ([, operator = '==', numbers = '', wildcard]) =>
      bounds(operator, numbers.split('.').map(Number), wildcard !== undefined),
  );
}

function bounds(operator: string, release: Release, isWildcard: boolean): Bounds[] {
  const between = (high: Release): Bounds[] => [{ low: release, isLowOpen: false, high, isHighOpen: true }];
  switch (operator) {
    case '>=':
      return [{ ...ANY_VERSION, low: release }];
    case '>':
      return [{ ...ANY_VERSION, low: release, isLowOpen: true }];
    case '<=':
      return [{ ...ANY_VERSION, high: release }];
    case '<':
      return [{ ...ANY_VERSION, high: release, isHighOpen: true }];
    case '^':
      return between(
        next(
          release,
          Math.max(
            0,
            release.findIndex((part) => part > 0),
          ),
        ),
      );
    case '~=':
      return between(next(release, Math.max(0, release.length - 2)));
    case '~':
      return between(next(release, Math.min(1, release.length - 1)));
    case '!=':
      return [];
    default:
      return isWildcard
        ? between(next(release, release.length - 1))
        : [{ low: release, isLowOpen: false, high: release, isHighOpen: false }];
  }
}

/** The first release above all that begin with the numbers up to `index`. */
function next(release: Release, index: number): Release {
  return [...release.slice(0, index), (release[index] ?? 0) + 1];
}

function compare(a: Release, b: Release): number {
  for (let index = 0; index < Math.max(a.length, b.length); index++) {
    const difference = (a[index] ?? 0) - (b[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
