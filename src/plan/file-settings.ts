import { flowFacts } from '../catalog/flow.js';
import type { Origin } from '../link/origins.js';

/** Whether a value is one that a package gives out of files of the repository: `config.get('openai.model')`. */
export function isOfFileSettings(origin: Origin): boolean {
  if (origin.kind !== 'external') return false;
  const { fileSettings = [] } = flowFacts(origin.node.model.language);
  return fileSettings.some(({ packages }) => packages.includes(origin.package));
}
