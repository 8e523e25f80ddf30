import { ListingBuilder } from '../../src/discover/listing.js';
import { Repository } from '../../src/discover/repository.js';
import type { SourceModel } from '../../src/ir.js';
import { importFrontEnds, loadFrontEnds } from '../../src/languages/index.js';
import { type Linked, link } from '../../src/link/link.js';
import { Project } from '../../src/link/project.js';
import { temporaryDirectory } from '../temporary.js';

/** A project of the files, of which the named ones have been read. */
export async function linked(files: Record<string, string>, ...read: readonly string[]): Promise<Linked> {
  const root = temporaryDirectory(files);
  const listing = new ListingBuilder();
  for (const path of Object.keys(files)) listing.add(path);
  await importFrontEnds(Object.keys(files), false);
  await loadFrontEnds(Object.keys(files), false);
  const project = new Project(new Repository(root, listing.build(false)));
  for (const path of read) project.model(path);
  return link(project, () => false);
}

export function modelOf({ project }: Linked, path: string): SourceModel {
  const model = project.models.get(path);
  if (!model) throw new Error(`${path} was not read`);
  return model;
}
