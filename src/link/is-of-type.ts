import { terminalName } from '../callee-names.js';
import type { Binding, Expression, TypeUse } from '../ir.js';

/** Whether a value is of the type by what is written: it is made as one, or stands under a name that is declared so. */
export function isOfType(value: Expression, type: string, seen = new Set<Binding>()): boolean {
  const isNamedSo = (use: TypeUse | undefined) => use?.names[0] === type;
  switch (value.kind) {
    case 'call':
      return value.isNew && terminalName(value.callee) === type;
    case 'object':
      return value.type !== undefined && terminalName(value.type) === type;
    case 'wrapper':
      return isNamedSo(value.type) || isOfType(value.value, type, seen);
    case 'choice':
      return value.options.some((one) => isOfType(one, type, seen));
    case 'reference': {
      const { binding } = value;
      if (!binding || seen.has(binding)) return false;
      seen.add(binding);
      const given = binding.definitions.flatMap((one) =>
        one.from === 'value' && one.path.length === 0 ? [one.value] : [],
      );
      return isNamedSo(binding.type) || given.some((one) => isOfType(one, type, seen));
    }
    case 'member': {
      const of = value.object.kind === 'self' && value.object.of?.kind === 'class' ? value.object.of : undefined;
      const field = of?.fields.find(({ name }) => name === value.property);
      return isNamedSo(field?.type) || (field?.value !== undefined && isOfType(field.value, type, seen));
    }
    default:
      return false;
  }
}
