import { isTestPath } from '../discover/file-kinds.js';
import type { SettingInCode } from '../link/environment-settings.js';
import type { Linked } from '../link/link.js';
import { componentsOf } from './components.js';
import type { Role, Unit } from './types.js';
import type { VariableUses } from './variable-uses.js';

/** Whether code sets a variable for the program that it is part of: not for one that is built or started, nor for a test. */
export function isForItself({ model, isForUnknown, isForProgram, isTest }: SettingInCode): boolean {
  return !isForUnknown && !isForProgram && !isTest && !isTestPath(model.path);
}

/** Those of the settings that a unit reads in a role, in its own program. */
export function readsOfSettings<S extends Pick<SettingInCode, 'name' | 'model'>>(
  { project }: Linked,
  { by }: VariableUses,
  wanted: Role,
  settings: readonly S[],
): (unit: Unit) => S[] {
  if (settings.length === 0) return () => [];
  const programOf = componentsOf(project);
  return (unit) => {
    const names = (by.get(unit) ?? []).flatMap(({ role, name }) => (role === wanted ? [name] : []));
    const program = programOf(unit.model);
    return settings.filter(({ name, model }) => names.includes(name) && programOf(model) === program);
  };
}
