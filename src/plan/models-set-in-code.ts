import type { Linked } from '../link/link.js';
import { only } from '../link/origins.js';
import { modelOutcome } from './model-map.js';
import { modelOrigins } from './moved-uses.js';
import { setFromElsewhere } from './set-for-itself.js';
import type { PlanOptions, Unit, UnitReason } from './types.js';
import type { VariableUses } from './variable-uses.js';

/** Why a client would ask for an old model that its program sets: `os.environ["CHAT_MODEL"] = DEFAULT_MODEL`. */
export function modelsSetInCode(
  linked: Linked,
  uses: VariableUses,
  options: PlanOptions,
): (unit: Unit) => UnitReason | undefined {
  return setFromElsewhere(linked, uses, {
    role: 'model',
    code: 'model-unknown',
    oldIn: (value) =>
      only(linked.resolver.at(value, []), 'string')
        .map(({ node }) => node)
        .filter((node) => modelOutcome(node.value, options).kind === 'map'),
    followedBy: (unit) => only(modelOrigins(unit), 'string').map(({ node }) => node),
  });
}
