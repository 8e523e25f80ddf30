import { posix } from 'node:path';
import { flowFacts } from '../catalog/flow.js';
import type { SourceModel } from '../ir.js';
import { filesOf } from '../languages/front-end.js';
import { importsLike } from '../link/imported-by.js';
import type { Project } from '../link/project.js';

type Components = (model: { path: string }) => string;
const KNOWN = new WeakMap<Project, { generation: number; components: Components }>();

/** Files that import each other, however far apart, or that a framework runs as pages of one app, belong to one program: a name for the one that a file belongs to. */
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
  for (const [path, program] of programsOf(project)) leader.set(find(path), find(program));
  const parts = [...project.models.values()].flatMap(appsAround);
  const pages = new Map(parts.flatMap(({ app, isPage, path }) => (isPage ? [[app, path]] : [])));
  for (const { app, path } of parts) leader.set(find(path), find(pages.get(app) ?? path));
  return (model) => find(model.path);
}

/** Files whose language says to which program each belongs, with a name for that. */
function programsOf({ models, host }: Project): [path: string, program: string][] {
  return [...models.keys()].flatMap((path) => {
    const program = host.frontEndFor(path)?.programOf?.(path, host);
    return program === undefined ? [] : [[path, `program\0${program}`] as [string, string]];
  });
}

/** The apps that a file may be of: a page of one, or beside the folder of pages. No file has to name these: the framework runs them. */
function appsAround(model: SourceModel): { app: string; isPage: boolean; path: string }[] {
  const folder = posix.dirname(model.path);
  return (flowFacts(model.language).pageFolders ?? []).flatMap(({ package: name, folder: pages }) => {
    if (!importsLike(model, `^${name}\\b`)) return [];
    const isPage = posix.basename(folder) === pages;
    return { app: `${name}\0${isPage ? posix.dirname(folder) : folder}`, isPage, path: model.path };
  });
}

/** The files of the project that a file loads. */
export function* loadedBy(project: Project, path: string): Iterable<string> {
  for (const target of project.targetsOf(path)) yield* filesOf(target);
  for (const before of project.host.frontEndFor(path)?.loadedBefore?.(path) ?? [])
    if (project.models.has(before)) yield before;
}
