import type { Service } from '../catalog/service.js';
import type { SourceModel, StringNode } from '../ir.js';
import { named } from '../names.js';

/** Texts of a file that are the name of a variable of the service's, and nothing else. */
export function variableTexts(model: SourceModel, from: Service): StringNode[] {
  if (!from.mayHoldNames(model.text)) return [];
  return named(model, 'strings', (text) => /^[A-Z][A-Z0-9_]+$/.test(text) && from.names(text));
}
