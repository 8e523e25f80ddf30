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
        const key = origin && 'node' in origin && origin.node.use?.as === 'entry' ? origin.node.use.entry : undefined;
        if (!key?.keySpan || key.key !== fact.path || !origin || !('node' in origin)) return [];
        const text = key.shorthand ? `${fact.to}: ${fact.path}` : fact.to;
        return [
          rewrite(this.id, unit, origin.node.model, key, [{ ...key.keySpan, text }], 'parameter-mapped', fact.advice),
        ];
      });
  },
};
