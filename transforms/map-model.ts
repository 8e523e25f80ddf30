import { isPlain } from '../src/languages/writer.js';
import { isStaleModel } from '../src/plan/model-map.js';
import { modelMoves } from '../src/plan/moved-uses.js';
import { replaceInside, rewrite, type Transform } from '../src/plan/transform.js';

/** Rewrites model ids at the place where they are written, whoever uses them. */
export const mapModel: Transform = {
  id: 'map-model',
  apply(unit, context) {
    return modelMoves(unit, context.options).flatMap(({ node, outcome, answeredBy }) => {
      if (unit.isAtTarget && !isStaleModel(node.value, unit.modelForm, context.options)) return [];
      if (outcome.to === node.value || !isPlain(node)) return [];
      const why = answeredBy === undefined ? '' : ', which is able to do what is asked of it';
      const detail = `${node.value} becomes ${outcome.to}${why}`;
      const edit = replaceInside(context, node, outcome.to);
      return [rewrite(this.id, unit, node.model, node, [edit], 'model-mapped', detail)];
    });
  },
};
