import type { Site } from '../link/origins.js';

/** Tells one place from all others. */
export function keyOf(site: Site): string {
  return `${site.model.path}\0${site.span.start}\0${site.before ?? ''}`;
}

/** A variable that all packages of a large repository read has thousands of places. */
const KNOWN = new WeakMap<readonly Site[], Set<string>>();

/** Whether the place is among them. */
export function hasSite(sites: readonly Site[], site: Site): boolean {
  return keysOf(sites).has(keyOf(site));
}

/** Adds those that are not there yet. */
export function addSites(to: Site[], sites: readonly Site[]): void {
  const keys = keysOf(to);
  for (const site of sites) {
    const key = keyOf(site);
    if (keys.has(key)) continue;
    keys.add(key);
    to.push(site);
  }
}

function keysOf(sites: readonly Site[]): Set<string> {
  const known = KNOWN.get(sites);
  if (known?.size === sites.length) return known;
  const keys = new Set(sites.map(keyOf));
  KNOWN.set(sites, keys);
  return keys;
}
