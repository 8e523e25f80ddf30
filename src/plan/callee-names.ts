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
    if (one.from === 'import') return names.has(one.imported) || one.imported === 'default' || one.imported === ANY;
    if (one.from !== 'value') return false;
    const last = one.path.at(-1);
    return last === undefined ? isAlias(one.value) : names.has(last) || last === ANY;
  });
}

/** A value that stands for another: `const F = condition ? a : b`, `const api = wrap(client)`. */
function isAlias(value: Expression): boolean {
  return value.kind !== 'function' && value.kind !== 'class' && value.kind !== 'object' && value.kind !== 'string';
}
