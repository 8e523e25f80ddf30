import { filesOf } from '../languages/front-end.js';
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
  for (const from of project.models.keys())
    for (const path of loadedBy(project, from)) leader.set(find(from), find(path));
  return (model) => find(model.path);
}

/** The files of the project that a file loads. */
export function* loadedBy(project: Project, path: string): Iterable<string> {
  for (const target of project.targetsOf(path)) yield* filesOf(target);
  for (const before of project.host.frontEndFor(path)?.loadedBefore?.(path) ?? [])
    if (project.models.has(before)) yield before;
}
