import { lastName, terminalName } from '../callee-names.js';
import type { ClientShape } from '../catalog/sdk.js';
import type { Expression, SourceModel } from '../ir.js';
import type { Linked } from '../link/link.js';
import { named } from '../names.js';
import { componentsOf } from './components.js';

/** Whether the program that a file belongs to assigns, or calls, what decides for everything that is made in it. */
export function isDecidedFor(
  { project }: Linked,
  model: SourceModel,
  { assigned = [], called = [] }: NonNullable<ClientShape['unlessDecided']>,
): boolean {
  const programOf = componentsOf(project);
  const own = programOf(model);
  const isNamed = (full: string, owner: Expression | undefined, name: string | undefined) =>
    lastName(full) === name &&
    (full === name || (owner !== undefined && terminalName(owner) === full.slice(0, full.lastIndexOf('.'))));
  const isAssignedIn = (one: SourceModel) =>
    named(one, 'assignments', (name) => assigned.some((full) => lastName(full) === name)).some(({ target }) =>
      assigned.some((full) => isNamed(full, target.object, target.property)),
    );
  const isCalledIn = (one: SourceModel) =>
    named(one, 'calls', (name) => called.some((full) => lastName(full) === name)).some(({ callee }) =>
      called.some((full) => isNamed(full, callee.kind === 'member' ? callee.object : undefined, terminalName(callee))),
    );
  return [...project.models.values()].some((one) => programOf(one) === own && (isAssignedIn(one) || isCalledIn(one)));
}
