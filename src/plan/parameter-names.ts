import type { Entry, Expression, SourceModel, Span } from '../ir.js';

/** Where a parameter's name is written, with the value that it has there. */
export interface WrittenName {
  model: SourceModel;
  span: Span;
  /** The whole of name and value. */
  around: Span;
  /** `{ name }`: the name is also the value. */
  isShorthand: boolean;
}

/** The name beside a value: of an argument, of an entry, or of what it is assigned to. */
export function nameOf({ use, model }: Expression, name: string): WrittenName | undefined {
  if (use?.as === 'argument' && use.argument.name === name && use.argument.nameSpan)
    return { model, span: use.argument.nameSpan, around: use.argument, isShorthand: false };
  if (use?.as === 'assignment' && use.assignment.target.property === name)
    return { model, span: use.assignment.target.propertySpan, around: use.assignment, isShorthand: false };
  const entry: Entry | undefined = use?.as === 'entry' ? use.entry : undefined;
  if (!entry?.keySpan || entry.key !== name) return undefined;
  return { model, span: entry.keySpan, around: entry, isShorthand: entry.shorthand === true };
}
