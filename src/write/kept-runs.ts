import type { RouteIds } from './journal.js';
import { readImage, runsIn, type StoredRun } from './journal.js';
import type { State } from './state.js';

/** A file that a run has written: its text before and after. */
export interface KeptText {
  /** Relative to the base. */
  path: string;
  before: string;
  after: string;
}

/** The runs that led from one service to another, the last one first; none where a link of the chain is not kept. */
export function runsOnWay({ directory }: State, route: RouteIds): StoredRun[] {
  const runs = runsIn(directory).reverse().filter(hasRoute);
  const found: StoredRun[] = [];
  let at = route.to;
  for (const [index, run] of runs.entries()) {
    if (run.route.to !== at) break;
    found.push(run);
    at = run.route.from;
    if (at === route.from) return found.concat(sameWay(runs.slice(index + 1), run.route, route));
  }
  return [];
}

/** Runs before one, on the same way: a repository may be moved in several. */
function sameWay(earlier: readonly RoutedRun[], last: RouteIds, route: RouteIds): StoredRun[] {
  const end = earlier.findIndex((run) => run.route.from !== route.from || run.route.to !== last.to);
  return end === -1 ? [...earlier] : earlier.slice(0, end);
}

type RoutedRun = StoredRun & { route: RouteIds };

/** A run that led nowhere (a canary, limits) is no link: what it has written was edited, as if by hand. */
function hasRoute(run: StoredRun): run is RoutedRun {
  return run.last.mark === 'written' && run.route !== undefined;
}

/** What a run has written; undefined where a text is not kept any more. */
export function keptTexts(run: StoredRun): KeptText[] | undefined {
  const found = run.entries.flatMap(({ path, before: old }, index) => {
    // What a run has made is no text that something was put in the place of.
    if (old === null || run.failed.includes(index)) return [];
    const [before, after] = [readImage(run, index, 'before'), readImage(run, index, 'after')];
    return [before && after ? { path, before: before.toString(), after: after.toString() } : undefined];
  });
  return found.includes(undefined) ? undefined : (found as KeptText[]);
}
