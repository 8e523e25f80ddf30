import { ANY, type Binding, type Export, type Expression, type SourceModel } from '../ir.js';
import { filesOf } from '../languages/front-end.js';
import { named } from '../names.js';
import { importedBy } from './imported-by.js';
import type { Project } from './project.js';

/**
 * Reads the files that get an SDK from a file of the project and not from its package: through a barrel that
 * re-exports it, or as a subclass of its client. Nothing in them may say that they matter.
 */
export function loadReceivers(project: Project): void {
  const handing = new Set<string>();
  for (let isNew = true; isNew; ) {
    isNew = false;
    for (const model of project.models.values()) {
      if (handing.has(model.path) || !handsOn(project, handing, model)) continue;
      isNew = true;
      handing.add(model.path);
      project.importersOf(model, ANY);
    }
  }
}

function handsOn(project: Project, handing: ReadonlySet<string>, model: SourceModel): boolean {
  const isSdk = (from: SourceModel, specifier: string): boolean => {
    const target = project.target(from, specifier);
    if (!target) return false;
    if ('package' in target) return project.host.isCatalogued(from.language, target.package);
    return filesOf(target).some((file) => handing.has(file));
  };
  // At a glance: most files name no such module.
  if (![...importedBy(model)].some((specifier) => isSdk(model, specifier))) return false;
  const seen = new Set<Binding>();
  const isFrom = (binding: Binding): boolean => {
    if (seen.has(binding)) return false;
    seen.add(binding);
    return binding.definitions.some((one) =>
      one.from === 'import' ? isSdk(binding.model, one.specifier) : one.from === 'value' && isMade(one.value),
    );
  };
  const isMade = (value: Expression): boolean => {
    switch (value.kind) {
      case 'reference':
        return value.binding !== undefined && isFrom(value.binding);
      case 'member':
        return isMade(value.object);
      case 'module':
        return isSdk(value.model, value.specifier);
      case 'class':
        return value.superclass !== undefined && isMade(value.superclass);
      case 'object':
        return value.entries.some((entry) => isMade(entry.value));
      default:
        return false;
    }
  };
  const isHandedOn = (exported: Export): boolean => {
    if ('specifier' in exported) return isSdk(model, exported.specifier);
    seen.clear();
    return 'binding' in exported ? isFrom(exported.binding) : isMade(exported.value);
  };
  // Mostly it is under the name by which it is imported: the other exports need not be made then.
  const imported = new Set(named(model, 'imports', (specifier) => isSdk(model, specifier)).map(({ name }) => name));
  return (
    named(model, 'exportedBindings', (name) => imported.has(name)).some(isHandedOn) || model.exports.some(isHandedOn)
  );
}
