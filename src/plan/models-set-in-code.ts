import type { SettingInCode } from '../link/environment-settings.js';
import type { Linked } from '../link/link.js';
import { only } from '../link/origins.js';
import { modelOutcome } from './model-map.js';
import { modelOrigins } from './moved-uses.js';
import { isForItself, readsOfSettings } from './set-for-itself.js';
import type { PlanOptions, Unit, UnitReason } from './types.js';
import type { VariableUses } from './variable-uses.js';

/**
 * Why a client would ask for an old model that its program puts into the environment, where that is written elsewhere:
 * `os.environ["CHAT_MODEL"] = DEFAULT_MODEL`. What is written right there is the setting's own value, and changes with it.
 */
export function modelsSetInCode(
  linked: Linked,
  uses: VariableUses,
  options: PlanOptions,
): (unit: Unit) => UnitReason | undefined {
  const oldIn = ({ value }: SettingInCode) =>
    value.kind === 'string'
      ? []
      : only(linked.resolver.at(value, []), 'string').filter(
          ({ node }) => modelOutcome(node.value, options).kind === 'map',
        );
  const set = uses.settings.filter(isForItself).flatMap((one) => oldIn(one).map(({ node }) => ({ ...one, node })));
  const readBy = readsOfSettings(linked, uses, 'model', set);
  return (unit) => {
    const followed = new Set(only(modelOrigins(unit), 'string').map(({ node }) => node));
    const found = readBy(unit).find(({ node }) => !followed.has(node));
    return found && { code: 'model-unknown', detail: found.name, at: { model: found.model, span: found.value } };
  };
}
