import type { Unit } from './types.js';
import type { Variable } from './variables.js';

/** Of the units that do not move and read a variable, for OpenAI first, the one that a reader of the file would think of. */
export function nearestStayer({ stayers, keepers }: Variable, path: string): Unit | undefined {
  const parts = path.split('/');
  const nearness = (unit: Unit) => {
    const others = unit.model.path.split('/');
    const apart = parts.findIndex((part, index) => part !== others[index]);
    return apart === -1 ? parts.length : apart;
  };
  return [...(stayers.length > 0 ? stayers : keepers)].sort((a, b) => nearness(b) - nearness(a))[0];
}
