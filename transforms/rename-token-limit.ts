import { becomes } from '../src/catalog/capabilities.js';
import { nameOf } from '../src/plan/parameter-names.js';
import { parameterUses } from '../src/plan/parameters.js';
import { rewrite, type Transform } from '../src/plan/transform.js';

/** Parameters that the target knows under another name: `max_completion_tokens` is `max_tokens` there. */
export const renameTokenLimit: Transform = {
  id: 'rename-token-limit',
  apply(unit, context) {
    return parameterUses(unit, context.linked, context.options).flatMap(({ fact, at, isWrapped }) => {
      if (isWrapped || fact.transform !== this.id || fact.to === undefined) return [];
      const name = at && nameOf(at, fact.path);
      if (!name) return [];
      const { start, end } = name.span;
      const text = name.isShorthand ? `${fact.to}: ${fact.path}` : fact.to;
      return [
        rewrite(this.id, unit, name.model, name.around, [{ start, end, text }], 'parameter-mapped', becomes(fact)),
      ];
    });
  },
};
