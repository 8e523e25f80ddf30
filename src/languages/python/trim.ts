import type { SourceModel } from '../../ir.js';

/**
 * The list with one more. An array that is pushed to gets room for 17 values at once, and most never hold a second: the first
 * one gets an array of its own length.
 */
export function grown<T>(list: T[], one: T): T[] {
  if (list.length === 0) return [one];
  list.push(one);
  return list;
}

/** What a model keeps is copied to its own length. */
export function trim(model: SourceModel): void {
  model.expressions = model.expressions.slice();
  model.bindings = model.bindings.slice();
  for (const binding of model.bindings) {
    binding.definitions = trimmed(binding.definitions);
    binding.references = trimmed(binding.references);
  }
  for (const node of model.expressions)
    if (node.kind === 'template') node.parts = trimmed(node.parts);
    else if (node.kind === 'class') node.fields = trimmed(node.fields);
    else if (node.kind === 'function') {
      node.parameters = trimmed(node.parameters);
      node.returns = trimmed(node.returns);
    }
}

function trimmed<T>(list: T[]): T[] {
  return list.length < 2 ? list : list.slice();
}
