import { knownModel } from '../src/catalog/models.js';
import { isPlain } from '../src/languages/writer.js';
import { isStaleModel, modelOutcome } from '../src/plan/model-map.js';
import { modelOrigins } from '../src/plan/moved-uses.js';
import { replaceInside, rewrite, type Transform } from '../src/plan/transform.js';

/** Rewrites model ids at the place where they are written, whoever uses them. */
export const mapModel: Transform = {
  id: 'map-model',
  title: 'Name a model that the gateway serves',
  apply(unit, context) {
    return modelOrigins(unit).flatMap((origin) => {
      if (origin.kind !== 'string') return [];
      const { node } = origin;
      const outcome = modelOutcome(node.value, context.options, unit.modelForm);
      if (unit.isAtTarget && !isStaleModel(node.value, unit.modelForm, context.options)) return [];
      if (outcome.kind !== 'map' || outcome.to === node.value || !isPlain(node)) return [];
      const shutdown = knownModel(outcome.id.id)?.shutdown;
      const detail = `${node.value} becomes ${outcome.to}${shutdown ? ` (shutdown at OpenAI: ${shutdown})` : ''}`;
      const edit = replaceInside(context.writer(node.model), node, outcome.to);
      return [rewrite(this.id, unit, node.model, node, [edit], 'model-mapped', detail)];
    });
  },
};
