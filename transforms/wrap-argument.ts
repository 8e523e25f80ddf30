import type { Span } from '../src/ir.js';
import { rewrite, type Transform } from '../src/plan/transform.js';
import { argumentAround, around, modelText } from '../src/plan/written-sources.js';

/**
 * A wrapper that has no option for the base URL is handed what has one: a model in place of its name, or a client made with
 * the key that the wrapper was given.
 */
export const wrapArgument: Transform = {
  id: 'wrap-argument',
  apply(unit, context) {
    const { call, shape } = unit;
    if (!call || !shape || unit.isAtTarget) return [];
    const wrap = (span: Span, sources: { before: string; after: string }) =>
      rewrite(
        this.id,
        unit,
        call.model,
        call,
        around(span, sources, unit, context),
        'moved',
        context.options.profile.baseUrl,
      );
    const text = modelText(call, shape);
    const key = argumentAround(unit);
    return [...(shape.around && text ? [wrap(text, shape.around)] : []), ...(key ? [wrap(key.argument, key)] : [])];
  },
};
