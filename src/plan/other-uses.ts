import { isTokenizer } from '../catalog/tokenizers.js';
import { isTestPath } from '../discover/file-kinds.js';
import type { CallNode } from '../ir.js';
import type { Linked } from '../link/link.js';
import { note } from './finding.js';
import { modelOutcome } from './model-map.js';
import { modelOrigins } from './moved-uses.js';
import type { Finding, PlanOptions, Unit } from './types.js';

/** Where an id that is rewritten also goes, and may be missed there: a tokenizer raises for a model it does not know. */
export function otherUses(linked: Linked, unit: Unit, options: PlanOptions): Finding[] {
  return modelOrigins(unit).flatMap((origin) => {
    if (origin.kind !== 'string') return [];
    const outcome = modelOutcome(origin.node.value, options, unit.modelForm);
    if (outcome.kind !== 'map' || outcome.to === origin.node.value) return [];
    return linked.flow.reaches(origin.node).flatMap((reach) => {
      if (reach.kind !== 'handed' || isTestPath(reach.call.model.path) || !takesTokens(linked, reach.call)) return [];
      const { model } = reach.call;
      return [note('model', model.path, reach.argument, 'review', 'tokenizer-reached', '', unit.id)];
    });
  });
}

export function takesTokens(linked: Linked, call: CallNode): boolean {
  return linked.resolver
    .at(call.callee, [])
    .some((o) => o.kind === 'external' && isTokenizer(call.model.language, o.package, o.path.join('.')));
}
