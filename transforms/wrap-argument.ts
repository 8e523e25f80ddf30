import type { Span } from '../src/ir.js';
import { rewrite, type Transform } from '../src/plan/transform.js';
import { argumentAround, filled, modelText } from '../src/plan/written-sources.js';

/**
 * A wrapper that has no option for the base URL is handed what has one: a model in place of its name, or a client made with
 * the key that the wrapper was given.
 */
export const wrapArgument: Transform = {
  id: 'wrap-argument',
  title: 'Hand the wrapper a client of the gateway',
  apply(unit, context) {
    const { call, shape } = unit;
    if (!call || !shape || unit.isAtTarget) return [];
    const wrap = (span: Span, { before, after }: { before: string; after: string }) =>
      rewrite(
        this.id,
        unit,
        call.model,
        call,
        [
          { start: span.start, end: span.start, text: filled(before, unit, context), imports: shape.imports },
          { start: span.end, end: span.end, text: filled(after, unit, context) },
        ],
        'moved',
        context.options.profile.baseUrl,
      );
    const text = modelText(call, shape);
    const key = argumentAround(unit);
    return [...(shape.around && text ? [wrap(text, shape.around)] : []), ...(key ? [wrap(key.argument, key)] : [])];
  },
};
