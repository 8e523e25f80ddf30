import type { Binding, SourceModel } from '../../ir.js';

/** A variable or an import that nothing uses, which the compiler refuses: what it would say. */
export function unusedName(model: SourceModel): string | undefined {
  const variable = model.bindings.find((one) => one.kind === 'variable' && !one.isTopLevel && isUnused(one));
  if (variable) return `declared and not used: ${variable.name}`;
  const unused = model.layout.imports.find(({ specifier, names: [name] }) => {
    if (!name || specifier === 'C' || name.local === '_' || name.local === '.') return false;
    return !model.bindings.some((one) => one.name === name.local && one.isTopLevel && one.references.length > 0);
  });
  return unused && `"${unused.specifier}" imported and not used`;
}

function isUnused({ references, definitions, type }: Binding): boolean {
  // What a function gives under a name is used by that.
  return references.length === 0 && definitions.length > 0 && type === undefined;
}
