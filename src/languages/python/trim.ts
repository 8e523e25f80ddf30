import type { SourceModel } from '../../ir.js';

/**
 * An array that is pushed to gets room for 17 values at once, and most hold one or two: what a model keeps is copied to
 * its own length.
 */
export function trim(model: SourceModel): void {
  model.expressions = model.expressions.slice();
  model.bindings = model.bindings.slice();
  for (const binding of model.bindings) {
    binding.definitions = binding.definitions.slice();
    binding.references = binding.references.slice();
  }
  for (const node of model.expressions)
    if (node.kind === 'object') node.entries = node.entries.slice();
    else if (node.kind === 'template') node.parts = node.parts.slice();
    else if (node.kind === 'class') node.fields = node.fields.slice();
    else if (node.kind === 'function') {
      node.parameters = node.parameters.slice();
      node.returns = node.returns.slice();
    }
}
