import type { Expression, SourceModel } from '../../ir.js';

/** Adds an expression to a model that is kept as objects. */
export function add<T extends Expression>({ model }: { model: SourceModel }, node: Omit<T, 'model'>): T {
  const made = node as T;
  made.model = model;
  model.expressions.push(made);
  return made;
}
