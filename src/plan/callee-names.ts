import type { Binding, CallNode, Expression } from '../ir.js';
import { ANY } from '../ir.js';

/**
 * Whether a callee may be one of the names, at a glance: most calls are ruled out without following anything. A name
 * may be given another on import, and a class may be handed over as a parameter; a plain method keeps its name.
 */
export function mayBeCalled({ callee, isNew }: CallNode, names: ReadonlySet<string>): boolean {
  switch (callee.kind) {
    case 'member':
      return callee.property === undefined || names.has(callee.property) || mayBeDefault(callee.property, names);
    case 'reference':
      if (!callee.binding || names.has(callee.name)) return names.has(callee.name);
      return isNew || mayLeadTo(callee.binding, names);
    case 'function':
    case 'class':
      return false;
    default:
      return true;
  }
}

function mayBeDefault(property: string, names: ReadonlySet<string>): boolean {
  return property === 'default' && names.has('default');
}

function mayLeadTo(binding: Binding, names: ReadonlySet<string>): boolean {
  return binding.definitions.some((one) => {
    if (one.from === 'import') return isOpen(one.imported) || names.has(one.imported);
    if (one.from !== 'value') return false;
    const last = one.path.at(-1);
    return last === undefined ? isAlias(one.value) : names.has(last) || last === ANY;
  });
}

/** What may be anything, or a class that extends one of a package. */
function isOpen(imported: string): boolean {
  return imported === 'default' || imported === ANY || /^[A-Z][a-z]/.test(imported);
}

/** A value that stands for another: `const F = condition ? a : b`, `const api = wrap(client)`. */
function isAlias(value: Expression): boolean {
  if (value.kind === 'class') return value.superclass !== undefined;
  return value.kind !== 'function' && value.kind !== 'object' && value.kind !== 'string';
}
