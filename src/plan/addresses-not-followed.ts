import { isTestPath } from '../discover/file-kinds.js';
import type { StringNode } from '../ir.js';
import { only } from '../link/origins.js';
import type { Project } from '../link/project.js';
import { named } from '../names.js';
import { componentsOf } from './components.js';
import type { PlanOptions, Setting, Unit } from './types.js';

/**
 * Clients that would move, of whose addresses one is not followed to where it is written, in a program that holds OpenAI's address for
 * nobody: that may be the one, and the gateway's key would go there.
 */
export function unitsWithLostAddress(
  units: readonly Unit[],
  project: Project,
  { from }: PlanOptions,
): { unit: Unit; address: StringNode }[] {
  const lost = units.filter(
    ({ kind, verdict, baseUrl }) => kind === 'client' && verdict === 'migrate' && notFollowed(baseUrl).length > 0,
  );
  if (lost.length === 0) return [];
  const known = new Set(units.flatMap(({ baseUrl }) => only(baseUrl.origins, 'string').map(({ node }) => node)));
  const loose = [...project.models.values()]
    .filter(({ path }) => !isTestPath(path))
    .flatMap((model) => named(model, 'strings', (text) => from.hostForm.test(text)))
    .filter((node) => !known.has(node) && node.use?.as !== 'part' && node.use?.as !== 'operand');
  if (loose.length === 0) return [];
  const programOf = componentsOf(project);
  return lost.flatMap((unit) => {
    const programs = new Set(notFollowed(unit.baseUrl).map(({ node }) => programOf(node.model)));
    const address = loose.find(({ model }) => programs.has(programOf(model)));
    return address ? [{ unit, address }] : [];
  });
}

/** What a package gives may have been given to it: a context's value. */
function notFollowed({ origins }: Setting) {
  return [...only(origins, 'unknown'), ...only(origins, 'external')];
}
