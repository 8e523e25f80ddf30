import { isTestPath } from '../discover/file-kinds.js';
import type { SettingInCode } from '../link/environment-settings.js';
import type { Linked } from '../link/link.js';
import { only } from '../link/origins.js';
import { componentsOf } from './components.js';
import { modelOutcome } from './model-map.js';
import { modelOrigins } from './moved-uses.js';
import type { PlanOptions, Unit, UnitReason } from './types.js';
import type { VariableUses } from './variable-uses.js';

/**
 * Why a client would ask for an old model that its program puts into the environment, where that is written elsewhere:
 * `os.environ["CHAT_MODEL"] = DEFAULT_MODEL`. What is written right there is the setting's own value, and changes with it.
 */
export function modelsSetInCode(
  { project, resolver }: Linked,
  { by, settings }: VariableUses,
  options: PlanOptions,
): (unit: Unit) => UnitReason | undefined {
  const oldIn = ({ value }: SettingInCode) =>
    value.kind === 'string'
      ? []
      : only(resolver.at(value, []), 'string').filter(({ node }) => modelOutcome(node.value, options).kind === 'map');
  const set = settings
    .filter((one) => !one.isForUnknown && !one.isForProgram && !one.isTest && !isTestPath(one.model.path))
    .flatMap((one) => oldIn(one).map(({ node }) => ({ ...one, node })));
  if (set.length === 0) return () => undefined;
  const programOf = componentsOf(project);
  return (unit) => {
    const names = (by.get(unit) ?? []).flatMap(({ role, name }) => (role === 'model' ? [name] : []));
    const program = programOf(unit.model);
    const followed = new Set(only(modelOrigins(unit), 'string').map(({ node }) => node));
    const found = set.find(
      ({ name, model, node }) => names.includes(name) && !followed.has(node) && programOf(model) === program,
    );
    return found && { code: 'model-unknown', detail: found.name, at: { model: found.model, span: found.value } };
  };
}
