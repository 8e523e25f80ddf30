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
  findings: readonly Pick<Finding, 'path' | 'start' | 'end' | 'reason'>[],
  read: (path: string) => string | undefined,
): Shutdown[] {
  // A finding on a call lies around the one on its model.
  const places = new Map<string, Set<string>>();
  for (const { path, start, end, reason } of findings) {
    if (NOT_ASKED.has(reason)) continue;
    for (const found of modelIdsIn((read(path) ?? '').slice(start, end))) {
      const { id } = found.id;
      if (knownModel(id)?.shutdown === undefined) continue;
      const known = places.get(id) ?? new Set();
      places.set(id, known.add(`${path}\0${start + found.start}`));
    }
  }
  return [...places]
    .map(([model, { size }]) => ({ model, date: knownModel(model)?.shutdown ?? '', places: size }))
    .map((one) => ({ ...one, hasEnded: one.date <= MODELS_AS_OF }))
    .sort((a, b) => (a.date < b.date || (a.date === b.date && a.model < b.model) ? -1 : 1));
}
