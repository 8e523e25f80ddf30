import { parameterUses } from '../src/plan/parameters.js';
import { rewrite, type Transform } from '../src/plan/transform.js';

/** Parameters that the target knows under another name: `max_completion_tokens` is `max_tokens` there. */
export const renameTokenLimit: Transform = {
  id: 'rename-token-limit',
  title: 'Name the token limit as the gateway reads it',
  apply(unit, context) {
    return unit.uses
      .flatMap((use) => parameterUses(context.linked.resolver, use))
      .flatMap(({ fact, origin }) => {
        if (fact.transform !== this.id || fact.to === undefined) return [];
        if (!origin || !('node' in origin)) return [];
        const { use: as, model } = origin.node;
        if (as?.as === 'argument' && as.argument.name === fact.path && as.argument.nameSpan) {
          const edit = { ...as.argument.nameSpan, text: fact.to };
          return [rewrite(this.id, unit, model, as.argument, [edit], 'parameter-mapped', fact.advice)];
        }
        const key = as?.as === 'entry' ? as.entry : undefined;
        if (!key?.keySpan || key.key !== fact.path) return [];
        const text = key.shorthand ? `${fact.to}: ${fact.path}` : fact.to;
        return [rewrite(this.id, unit, model, key, [{ ...key.keySpan, text }], 'parameter-mapped', fact.advice)];
      });
  },
};
