import type { ClientShape } from '../catalog/sdk.js';
import type { Linked } from '../link/link.js';
import { named } from '../names.js';

/** What a move takes where a program uses a name by which the client is asked in ways that cannot be followed. */
export function needsWhereNamed(
  { project }: Linked,
  { unlessNamed }: ClientShape,
  language: string,
): string | undefined {
  if (!unlessNamed) return undefined;
  const { names, needs } = unlessNamed;
  const isCalled = names.some((name) => project.members.has(name) || project.calls.has(name));
  const isDeclared = [...project.models.values()].some(
    (model) => model.language === language && named(model, 'bindings', (name) => names.includes(name)).length > 0,
  );
  return isCalled || isDeclared ? needs : undefined;
}
