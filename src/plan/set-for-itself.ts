import { isTestPath } from '../discover/file-kinds.js';
import type { Expression, StringNode } from '../ir.js';
import type { SettingInCode } from '../link/environment-settings.js';
import type { Linked } from '../link/link.js';
import { componentsOf } from './components.js';
import type { ReasonCode } from './reasons.js';
import type { Role, Unit, UnitReason } from './types.js';
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

/** What of the old service's a program may put into the environment for a client of its own. */
interface SetValue {
  role: Role;
  code: ReasonCode;
  /** The texts that name it in what is set. */
  oldIn(value: Expression): StringNode[];
  /** Those that the client is known to get. */
  followedBy(unit: Unit): Iterable<StringNode | undefined>;
}

/**
 * Why a client would get something old out of the environment that its program puts there, and that is written elsewhere. What is
 * written right there is the setting's own value, and changes with it.
 */
export function setFromElsewhere(
  linked: Linked,
  uses: VariableUses,
  { role, code, oldIn, followedBy }: SetValue,
): (unit: Unit) => UnitReason | undefined {
  const set = uses.settings
    .filter((one) => isForItself(one) && one.value.kind !== 'string')
    .map((one) => ({ ...one, nodes: oldIn(one.value) }))
    .filter(({ nodes }) => nodes.length > 0);
  const readBy = readsOfSettings(linked, uses, role, set);
  return (unit) => {
    const followed = new Set(followedBy(unit));
    const found = readBy(unit).find(({ nodes }) => nodes.some((node) => !followed.has(node)));
    return found && { code, detail: found.name, at: { model: found.model, span: found.value } };
  };
}
