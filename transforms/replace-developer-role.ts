import { becomes } from '../src/catalog/capabilities.js';
import { parameterUses } from '../src/plan/parameters.js';
import { replaceInside, rewrite, type Transform } from '../src/plan/transform.js';

/** Values that the target knows under another word: the role `developer` is `system` there. */
export const replaceDeveloperRole: Transform = {
  id: 'replace-developer-role',
  apply(unit, context) {
    return parameterUses(unit, context.linked, context.options).flatMap(({ fact, origin, isWrapped }) => {
      if (isWrapped || fact.transform !== this.id || fact.to === undefined || origin?.kind !== 'string') return [];
      const edit = replaceInside(context, origin.node, fact.to);
      return [rewrite(this.id, unit, origin.node.model, origin.node, [edit], 'parameter-mapped', becomes(fact))];
    });
  },
};
