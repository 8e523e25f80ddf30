import type { SourceModel } from '../ir.js';
import { namesOf } from '../names.js';

/** What a file imports, requires or exports again, as it is written. */
export function importedBy(model: SourceModel): Set<string> {
  const found = new Set<string>();
  const names = namesOf(model);
  for (const table of ['imports', 'modules', 'reexports'] as const)
    names.each(table, (specifier) => {
      found.add(specifier);
    });
  return found;
}
