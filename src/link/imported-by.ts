import type { SourceModel } from '../ir.js';

/** What a file imports, requires or exports again, as it is written. */
export function importedBy(model: SourceModel): Set<string> {
  const found = new Set<string>();
  for (const binding of model.bindings)
    for (const one of binding.definitions) if (one.from === 'import') found.add(one.specifier);
  for (const one of model.expressions) if (one.kind === 'module') found.add(one.specifier);
  for (const exported of model.exports) if ('specifier' in exported) found.add(exported.specifier);
  return found;
}
