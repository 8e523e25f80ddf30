import type { Site } from '../link/origins.js';

/** Tells one place from all others. */
export function keyOf(site: Site): string {
  return `${site.model.path}\0${site.span.start}\0${site.before ?? ''}`;
}

/** Adds those that are not there yet. */
export function addSites(to: Site[], sites: readonly Site[]): void {
  for (const site of sites) if (!to.some((known) => keyOf(known) === keyOf(site))) to.push(site);
}
