import type { Binding, ClassNode, Expression, SourceModel, Span, TypeUse } from '../../ir.js';
import { isWithin } from '../../spans.js';
import type { Insertion } from '../writer.js';

const TEXT = 'String';

/**
 * A name of the type that a package has for its texts holds a text from now on: its type says so, where it is handed to nothing but
 * builders, which take either.
 */
export function widenTypes(model: SourceModel, edits: readonly Insertion[]): Insertion[] {
  const isReplaced = (value: Expression) => edits.some((edit) => isNamedTextAt(value, edit));
  return [...localsIn(model), ...fieldsIn(model)].flatMap(({ type, value, references }) => {
    const isOnlyBuilt = references.every((one) => one.use?.as === 'argument' && one.use.call.isBuilt === true);
    if (!isReplaced(value) || !isOnlyBuilt || type.names[0] === TEXT) return [];
    return [{ start: type.start, end: type.end, text: TEXT }];
  });
}

interface Declared {
  type: TypeUse;
  value: Expression;
  references: readonly Expression[];
}

/** Whether an edit puts a text in the place of a name for one. */
function isNamedTextAt(value: Expression, { start, end, text }: Insertion): boolean {
  return value.kind === 'member' && value.start === start && value.end === end && text.startsWith('"');
}

function localsIn({ bindings }: SourceModel): Declared[] {
  return bindings.flatMap(({ kind, type, definitions, references }: Binding) => {
    const [only, ...others] = definitions;
    if (kind !== 'variable' || !type || only?.from !== 'value' || others.length > 0) return [];
    return [{ type, value: only.value, references }];
  });
}

/** Private fields, which this file alone reads. */
function fieldsIn(model: SourceModel): Declared[] {
  const classes = model.expressions.filter((one): one is ClassNode => one.kind === 'class');
  return classes.flatMap(({ fields }) =>
    fields.flatMap(({ name, nameSpan, type, value }) => {
      if (!type || !value || !isPrivate(model, type)) return [];
      const references = model.expressions.filter(
        (one) => one.kind === 'member' && one.property === name && !isWithin(one, nameSpan),
      );
      return [{ type, value, references }];
    }),
  );
}

function isPrivate({ text }: SourceModel, { start }: Span): boolean {
  return /\bprivate\s+(?:static\s+|final\s+)*$/.test(text.slice(Math.max(0, start - 80), start));
}
