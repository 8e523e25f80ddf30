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

/** Whether the file imports something that is called as a fact's expression says. */
export function importsLike(model: SourceModel, imports: string): boolean {
  const known = KNOWN.get(model) ?? new Map<string, boolean>();
  KNOWN.set(model, known);
  const answer = known.get(imports);
  if (answer !== undefined) return answer;
  const pattern = new RegExp(imports);
  const found = [...importedBy(model)].some((specifier) => pattern.test(specifier));
  known.set(imports, found);
  return found;
}
const KNOWN = new WeakMap<SourceModel, Map<string, boolean>>();
