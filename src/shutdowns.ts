import { modelIdsIn } from './catalog/model-ids.js';
import { knownModel, MODELS_AS_OF } from './catalog/models.js';
import type { ReasonCode } from './plan/reasons.js';
import type { Finding } from './plan/types.js';
import type { Shutdown } from './report.js';

/** Places where a model is named that nobody asks for, or that somebody else serves. */
const NOT_ASKED = new Set<ReasonCode>([
  'azure',
  'other-provider',
  'other-host',
  'router-id',
  'test',
  'message',
  'label',
  'text-for-people',
  'documentation',
  'generated',
]);

/** When OpenAI ends the models that the findings are about, the next one first. */
export function shutdownsOf(
  findings: readonly Pick<Finding, 'path' | 'start' | 'end' | 'reason' | 'action'>[],
  read: (path: string) => string | undefined,
): Shutdown[] {
  // A finding on a call lies around the one on its model.
  const found = new Map<string, { places: Set<string>; rewritten: Set<string> }>();
  for (const { path, start, end, reason, action } of findings) {
    if (NOT_ASKED.has(reason)) continue;
    for (const { id, start: offset } of modelIdsIn((read(path) ?? '').slice(start, end))) {
      if (knownModel(id.id)?.shutdown === undefined) continue;
      const known = found.get(id.id) ?? { places: new Set(), rewritten: new Set() };
      found.set(id.id, known);
      const place = `${path}\0${start + offset}`;
      known.places.add(place);
      if (action === 'rewrite') known.rewritten.add(place);
    }
  }
  return [...found]
    .map(([model, { places, rewritten }]) => {
      const date = knownModel(model)?.shutdown ?? '';
      return {
        model,
        date,
        hasEnded: date <= MODELS_AS_OF,
        places: places.size,
        staying: places.size - rewritten.size,
      };
    })
    .sort((a, b) => (a.date < b.date || (a.date === b.date && a.model < b.model) ? -1 : 1));
}
