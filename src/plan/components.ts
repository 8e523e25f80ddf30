import type { SourceModel } from '../ir.js';
import { filesOf } from '../languages/front-end.js';
import { importedBy } from '../link/imported-by.js';
import type { Project } from '../link/project.js';

type Components = (model: { path: string }) => string;
const KNOWN = new WeakMap<Project, { generation: number; components: Components }>();

/** Files that import each other, however far apart, belong to one program: a name for the one that a file belongs to. */
export function componentsOf(project: Project): Components {
  const { generation } = project;
  const known = KNOWN.get(project);
  if (known?.generation === generation) return known.components;
  const components = linkedComponents(project);
  KNOWN.set(project, { generation, components });
  return components;
}

function linkedComponents(project: Project): Components {
  const leader = new Map<string, string>();
  const find = (path: string): string => {
    const next = leader.get(path) ?? path;
    if (next === path) return path;
    const root = find(next);
    leader.set(path, root);
    return root;
  };
  for (const model of project.models.values())
    for (const path of loadedBy(project, model)) leader.set(find(model.path), find(path));
  return (model) => find(model.path);
}

/** The files of the project that a file loads. */
export function* loadedBy(project: Project, model: SourceModel): Iterable<string> {
  for (const specifier of importedBy(model)) {
    yield* filesOf(project.target(model, specifier));
  }
  for (const path of project.host.frontEndFor(model.path)?.loadedBefore?.(model.path) ?? [])
    if (project.models.has(path)) yield path;
}
