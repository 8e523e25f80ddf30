import type { Service } from '../catalog/service.js';
import { isTestPath } from '../discover/file-kinds.js';
import type { Binding, Expression, SourceModel } from '../ir.js';
import { ANY } from '../ir.js';
import type { Linked } from '../link/link.js';
import type { Project } from '../link/project.js';
import { named } from '../names.js';

/**
 * A file of constants has the address, and who asks with it may name nothing of the service: `fetch(CHAT_URL)`. The files that take such
 * a constant are read, or one that is put together of it.
 */
export function readUsersOfAddresses({ project }: Linked, from: Service): void {
  const isAddress = (text: string) => from.hostsIn(text).length > 0;
  const holders = [...project.models.values()]
    .filter(({ path }) => !isTestPath(path))
    .flatMap((model) => named(model, 'strings', isAddress).flatMap(holdersOf));
  const constants = new Set(holders.filter(({ isTopLevel }) => isTopLevel));
  for (const constant of constants) {
    for (const reference of constant.references)
      for (const holder of holdersOf(reference)) if (holder.isTopLevel) constants.add(holder);
    for (const exported of named(constant.model, 'exportedBindings', (name) => name === constant.name))
      for (const taken of takenFrom(project, constant.model, exported.name)) constants.add(taken);
  }
}

/** The names under which an expression, or what it is part of, is held. */
function holdersOf({ use }: Expression): Binding[] {
  switch (use?.as) {
    case 'definition':
      return use.targets.map(({ binding }) => binding);
    case 'entry':
      return holdersOf(use.object);
    case 'item':
      return holdersOf(use.list);
    case 'option':
      return holdersOf(use.choice);
    case 'wrapped':
      return holdersOf(use.wrapper);
    case 'part':
      return holdersOf(use.template);
    default:
      return [];
  }
}

/** The names that other files give to an export, which are read for that; also where one passes it on. */
function takenFrom(project: Project, model: SourceModel, name: string, seen = new Set<string>()): Binding[] {
  const key = `${model.path}\0${name}`;
  if (seen.has(key)) return [];
  seen.add(key);
  return project.importersOf(model, name).flatMap((importer) => {
    if (importer.by === 'binding') return importer.imported === name ? [importer.binding] : [];
    if (importer.by !== 'reexport') return [];
    if (importer.imported !== ANY && importer.imported !== name) return [];
    return takenFrom(project, importer.model, importer.imported === ANY ? name : importer.name, seen);
  });
}
