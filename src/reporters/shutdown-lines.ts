import type { Report, Shutdown } from '../report.js';
import { countOf } from './wrap.js';

/** What OpenAI ends and the repository asks for; once it is written, what it still asks for. */
export function shutdownsLeft({ shutdowns, written }: Report): readonly Shutdown[] {
  if (written.length === 0) return shutdowns;
  return shutdowns.flatMap((one) => (one.staying > 0 ? [{ ...one, places: one.staying }] : []));
}

/** `3 places`, and how many of them no rewrite takes away. */
export function shutdownPlaces({ places, staying }: Shutdown): string {
  const left = staying === 0 || staying === places ? '' : `, ${staying} of which ${staying === 1 ? 'stays' : 'stay'}`;
  return `${countOf(places, 'place')}${left}`;
}
