import type { PlanOptions } from './types.js';
import type { Variables } from './variables.js';

/** What a variable or a secret that a moved client in a file is given is called after the migration. */
export function newNameOf(name: string, path: string, variables: Variables, options: PlanOptions): string {
  if (options.env === 'keep') return name;
  const variable = variables.find(name, path);
  if (variable && variable.mode !== 'stay') return variable.to;
  const { from } = options;
  return from.names(name) ? from.renamed(name, options.profile) : name;
}
