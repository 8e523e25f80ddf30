import { ANY, type Export, type SourceModel, type StringNode } from '../ir.js';
import { named } from '../names.js';
import { isWithin } from '../spans.js';
import type { Project } from './project.js';

/**
 * Reads the files that take a model's name from another file: a package that asks whichever service the id names (`new Agent({ model: MODEL })`)
 * says nothing of that service itself, so that nothing else in them may say that they matter.
 */
export function loadModelTakers(project: Project, isModel: (text: string) => boolean): void {
  const handing: { model: SourceModel; name: string }[] = [];
  const seen = new Set<string>();
  const add = (model: SourceModel, name: string) => {
    const key = `${model.path}\0${name}`;
    if (!seen.has(key)) handing.push({ model, name });
    seen.add(key);
  };
  for (const model of project.models.values()) {
    const ids = named(model, 'strings', isModel);
    if (ids.length === 0) continue;
    for (const one of model.exports) if (holdsOne(one, ids)) add(model, one.name);
  }
  for (const { model, name } of handing) {
    if (project.unreadImportersOf(model, name) > MANY) continue;
    for (const importer of project.importersOf(model, name)) {
      if (importer.by !== 'reexport' || ![name, ANY].includes(importer.imported)) continue;
      add(importer.model, importer.imported === ANY && importer.name === ANY ? name : importer.name);
    }
  }
}

/** What so many files load is a settings module of all, which most of them take something else from. */
const MANY = 100;

function holdsOne(exported: Export, ids: readonly StringNode[]): boolean {
  if ('specifier' in exported) return false;
  const values =
    'value' in exported
      ? [exported.value]
      : exported.binding.definitions.flatMap((one) => (one.from === 'value' ? [one.value] : []));
  return values.some((value) => ids.some((id) => isWithin(id, value)));
}
