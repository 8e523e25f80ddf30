import type { SourceModel, Span } from '../ir.js';
import { positionIn } from '../text-position.js';

export interface PlaceInSource {
  model: SourceModel;
  span: Span;
}

/** Lines by file, in the order in which the files come: `a.ts:4, 9 and b.ts:3`. */
export function linesOf(places: readonly PlaceInSource[]): string {
  const models = [...new Set(places.map(({ model }) => model))];
  return models
    .map((model) => {
      const own = places.filter((place) => place.model === model);
      const lines = [...new Set(own.map(({ span }) => positionIn(model, span.start).line))];
      return `${model.path}:${lines.sort((a, b) => a - b).join(', ')}`;
    })
    .join(' and ');
}

/** A sentence that holds for several places, told at the first of them in the order of files and lines. */
export function toldOnce<T extends PlaceInSource>(
  places: readonly T[],
  sentence: string,
): { at: T; text: string } | undefined {
  const [at, ...others] = places.toSorted(
    (a, b) => a.model.path.localeCompare(b.model.path, 'en') || a.span.start - b.span.start,
  );
  if (!at) return undefined;
  const line = (place: PlaceInSource) => `${place.model.path}:${positionIn(place.model, place.span.start).line}`;
  const elsewhere = others.filter((other) => line(other) !== line(at));
  return { at, text: elsewhere.length === 0 ? sentence : `${sentence} Also at ${linesOf(elsewhere)}.` };
}
