import { posix } from 'node:path';
import type { EnvironmentRead } from '../catalog/flow.js';
import { foldersOf } from '../discover/folders-of.js';
import type { SourceModel } from '../ir.js';
import { type Origin, type OriginOf, only, type Site } from './origins.js';
import { placeIn } from './place-in.js';
import type { Resolver } from './resolve.js';

/**
 * What a framework's configuration says of a variable that it gives to the program: where it is named, and what there is where it is
 * not set. Undefined where it is not declared in a way that can be followed.
 */
export function declaredVariable(
  resolver: Resolver,
  { node }: OriginOf<'external'> | OriginOf<'global'>,
  { files, at, default: place }: NonNullable<EnvironmentRead['declared']>,
  name: string,
): { site: Site; defaults: Origin[] } | undefined {
  const config = nearest(resolver, node.model.path, files);
  const steps = at.map((one) => ({ name: one }));
  const shapes = config ? only(resolver.modules.exported(config, steps, node), 'object') : [];
  const [found, ...more] = shapes.flatMap((shape) => shape.node.entries.filter(({ key }) => key === name));
  if (!found?.keySpan || more.length > 0 || found.quoted) return undefined;
  const site: Site = { model: found.value.model, span: found.keySpan, form: found.shorthand ? 'shorthand' : 'name' };
  const given = found.value.kind === 'call' ? placeIn(found.value, place) : undefined;
  const defaults = given ? resolver.at(given.value, given.steps).filter(({ kind }) => kind !== 'absent') : [];
  return { site, defaults };
}

/** The configuration in the folder of a file, or in the next one above it. */
export function nearest({ project }: Resolver, path: string, names: readonly string[]): SourceModel | undefined {
  for (const folder of foldersOf(path)) {
    const found = names.map((name) => posix.join(folder, name)).find((one) => project.host.has(one));
    if (found !== undefined) return project.model(found);
  }
  return undefined;
}
